package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The words in which the tests speak about subscriptions. */
final class Subscriber {
    private static final Duration DAYS = Duration.ofHours(71);

    private final Graph graph;
    private final Clock clock;
    private final Endpoint endpoint;

    Subscriber(Graph graph, Clock clock, Endpoint endpoint) {
        this.graph = graph;
        this.clock = clock;
        this.endpoint = endpoint;
    }

    /** A good body for 71 hours with a lifecycle URL at the same endpoint. */
    ObjectNode body(String resource, String changeType) {
        return Json.object()
                .put("resource", resource)
                .put("changeType", changeType)
                .put("notificationUrl", endpoint.url())
                .put("lifecycleNotificationUrl", endpoint.url("/lifecycle"))
                .put("clientState", "state of " + resource)
                .put("expirationDateTime", in(DAYS));
    }

    String in(Duration duration) {
        return clock.instant().plus(duration).toString();
    }

    Graph.Answer send(ObjectNode body) {
        return graph.post("/subscriptions", body.toString());
    }

    /** Makes a subscription and gives its id. */
    String subscribe(String resource, String changeType) {
        return subscribe(body(resource, changeType));
    }

    String subscribe(ObjectNode body) {
        Graph.Answer answer = send(body);
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.id();
    }

    Graph.Answer patch(String id, String property, String value) {
        return graph.patch(
                "/subscriptions/" + id, Json.object().put(property, value).toString());
    }

    JsonNode state(String id) {
        return Endpoint.stream(graph.get("/simulator/state").body().path("subscriptions"))
                .filter(subscription -> subscription.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    void turn(String switches) {
        Graph.Answer answer = graph.post("/simulator/notifications", switches);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
    }

    /** What is not delivered yet. */
    JsonNode waiting() {
        return graph.get("/simulator/state").body().path("notifications");
    }

    List<String> outcomes() {
        return Endpoint.stream(graph.get("/simulator/deliveries").body())
                .map(delivery -> delivery.path("outcome").asText())
                .toList();
    }
}
