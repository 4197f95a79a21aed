package io.tandem.console;

import java.time.Instant;
import java.util.Map;

/**
 * What the running application told of itself at one time.
 *
 * @param troubles what is down
 * @param warnings what should worry somebody
 * @param lag records that wait, by topic; -1 = unknown
 */
record Vitals(
        Instant at,
        Map<String, String> troubles,
        Map<String, String> warnings,
        Map<String, Long> lag,
        Readings readings) {

    /** How it does, for the dot in the header. */
    enum Health {
        GOOD("inSync", "Healthy"),
        WORRYING("waiting", "Needs a look"),
        DOWN("failed", "Down"),
        UNKNOWN("none", "Starting");

        private final String kind;
        private final String word;

        Health(String kind, String word) {
            this.kind = kind;
            this.word = word;
        }

        String kind() {
            return kind;
        }

        String word() {
            return word;
        }
    }

    static Vitals none(Instant at) {
        return new Vitals(at, Map.of(), Map.of(), Map.of(), Readings.none());
    }

    static Vitals take(Pulse pulse, Instant at) {
        return new Vitals(at, pulse.troubles(), pulse.warnings(), pulse.lag(), Readings.of(pulse.metrics()));
    }

    Health health() {
        if (readings.samples().isEmpty()) {
            return Health.UNKNOWN;
        }
        if (!troubles.isEmpty()) {
            return Health.DOWN;
        }
        return warnings.isEmpty() ? Health.GOOD : Health.WORRYING;
    }

    long waiting() {
        return lag.values().stream().mapToLong(records -> Math.max(records, 0)).sum();
    }

    boolean caughtUp() {
        return lag.values().stream().allMatch(records -> records == 0);
    }
}
