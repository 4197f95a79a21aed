package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The faults in force; the first that matches, is not used up and wins its draw acts alone. */
final class Faults {
    private final Random random;
    private final Map<Fault, Long> hits = new LinkedHashMap<>();
    private int nextId = 1;

    Faults(Random random) {
        this.random = random;
    }

    ObjectNode add(JsonNode json) {
        Fault fault = Fault.read(nextId, json);
        nextId++;
        hits.put(fault, 0L);
        return fault.json(0);
    }

    ArrayNode list() {
        ArrayNode list = Json.MAPPER.createArrayNode();
        hits.forEach((fault, count) -> list.add(fault.json(count)));
        return list;
    }

    void clear() {
        hits.clear();
    }

    Optional<Fault> strike(String method, String uri) {
        for (Map.Entry<Fault, Long> entry : hits.entrySet()) {
            Fault fault = entry.getKey();
            boolean left = fault.count() == 0 || entry.getValue() < fault.count();
            if (left && fault.matches(method, uri) && random.nextDouble() < fault.rate()) {
                entry.setValue(entry.getValue() + 1);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
