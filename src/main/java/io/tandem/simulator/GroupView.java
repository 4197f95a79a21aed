package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How groups are shown.
 *
 * @param world the state
 */
record GroupView(World world) {
    static final List<String> DEFAULTS = List.of(
            "id",
            "deletedDateTime",
            "classification",
            "createdDateTime",
            "description",
            "displayName",
            "expirationDateTime",
            "groupTypes",
            "isAssignableToRole",
            "mail",
            "mailEnabled",
            "mailNickname",
            "membershipRule",
            "membershipRuleProcessingState",
            "preferredDataLocation",
            "preferredLanguage",
            "proxyAddresses",
            "renewedDateTime",
            "resourceBehaviorOptions",
            "resourceProvisioningOptions",
            "securityEnabled",
            "theme",
            "uniqueName",
            "visibility");

    /** Everything there is to know about a group. */
    ObjectNode whole(Group group, Instant now) {
        ObjectNode whole = group.properties().deepCopy();
        whole.put("id", group.id())
                .put("createdDateTime", Json.time(group.createdAt()))
                .put("renewedDateTime", Json.time(group.createdAt()));
        if (group.deletedAt() != null) {
            whole.put("deletedDateTime", Json.time(group.deletedAt()));
        }
        if (group.unified()) {
            String mail = group.mailNickname() + "@" + Simulator.TENANT;
            whole.put("mail", mail);
            whole.putArray("proxyAddresses").add("SMTP:" + mail);
        }
        ArrayNode options = whole.putArray("resourceProvisioningOptions");
        if (world.tenant().team(group.id()).filter(team -> team.ready(now)).isPresent()) {
            options.add("Team");
        }
        return whole;
    }

    ObjectNode shaped(Query query, Group group) {
        ObjectNode shaped = query.shape(whole(group, query.call().now()));
        for (String relation : query.expanded(Set.of("owners", "members"))) {
            ArrayNode users = shaped.putArray(relation);
            world.tenant()
                    .linked(group.id(), Relation.valueOf(relation.toUpperCase(Locale.ROOT)))
                    .forEach(id -> users.add(directoryObject(world.user(id))));
        }
        return shaped;
    }

    static ObjectNode directoryObject(Group group) {
        return Json.object()
                .put("@odata.type", "#microsoft.graph.group")
                .put("id", group.id())
                .setAll(group.properties());
    }

    /** A user with the default properties. */
    static ObjectNode directoryObject(User user) {
        ObjectNode shaped = Json.object().put("@odata.type", "#microsoft.graph.user");
        ObjectNode resource = user.resource();
        for (String name : Users.DEFAULTS) {
            shaped.set(name, resource.has(name) ? resource.get(name) : emptyValue(name));
        }
        return shaped;
    }

    private static JsonNode emptyValue(String name) {
        return name.equals("businessPhones")
                ? Json.MAPPER.createArrayNode()
                : Json.MAPPER.getNodeFactory().nullNode();
    }
}
