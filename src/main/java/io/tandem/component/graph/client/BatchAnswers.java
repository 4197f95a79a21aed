package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The answers inside the answer to a batch (graph-contract 10), by the id of their request.
 *
 * @param byId what Graph answered, in no order
 * @param requestId of the batch
 */
record BatchAnswers(Map<String, JsonNode> byId, String requestId) {
    private static final int FAILED_DEPENDENCY = 424;

    /** Reads a successful answer to a batch. */
    static BatchAnswers of(GraphAnswer.Success batch) {
        Map<String, JsonNode> byId = new HashMap<>();
        batch.body()
                .path("responses")
                .forEach(response -> byId.put(response.path("id").asText(""), response));
        return new BatchAnswers(byId, batch.requestId());
    }

    /** Returns the id of the request at a place in its batch. */
    static String id(int at) {
        return String.valueOf(at + 1);
    }

    /** Gives every item the one answer that the batch got. */
    static List<GraphAnswer> all(List<BatchItem> items, GraphAnswer answer) {
        return Collections.nCopies(items.size(), answer);
    }

    /** Returns the answer to a request that was not sent because another before it in sequence failed so. */
    static GraphAnswer notSent(GraphAnswer obstacle) {
        return switch (obstacle) {
            case GraphAnswer.Throttled other -> new GraphAnswer.Throttled(other.retryAfter(), false, "");
            case GraphAnswer.Unavailable other ->
                new GraphAnswer.Unavailable(
                        false,
                        "not sent, for one before it had no clear answer: " + other.reason(),
                        other.retryAfter());
            case GraphAnswer.Rejected other -> failedDependency(other.requestId());
            case GraphAnswer.Success other -> failedDependency(other.requestId());
        };
    }

    /** Returns the answers in the order of the items; one that is missing may have been executed. */
    List<GraphAnswer> answers(List<BatchItem> items, BiFunction<BatchItem, GraphResponse, GraphAnswer> judged) {
        List<GraphAnswer> answers = new ArrayList<>();
        for (int at = 0; at < items.size(); at++) {
            BatchItem item = items.get(at);
            answers.add(response(id(at))
                    .map(response -> judged.apply(item, response))
                    .orElseGet(() -> new GraphAnswer.Unavailable(true, "no answer in batch " + requestId, null)));
        }
        return withCauses(answers);
    }

    private Optional<GraphResponse> response(String id) {
        JsonNode response = byId.getOrDefault(id, MissingNode.getInstance());
        int status = response.path("status").asInt(0);
        if (status < 100) {
            return Optional.empty();
        }
        Map<String, String> headers = new TreeMap<>();
        response.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText("")));
        JsonNode body = response.path("body");
        return Optional.of(new GraphResponse(
                status,
                body.isNull() ? MissingNode.getInstance() : body,
                headers,
                headers.getOrDefault("request-id", requestId)));
    }

    /** A 424 beside throttled or unclear answers is no refusal: it waits for them (graph-contract 10). */
    private static List<GraphAnswer> withCauses(List<GraphAnswer> answers) {
        return answers.stream()
                .map(answer -> answer instanceof GraphAnswer.Rejected rejected && rejected.status() == FAILED_DEPENDENCY
                        ? cause(answers).orElse(answer)
                        : answer)
                .toList();
    }

    private static Optional<GraphAnswer> cause(List<GraphAnswer> answers) {
        Optional<GraphAnswer> throttled = answers.stream()
                .filter(GraphAnswer.Throttled.class::isInstance)
                .map(GraphAnswer.Throttled.class::cast)
                .map(GraphAnswer.Throttled::retryAfter)
                .max(Duration::compareTo)
                .map(longest -> new GraphAnswer.Throttled(longest, true, ""));
        return throttled.or(() -> answers.stream()
                .filter(GraphAnswer.Unavailable.class::isInstance)
                .findFirst()
                .map(BatchAnswers::notSent));
    }

    private static GraphAnswer failedDependency(String requestId) {
        return new GraphAnswer.Rejected(
                FAILED_DEPENDENCY, "FailedDependency", "a request before it in sequence failed", requestId);
    }
}
