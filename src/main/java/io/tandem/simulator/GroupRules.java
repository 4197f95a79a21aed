package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a group body must and must not hold (graph-contract 3.1).
 *
 * @param world the state
 */
record GroupRules(World world) {
    /** Only at creation; an upsert of an existing group ignores them (graph-contract 15 row 21). */
    static final Set<String> CREATE_ONLY = Set.of("mailEnabled", "groupTypes", "resourceBehaviorOptions");

    private static final List<String> REQUIRED =
            List.of("displayName", "mailEnabled", "mailNickname", "securityEnabled");
    private static final Set<String> UPDATE_ONLY = Set.of(
            "accessType",
            "allowExternalSenders",
            "autoSubscribeNewMembers",
            "hideFromAddressLists",
            "hideFromOutlookClients",
            "isFavorite",
            "isSubscribedByMail",
            "unseenCount");
    private static final Set<String> VISIBILITIES = Set.of("Private", "Public", "HiddenMembership");
    private static final Pattern NICKNAME = Pattern.compile("[\\x21-\\x7e&&[^@()\\\\\\[\\]\";:<>,]]{1,64}");
    private static final int MAX_RELATIONSHIPS = 20;

    /** The properties of a new group. */
    ObjectNode created(ObjectNode body) {
        for (String name : REQUIRED) {
            if (!body.hasNonNull(name)) {
                throw GraphError.directory("A value is required for property '" + name + "' of resource 'Group'.")
                        .withDetail("InvalidValue", name);
            }
        }
        for (String name : UPDATE_ONLY) {
            if (body.has(name)) {
                throw invalid(name, "it cannot be set when a group is created");
            }
        }
        ObjectNode properties = properties(body);
        if (!properties.has("visibility")) {
            properties.put("visibility", "Public");
        }
        if (unified(properties) != properties.path("mailEnabled").asBoolean()) {
            throw invalid(
                    "mailEnabled", "only a Microsoft 365 group (groupTypes Unified) can and must be mail-enabled");
        }
        checkValues(properties, "");
        return properties;
    }

    /** The properties of a group after an update. */
    ObjectNode updated(Group group, ObjectNode body, boolean upsert) {
        ObjectNode changes = properties(body);
        for (String name : CREATE_ONLY) {
            if (changes.remove(name) != null && !upsert) {
                throw invalid(name, "it cannot be changed");
            }
        }
        ObjectNode properties = group.properties().deepCopy().setAll(changes);
        checkValues(properties, group.id());
        return properties;
    }

    /** The users that the body binds; 400 for more than 20 or for duplicates, 404 for unknown ones. */
    Map<Relation, List<String>> bound(ObjectNode body) {
        Map<Relation, List<String>> bound = new EnumMap<>(Relation.class);
        int count = 0;
        for (Relation relation : Relation.values()) {
            JsonNode binds = body.path(relation.navigation() + "@odata.bind");
            count += binds.size();
            bound.put(relation, users(relation, binds));
        }
        if (count > MAX_RELATIONSHIPS) {
            throw GraphError.directory("The number of relationships in the request, " + count
                    + ", exceeds the limit of 20 for owners@odata.bind and members@odata.bind together.");
        }
        return bound;
    }

    private List<String> users(Relation relation, JsonNode binds) {
        Set<String> users = new LinkedHashSet<>();
        for (JsonNode bind : binds) {
            if (!users.add(userOf(bind.asText()).id())) {
                throw GraphError.directory(
                        "Request contains a property with duplicate values: '" + relation.navigation() + "'.");
            }
        }
        return new ArrayList<>(users);
    }

    /** The user that a reference URL names. */
    User userOf(String url) {
        String id = ODataPath.boundId(url, "users", "directoryObjects");
        if (id == null) {
            throw GraphError.directory("Invalid URL format specified in @odata.bind or @odata.id: '" + url + "'.");
        }
        return world.user(id);
    }

    private void checkValues(ObjectNode properties, String self) {
        int length = properties.path("displayName").asText().length();
        if (length < 1 || length > 256 || properties.path("displayName").isNull()) {
            throw invalid("displayName", "it must have 1 to 256 characters");
        }
        String nickname = properties.path("mailNickname").asText();
        if (!NICKNAME.matcher(nickname).matches()) {
            throw invalid("mailNickname", "it must have 1 to 64 ASCII characters without spaces and @()\\[]\";:<>,");
        }
        String visibility = Json.text(properties, "visibility");
        if (visibility == null || !VISIBILITIES.contains(visibility)) {
            throw invalid("visibility", "it must be Private, Public or HiddenMembership");
        }
        for (Group other : world.tenant().groups()) {
            if (other.live() && !other.id().equals(self) && other.mailNickname().equalsIgnoreCase(nickname)) {
                throw GraphError.directory(
                                "Another object with the same value for property mailNickname already exists.")
                        .withDetail("PropertyConflict", "mailNickname");
            }
        }
    }

    private static ObjectNode properties(ObjectNode body) {
        ObjectNode properties = body.deepCopy();
        properties.remove(properties.properties().stream()
                .map(field -> field.getKey())
                .filter(name -> name.contains("@"))
                .toList());
        return properties;
    }

    private static boolean unified(ObjectNode properties) {
        for (JsonNode type : properties.path("groupTypes")) {
            if (type.asText().equals("Unified")) {
                return true;
            }
        }
        return false;
    }

    private static GraphError invalid(String property, String reason) {
        return GraphError.directory(
                        "Invalid value specified for property '" + property + "' of resource 'Group': " + reason + ".")
                .withDetail("InvalidValue", property);
    }
}
