package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * {@code $batch} (graph-contract 10): each item is a call of its own, throttled and logged like one; answers come in any order.
 *
 * @param graph answers an item
 * @param around log, faults and chance
 */
record Batch(Function<GraphRequest, GraphApi.Answer> graph, Surroundings around) {
    static final String PATH = "/$batch";

    private static final int MAX_ITEMS = 20;
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "PUT", "DELETE");

    /**
     * What a batch needs beside Graph.
     *
     * @param log takes the items as calls
     * @param faults strike items too
     * @param random shuffles the answers
     */
    record Surroundings(RequestLog log, Faults faults, Random random) {}

    /** One item whose form is right. */
    private record Item(String id, Set<String> dependsOn, GraphRequest request) {}

    GraphResponse handle(Call call) {
        Map<String, Item> waiting = items(call);
        Map<String, Boolean> done = new LinkedHashMap<>();
        List<ObjectNode> answers = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Item item = waiting.values().stream()
                    .filter(next -> done.keySet().containsAll(next.dependsOn()))
                    .findFirst()
                    .orElseThrow(() -> malformed("'dependsOn' goes in a circle."));
            waiting.remove(key(item.id()));
            GraphResponse response = item.dependsOn().stream().allMatch(id -> done.getOrDefault(id, false))
                    ? execute(item.request())
                    : dependencyFailed(item.request());
            done.put(key(item.id()), response.status() < 400);
            answers.add(answer(item.id(), response));
        }
        Collections.shuffle(answers, around.random());
        ObjectNode body = Json.object();
        body.putArray("responses").addAll(answers);
        return GraphResponse.ok(body);
    }

    private GraphResponse execute(GraphRequest request) {
        long started = System.nanoTime();
        Optional<Fault> fault = around.faults().strike(request.method(), request.uri());
        GraphApi.Answer answer = fault.map(struck -> struck(request, struck)).orElseGet(() -> graph.apply(request));
        around.log()
                .add(new RequestLog.Call(
                        request.time(),
                        request.method(),
                        request.uri(),
                        answer.response().status(),
                        Math.round((System.nanoTime() - started) / 1e4) / 100.0,
                        answer.caller(),
                        answer.group(),
                        request.requestId(),
                        fault.map(struck -> struck.kind().word()).orElse(null)));
        return answer.response();
    }

    /** An item has no connection of its own to lose or to keep waiting: what would be lost is a 504. */
    private GraphApi.Answer struck(GraphRequest request, Fault fault) {
        if (fault.kind() == Fault.Kind.ERROR) {
            return HttpFront.error(request, fault);
        }
        GraphError timeout = GraphError.of(504, "GatewayTimeout", "A fault was asked for: " + fault.id());
        if (fault.kind() == Fault.Kind.DROP) {
            return HttpFront.envelope(request, timeout);
        }
        GraphApi.Answer answer = graph.apply(request);
        return fault.kind() == Fault.Kind.LATENCY ? answer : HttpFront.envelope(request, timeout);
    }

    private static GraphResponse dependencyFailed(GraphRequest request) {
        GraphResponse response = GraphError.of(
                        424, "FailedDependency", "A request on which this one depends has failed.")
                .response(request);
        return response.withHeaders(GraphApi.envelope(request, response));
    }

    private static ObjectNode answer(String id, GraphResponse response) {
        ObjectNode answer = Json.object().put("id", id).put("status", response.status());
        ObjectNode headers = answer.putObject("headers");
        response.headers().forEach(headers::put);
        JsonNode body = response.body();
        return body == null ? answer : answer.set("body", body);
    }

    private static Map<String, Item> items(Call call) {
        JsonNode requests = call.json().path("requests");
        if (!requests.isArray() || requests.isEmpty() || requests.size() > MAX_ITEMS) {
            throw malformed("'requests' must hold between 1 and 20 requests.");
        }
        Map<String, Item> items = new LinkedHashMap<>();
        for (JsonNode request : requests) {
            Item item = item(call, request);
            if (items.put(key(item.id()), item) != null) {
                throw malformed("The id '" + item.id() + "' stands twice.");
            }
        }
        for (Item item : items.values()) {
            if (!items.keySet().containsAll(item.dependsOn())) {
                throw malformed("'dependsOn' of '" + item.id() + "' names an id that is not there.");
            }
        }
        return items;
    }

    private static Item item(Call call, JsonNode json) {
        String id = Json.text(json, "id");
        String url = Json.text(json, "url");
        String method = json.path("method").asText().toUpperCase(Locale.ROOT);
        if (id == null || id.isEmpty() || !METHODS.contains(method)) {
            throw malformed("Each request needs an id and a method.");
        }
        if (url == null || url.contains("://") || url.replaceFirst("^/", "").startsWith("$batch")) {
            throw malformed("The url of request '" + id + "' must be relative and no batch.");
        }
        if (url.replaceFirst("^/", "").startsWith("subscriptions") && !method.equals("GET")) {
            throw malformed(
                    "Request '" + id + "' concerns subscriptions, whose addresses are not asked inside a batch.");
        }
        Set<String> before = new LinkedHashSet<>();
        json.path("dependsOn").forEach(other -> before.add(key(other.asText())));
        GraphRequest outer = call.request();
        return new Item(
                id,
                before,
                new GraphRequest(
                        method,
                        outer.base(),
                        "/" + call.path().version() + "/"
                                + url.replaceFirst("^/", "").replace(" ", "%20"),
                        headers(outer, json.path("headers")),
                        json.hasNonNull("body") ? Json.bytes(json.get("body")) : new byte[0],
                        UUID.randomUUID().toString(),
                        outer.time()));
    }

    /** The item's own headers, and of the outer ones the token alone. */
    private static Map<String, String> headers(GraphRequest outer, JsonNode own) {
        Map<String, String> headers = new LinkedHashMap<>();
        own.properties()
                .forEach(field -> headers.put(
                        field.getKey().toLowerCase(Locale.ROOT),
                        field.getValue().asText()));
        headers.put("authorization", outer.headers().getOrDefault("authorization", ""));
        return headers;
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    private static GraphError malformed(String message) {
        return GraphError.badRequest("Invalid batch payload: " + message);
    }
}
