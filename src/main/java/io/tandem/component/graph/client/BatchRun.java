package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Sends requests in batches of 20, one batch after the other, and gives each request an answer of its own
 * (graph-contract 10).
 *
 * <p>A request whose bucket is closed is kept back, and the others go without it. In sequence, nothing is sent after one
 * that did not succeed.
 */
final class BatchRun {
    private final GraphCaller caller;
    private final BiFunction<String, JsonNode, GraphCall> batch;
    private final BatchOrder order;
    private final InstantSource clock;

    /** Takes what makes the call of a batch from its version and its body. */
    BatchRun(GraphCaller caller, BiFunction<String, JsonNode, GraphCall> batch, BatchOrder order, InstantSource clock) {
        this.caller = caller;
        this.batch = batch;
        this.order = order;
        this.clock = clock;
    }

    /** Returns the answers in the order of the requests. The future never fails. */
    CompletableFuture<List<GraphAnswer>> answers(List<BatchItem> items) {
        return from(items, List.of());
    }

    private CompletableFuture<List<GraphAnswer>> from(List<BatchItem> items, List<GraphAnswer> before) {
        Optional<GraphAnswer> obstacle = obstacle(before);
        if (items.isEmpty() || obstacle.isPresent()) {
            List<GraphAnswer> notSent = items.stream()
                    .map(item -> BatchAnswers.notSent(obstacle.orElseThrow()))
                    .toList();
            return CompletableFuture.completedFuture(joined(before, notSent));
        }
        int size = together(items);
        return one(items.subList(0, size))
                .thenCompose(answers -> from(items.subList(size, items.size()), joined(before, answers)));
    }

    private Optional<GraphAnswer> obstacle(List<GraphAnswer> before) {
        return order == BatchOrder.PARALLEL
                ? Optional.empty()
                : before.stream()
                        .filter(answer -> !(answer instanceof GraphAnswer.Success))
                        .findFirst();
    }

    private int together(List<BatchItem> items) {
        int most = BatchItem.together(items);
        if (order == BatchOrder.PARALLEL) {
            return most;
        }
        long open = items.stream()
                .limit(most)
                .takeWhile(item -> caller.mayCall(item.bucket()))
                .count();
        return Math.max(1, (int) open);
    }

    private CompletableFuture<List<GraphAnswer>> one(List<BatchItem> items) {
        List<BatchItem> open = new ArrayList<>();
        List<Optional<GraphAnswer>> kept = new ArrayList<>();
        for (BatchItem item : items) {
            Optional<GraphAnswer> back = caller.keptBack(item.bucket());
            kept.add(back);
            if (back.isEmpty()) {
                open.add(item);
            }
        }
        return sent(open).thenApply(answers -> {
            Iterator<GraphAnswer> next = answers.iterator();
            return kept.stream().map(back -> back.orElseGet(next::next)).toList();
        });
    }

    private CompletableFuture<List<GraphAnswer>> sent(List<BatchItem> items) {
        if (items.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Instant start = clock.instant();
        return caller.call(batch.apply(items.getFirst().version(), body(items))).thenApply(outer -> switch (outer) {
            case GraphAnswer.Success success ->
                BatchAnswers.of(success)
                        .answers(items, (item, response) -> caller.inner(item.bucket(), start, response));
            case GraphAnswer.Throttled same -> BatchAnswers.all(items, same);
            case GraphAnswer.Rejected same -> BatchAnswers.all(items, same);
            case GraphAnswer.Unavailable same -> BatchAnswers.all(items, same);
        });
    }

    private ObjectNode body(List<BatchItem> items) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode requests = body.putArray("requests");
        for (int at = 0; at < items.size(); at++) {
            ObjectNode request = requests.addObject();
            items.get(at).write(request, BatchAnswers.id(at));
            if (at > 0 && order == BatchOrder.SEQUENTIAL) {
                request.putArray("dependsOn").add(BatchAnswers.id(at - 1));
            }
        }
        return body;
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
