package io.tandem.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a test may ask of the notifications of a running simulator.
 *
 * @param dropRate share of notifications that are lost without a try, 0 to 1
 * @param duplicateRate share of notifications that are sent a second time up to a minute later, 0 to 1
 * @param strangerRate share of posts that carry an item of another tenant too, 0 to 1
 * @param shuffle whether notifications of half a minute change their order
 * @param paused whether nothing is sent
 * @param timeScale see {@link NotificationProfile}
 * @param patience see {@link NotificationProfile}
 */
record NotificationSwitches(
        double dropRate,
        double duplicateRate,
        double strangerRate,
        boolean shuffle,
        boolean paused,
        double timeScale,
        double patience) {

    NotificationSwitches {
        for (double rate : new double[] {dropRate, duplicateRate, strangerRate}) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("A rate must be from 0 to 1, not " + rate + ".");
            }
        }
        if (!(timeScale > 0 && timeScale <= 1_000_000 && patience > 0 && patience <= 100)) {
            throw new IllegalArgumentException(
                    "timeScale must be above 0 and up to 1000000, patience above 0 and up to 100.");
        }
    }

    static NotificationSwitches of(NotificationProfile profile) {
        return new NotificationSwitches(0, 0, 0, false, false, profile.timeScale(), profile.patience());
    }

    /**
     * These switches with some of them changed.
     *
     * @throws IllegalArgumentException one sentence when a switch is unknown or a value does not fit
     */
    NotificationSwitches with(JsonNode changes) {
        ObjectNode all = Json.MAPPER.valueToTree(this);
        changes.properties().forEach(change -> {
            JsonNode known = all.get(change.getKey());
            if (known == null || known.getNodeType() != change.getValue().getNodeType()) {
                throw new IllegalArgumentException("'" + change.getKey() + ": " + change.getValue()
                        + "' is no switch of notifications; see GET /simulator/notifications.");
            }
            all.set(change.getKey(), change.getValue());
        });
        try {
            return Json.MAPPER.treeToValue(all, NotificationSwitches.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(cause(e), e);
        }
    }

    private static String cause(JsonProcessingException e) {
        return e.getCause() instanceof IllegalArgumentException refused
                ? String.valueOf(refused.getMessage())
                : e.getOriginalMessage();
    }
}
