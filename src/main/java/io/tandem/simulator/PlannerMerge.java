package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.simulator.Change.Relation;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the open types take a patch: what is not mentioned stays, null removes, an entry names its type (graph-contract 8.4).
 *
 * @param world the state
 * @param writer who writes
 */
record PlannerMerge(World world, PlannerWriter writer) {
    private static final Set<String> OPEN =
            Set.of("assignments", "checklist", "references", "appliedCategories", "sharedWith", "categoryDescriptions");
    private static final Pattern CATEGORY = Pattern.compile("category([1-9]|1[0-9]|2[0-5])");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern ENCODED_URL = Pattern.compile("[^:.#@]+");

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
        if (!(patch instanceof ObjectNode entries)) {
            throw PlannerError.bad("Property '" + property + "' must be an object; null removes single entries.");
        }
        ObjectNode next = known instanceof ObjectNode object ? object.deepCopy() : Json.object();
        for (Map.Entry<String, JsonNode> field : entries.properties()) {
            String key = field.getKey();
            if (key.startsWith("@")) {
                continue;
            }
            JsonNode given = field.getValue();
            JsonNode value = given.isNull() ? given : entry(property, key, next.get(key), given);
            if (value.isNull() || value.isBoolean() && !value.booleanValue()) {
                next.remove(key);
            } else {
                next.set(key, value);
            }
        }
        return next;
    }

    private JsonNode entry(String property, String key, @Nullable JsonNode known, JsonNode value) {
        return switch (property) {
            case "assignments" -> assignment(key, known, value);
            case "checklist" -> checklistItem(key, known, value);
            case "references" -> reference(key, known, value);
            case "categoryDescriptions" -> value;
            default -> flag(property, key, value);
        };
    }

    private ObjectNode assignment(String user, @Nullable JsonNode known, JsonNode value) {
        ObjectNode given = typed("plannerAssignment", user, value);
        String hint = Json.text(given, "orderHint");
        if (hint == null) {
            throw PlannerError.bad("The assignment of '" + user + "' needs an orderHint.");
        }
        if (known == null) {
            assignable(user);
        }
        ObjectNode next = start("plannerAssignment", known);
        if (known == null) {
            next.put("assignedDateTime", writer.time()).set("assignedBy", writer.identity());
        }
        return next.put("orderHint", OrderHint.placed(hint));
    }

    private void assignable(String user) {
        boolean known = world.tenant()
                .people()
                .byId(user)
                .map(User::id)
                .filter(user::equals)
                .isPresent();
        if (!known) {
            throw PlannerError.bad("There is no user '" + user + "' to assign.");
        }
        boolean member = world.tenant().linked(writer.group(), Relation.MEMBERS).contains(user);
        if (!member && !world.profile().planner().nonMemberAssignable()) {
            throw PlannerError.forbidden();
        }
    }

    private ObjectNode checklistItem(String key, @Nullable JsonNode known, JsonNode value) {
        if (!GUID.matcher(key).matches()) {
            throw PlannerError.bad("The key '" + key + "' of a checklist item is no GUID.");
        }
        ObjectNode given = typed("plannerChecklistItem", key, value);
        if (known == null && Json.text(given, "title") == null) {
            throw PlannerError.bad("The new checklist item '" + key + "' needs a title.");
        }
        ObjectNode next = start("plannerChecklistItem", known);
        if (known == null) {
            next.put("isChecked", false).put("orderHint", OrderHint.placed(" !"));
        }
        return stamped(hinted(given, "orderHint", next));
    }

    private ObjectNode reference(String key, @Nullable JsonNode known, JsonNode value) {
        if (!ENCODED_URL.matcher(key).matches()) {
            throw PlannerError.bad("The key '" + key + "' of a reference is no URL with ':' and '.' percent-encoded.");
        }
        ObjectNode given = typed("plannerExternalReference", key, value);
        ObjectNode next = start("plannerExternalReference", known);
        if (known == null) {
            next.putNull("alias").put("type", "Other").put("previewPriority", OrderHint.placed(" !"));
        }
        return stamped(hinted(given, "previewPriority", next));
    }

    private static JsonNode flag(String property, String key, JsonNode value) {
        boolean known =
                property.equals("appliedCategories") ? CATEGORY.matcher(key).matches() : !key.isEmpty();
        if (!known || !value.isBoolean()) {
            throw PlannerError.bad("'" + key + "' in '" + property + "' must be a known key with true or false.");
        }
        return value;
    }

    /** What an entry says beside its type; 400 without a type, with another one, or with nothing else. */
    private static ObjectNode typed(String type, String key, JsonNode value) {
        if (!(value instanceof ObjectNode object) || !object.path("@odata.type").isTextual()) {
            throw PlannerError.bad("The value of '" + key + "' must be an object with @odata.type.");
        }
        new BodyCheck(Schema.graph(), "", Set.of()).check(type, object);
        ObjectNode given = object.deepCopy();
        given.remove("@odata.type");
        if (given.isEmpty()) {
            throw PlannerError.bad("The value of '" + key + "' has no properties.");
        }
        return given;
    }

    private static ObjectNode start(String type, @Nullable JsonNode known) {
        return known instanceof ObjectNode object
                ? object.deepCopy()
                : Json.object().put("@odata.type", "#microsoft.graph." + type);
    }

    private static ObjectNode hinted(ObjectNode given, String hint, ObjectNode next) {
        String sent = Json.text(given, hint);
        next.setAll(given);
        return sent == null ? next : next.put(hint, OrderHint.placed(sent));
    }

    private ObjectNode stamped(ObjectNode next) {
        next.set("lastModifiedBy", writer.identity());
        return next.put("lastModifiedDateTime", writer.time());
    }
}
