package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver, or why there was none; an entry of {@code GET /simulator/deliveries}.
 *
 * @param time when, in the time of the {@link Pace}
 * @param url where to
 * @param retry whether it was tried before
 * @param status HTTP status of the answer, or null without one
 * @param durationMs real milliseconds until the answer
 * @param outcome what came of it
 * @param items what was sent, without its data
 */
record Delivery(
        Instant time,
        String url,
        boolean retry,
        @Nullable Integer status,
        double durationMs,
        Outcome outcome,
        List<ObjectNode> items) {

    /** How a try ends. */
    enum Outcome {
        /** 2xx in time. */
        DELIVERED,
        /** No 2xx in time; tried again unless four hours are over. */
        FAILED,
        /** Not sent because the access token of the endpoint had expired; tried again unless four hours are over. */
        WITHHELD,
        /** Not sent, ever: the endpoint is in its drop state. */
        DROPPED,
        /** Not sent, ever: a test asked for it. */
        LOST
    }

    /** How an item is listed. */
    static ObjectNode listed(@Nullable Long number, ObjectNode item) {
        ObjectNode listed = Json.object().put("number", number);
        for (String name : List.of("subscriptionId", "changeType", "resource", "lifecycleEvent")) {
            if (item.has(name)) {
                listed.set(name, item.get(name));
            }
        }
        return listed;
    }
}
