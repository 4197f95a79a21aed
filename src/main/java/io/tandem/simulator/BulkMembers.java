package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Bulk add and remove: every person on their own, the outcome in the order of the request (graph-contract 5). */
final class BulkMembers implements Routes.Resource {
    private static final String TEAMS = "BadRequest";
    private static final int MAX_ADD = 200;
    private static final int MAX_REMOVE = 20;

    private final World world;
    private final Roster roster;

    BulkMembers(World world, Roster roster) {
        this.world = world;
        this.roster = roster;
    }

    /** What is done with one item. */
    private interface Step {
        void apply(JsonNode item);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("POST", "/teams/{team}/members/add", this::add);
        routes.on("POST", "/teams/{team}/members/remove", this::remove);
    }

    private GraphResponse add(Call call) {
        Team team = world.team(call);
        JsonNode values = values(call.body("conversationMember.add", TEAMS), MAX_ADD);
        ArrayNode results = Json.MAPPER.createArrayNode();
        boolean allDone = each(values, results, item -> roster.add(team, roster.wish(item), call.now()));
        return results(call, allDone ? 200 : 207, results);
    }

    private GraphResponse remove(Call call) {
        Team team = world.team(call);
        JsonNode values = values(call.body("conversationMember.remove", TEAMS), MAX_REMOVE);
        ArrayNode results = Json.MAPPER.createArrayNode();
        boolean allDone = each(values, results, item -> removeOne(team, item));
        return allDone ? GraphResponse.noContent() : results(call, 207, results);
    }

    private void removeOne(Team team, JsonNode item) {
        if (!item.path("roles").isEmpty()) {
            throw GraphError.badRequest("Roles must not be given when members are removed.");
        }
        User user = roster.bound(item);
        Member member = world.tenant().roster(team.id()).get(user.id());
        if (member == null) {
            throw GraphError.notFound("");
        }
        roster.remove(member);
    }

    private boolean each(JsonNode values, ArrayNode results, Step step) {
        boolean allDone = true;
        for (JsonNode item : values) {
            ObjectNode result = results.addObject()
                    .put("@odata.type", "#microsoft.graph.aadUserConversationMemberResult")
                    .put("userId", userId(item));
            try {
                step.apply(item);
                result.putNull("error");
            } catch (GraphError e) {
                allDone = false;
                result.putObject("error").put("code", e.code()).put("message", e.getMessage());
            }
        }
        return allDone;
    }

    /** The user id also when a principal name was sent; the text that was sent when there is no such user. */
    private String userId(JsonNode item) {
        String id = ODataPath.boundId(item.path("user@odata.bind").asText(), "users");
        return id == null ? "" : world.tenant().people().find(id).map(User::id).orElse(id);
    }

    private static JsonNode values(ObjectNode body, int max) {
        JsonNode values = body.path("values");
        if (values.isEmpty() || values.size() > max) {
            throw GraphError.badRequest(
                    "'values' must hold between 1 and " + max + " members, not " + values.size() + ".");
        }
        return values;
    }

    private static GraphResponse results(Call call, int status, ArrayNode results) {
        ObjectNode body = Json.object()
                .put("@odata.context", call.context("Collection(microsoft.graph.aadUserConversationMemberResult)"));
        body.set("value", results);
        return new GraphResponse(status, Map.of(), body);
    }
}
