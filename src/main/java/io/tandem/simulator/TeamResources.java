package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /teams}: read, update, archive (graph-contract 4.4). */
final class TeamResources implements Routes.Resource {
    private static final String TEAMS = "BadRequest";
    private static final Set<String> GROUP_OWNED = Set.of("displayName", "description", "visibility");
    private static final Set<String> CREATE_ONLY = Set.of("firstChannelName", "specialization");
    private static final int MAX_DESCRIPTION = 1024;
    private static final int PAGE_SIZE = 100;

    private final World world;
    private final TeamView view;

    TeamResources(World world) {
        this.world = world;
        this.view = new TeamView(world);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/teams", this::list);
        routes.on("GET", "/teams/{team}", this::get);
        routes.on("GET", "/groups/{team}/team", this::get);
        routes.on("PATCH", "/teams/{team}", this::update);
        routes.on("POST", "/teams/{team}/archive", call -> archive(call, true));
        routes.on("POST", "/teams/{team}/unarchive", call -> archive(call, false));
    }

    private GraphResponse list(Call call) {
        Query query = call.query("team", List.of("id", "displayName", "description", "visibility"));
        Optional<Filter> filter = query.filter();
        Stream<ObjectNode> teams = world.tenant().teams().stream()
                .filter(team -> team.ready(call.now()))
                .map(team -> view.whole(team, call.now()))
                .filter(team -> filter.isEmpty() || filter.get().test(team::get));
        return GraphResponse.ok(query.page(teams, PAGE_SIZE, query::shape));
    }

    private GraphResponse get(Call call) {
        Query query = call.query("team", TeamView.TEAM);
        ObjectNode shaped = query.shape(view.whole(world.team(call), call.now()));
        return GraphResponse.ok(Json.object()
                .put("@odata.context", call.context("teams/$entity"))
                .setAll(shaped));
    }

    private GraphResponse update(Call call) {
        Team team = world.team(call);
        ObjectNode body = call.body("team", TEAMS);
        if (team.isArchived(call.now())) {
            throw GraphError.of(403, "Forbidden", "The team is archived and cannot be changed.");
        }
        check(body);
        Group group = world.tenant().group(team.id()).orElseThrow();
        ObjectNode groupProperties = group.properties().deepCopy();
        ObjectNode properties = team.properties().deepCopy();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (field.getKey().equals("visibility")) {
                groupProperties.put(
                        "visibility",
                        TeamCreation.groupVisibility(field.getValue().asText()));
            } else if (GROUP_OWNED.contains(field.getKey())) {
                groupProperties.set(field.getKey(), field.getValue());
            } else if (!field.getKey().contains("@")) {
                merge(properties, field.getKey(), field.getValue());
            }
        }
        commit(group, groupProperties, team, properties);
        return GraphResponse.noContent();
    }

    private void commit(Group group, ObjectNode groupProperties, Team team, ObjectNode properties) {
        List<Change> changes = new ArrayList<>();
        if (!groupProperties.equals(group.properties())) {
            changes.add(new Change.GroupPut(group.withProperties(groupProperties)));
        }
        if (!properties.equals(team.properties())) {
            changes.add(new Change.TeamPut(team.withProperties(properties)));
        }
        world.ledger().commit(changes);
    }

    /** Settings are merged: what the body does not mention stays. */
    private static void merge(ObjectNode properties, String name, JsonNode value) {
        if (value instanceof ObjectNode settings && properties.get(name) instanceof ObjectNode known) {
            known.setAll(settings);
        } else {
            properties.set(name, value);
        }
    }

    private static void check(ObjectNode body) {
        for (String name : CREATE_ONLY) {
            if (body.has(name)) {
                throw GraphError.badRequest("Property '" + name + "' can only be set when a team is created.");
            }
        }
        if (body.has("displayName") && body.path("displayName").asText("").isBlank()) {
            throw GraphError.badRequest("Property 'displayName' must not be empty.");
        }
        if (body.path("description").asText().length() > MAX_DESCRIPTION) {
            throw GraphError.badRequest("Property 'description' must not exceed 1024 characters.");
        }
    }

    private GraphResponse archive(Call call, boolean archive) {
        Team team = world.team(call);
        if (archive && call.hasBody()) {
            ObjectNode body = call.body("team.archive", TEAMS);
            if (body.hasNonNull("shouldSetSpoSiteReadOnlyForMembers")) {
                throw GraphError.badRequest(
                        "'shouldSetSpoSiteReadOnlyForMembers' is not supported with application permissions.");
            }
        }
        boolean owned = world.tenant().owners(team.id()) > 0
                && !world.tenant().linked(team.id(), Change.Relation.OWNERS).isEmpty();
        if (archive && !owned) {
            throw GraphError.badRequest("The team and its group need an owner before the team can be archived.");
        }
        Operation operation = Operation.accepted(
                World.newId(), team.id(), archive ? "archiveTeam" : "unarchiveTeam", call.now(), world.profile());
        world.ledger()
                .commit(
                        new Change.TeamPut(team.archived(archive, operation.endsAt())),
                        new Change.OperationPut(operation));
        return GraphResponse.accepted(Map.of(
                "Location", "/teams(" + team.id() + ")/operations(" + operation.id() + ")",
                "Content-Location", "/teams(" + team.id() + ")",
                "Content-Type", "text/plain"));
    }
}
