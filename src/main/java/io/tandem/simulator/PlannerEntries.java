package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one entry of an open type; most must name their type (graph-contract 8.4).
 *
 * @param world the state
 * @param writer who writes
 */
record PlannerEntries(World world, PlannerWriter writer) {
    private static final Pattern CATEGORY = Pattern.compile("category([1-9]|1[0-9]|2[0-5])");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern ENCODED_URL = Pattern.compile("[^:.#@]+");

    /** The entry after what was sent for it; 400 when that does not fit. False takes a flag away. */
    JsonNode entry(String property, String key, @Nullable JsonNode known, JsonNode value) {
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
