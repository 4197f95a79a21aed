package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the open types take a patch: what is not mentioned stays, null removes (graph-contract 8.4).
 *
 * @param entries the rules of single entries
 */
record PlannerMerge(PlannerEntries entries) {
    private static final Set<String> OPEN =
            Set.of("assignments", "checklist", "references", "appliedCategories", "sharedWith", "categoryDescriptions");

    PlannerMerge(World world, PlannerWriter writer) {
        this(new PlannerEntries(world, writer));
    }

    static boolean open(String property) {
        return OPEN.contains(property);
    }

    /** What a body touches: properties, and single entries of open types as {@code property/key}. */
    static Set<String> paths(ObjectNode body) {
        Set<String> paths = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (open(field.getKey())) {
                field.getValue().fieldNames().forEachRemaining(key -> paths.add(field.getKey() + "/" + key));
            } else {
                paths.add(field.getKey());
            }
        }
        paths.removeIf(path -> path.contains("@"));
        return paths;
    }

    /** What stands at such a path; a missing node when nothing does. */
    static JsonNode at(ObjectNode properties, String path) {
        String[] parts = path.split("/", 2);
        JsonNode value = properties.path(parts[0]);
        return parts.length == 1 ? value : value.path(parts[1]);
    }

    /** The properties after a checked body: single ones are replaced or, by null, gone; open types are merged. */
    ObjectNode patched(ObjectNode before, ObjectNode body) {
        ObjectNode next = before.deepCopy();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            if (open(name)) {
                next.set(name, merged(name, next.get(name), field.getValue()));
            } else if (field.getValue().isNull()) {
                next.remove(name);
            } else if (!name.contains("@")) {
                next.set(name, stored(name, field.getValue()));
            }
        }
        return next;
    }

    private static JsonNode stored(String name, JsonNode value) {
        return switch (name) {
            case "orderHint", "assigneePriority" -> TextNode.valueOf(OrderHint.placed(value.textValue()));
            case "startDateTime", "dueDateTime" ->
                TextNode.valueOf(
                        OffsetDateTime.parse(value.textValue()).toInstant().toString());
            default -> value;
        };
    }

    private ObjectNode merged(String property, @Nullable JsonNode known, JsonNode patch) {
        if (!(patch instanceof ObjectNode given)) {
            throw PlannerError.bad("Property '" + property + "' must be an object; null removes single entries.");
        }
        ObjectNode next = known instanceof ObjectNode object ? object.deepCopy() : Json.object();
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            String key = field.getKey();
            if (key.startsWith("@")) {
                continue;
            }
            JsonNode sent = field.getValue();
            JsonNode value = sent.isNull() ? sent : entries.entry(property, key, next.get(key), sent);
            if (value.isNull() || value.isBoolean() && !value.booleanValue()) {
                next.remove(key);
            } else {
                next.set(key, value);
            }
        }
        return next;
    }
}
