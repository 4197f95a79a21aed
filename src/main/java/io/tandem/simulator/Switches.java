package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The profile in force; it can change while the simulator runs. */
final class Switches {
    private final SimulatorProfile initial;
    private SimulatorProfile current;

    Switches(SimulatorProfile initial) {
        this.initial = initial;
        this.current = initial;
    }

    SimulatorProfile profile() {
        return current;
    }

    void reset() {
        current = initial;
    }

    /**
     * Changes the switches that are named, all or none, for example {@code {"planner.requestsPerSecond": 5}}; parts may also be nested.
     *
     * @throws IllegalArgumentException one sentence when a switch is unknown or a value does not fit
     */
    SimulatorProfile change(JsonNode changes) {
        if (!(changes instanceof ObjectNode object)) {
            throw new IllegalArgumentException("The body must be an object of switches.");
        }
        current = with(current, "", object);
        return current;
    }

    private static SimulatorProfile with(SimulatorProfile profile, String prefix, ObjectNode changes) {
        SimulatorProfile changed = profile;
        for (Map.Entry<String, JsonNode> field : changes.properties()) {
            changed = field.getValue() instanceof ObjectNode part
                    ? with(changed, prefix + field.getKey() + ".", part)
                    : changed.with(prefix + field.getKey(), field.getValue().asText());
        }
        return changed;
    }
}
