package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ways to a team: from a template, from a group, and {@code PUT /groups/{id}/team} (graph-contract 4.1, 4.2). */
final class TeamCreation implements Routes.Resource {
    private static final String TEAMS = "BadRequest";
    private static final Map<String, String> TEMPLATES = Map.of(
            "standard", "Public",
            "retailStore", "Public",
            "retailManagerCollaboration", "Private",
            "educationClass", "Private",
            "educationStaff", "Private");
    private static final List<String> FROM_GROUP = List.of("displayName", "visibility", "specialization", "members");
    private static final List<String> CONFLICTS = List.of(
            "Team already exists.",
            "Failed to create a team: the group is already provisioned as a team.",
            "A conflicting team was found.",
            "The group has a team already, see its id.");

    private final World world;
    private final TeamView view;
    private final Roster roster;

    TeamCreation(World world, Roster roster) {
        this.world = world;
        this.view = new TeamView(world);
        this.roster = roster;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("POST", "/teams", this::post);
        routes.on("PUT", "/groups/{group}/team", this::put);
    }

    private GraphResponse post(Call call) {
        ObjectNode body = call.body("team", TEAMS);
        String template = template(body);
        return body.has("group@odata.bind") ? fromGroup(call, body) : fromTemplate(call, body, template);
    }

    private GraphResponse put(Call call) {
        ObjectNode body = call.body("team", TEAMS);
        refuseGroupFields(body);
        Group group = world.group(call.key("group"));
        Instant now = call.now();
        conflict(group);
        replicated(group, body, now);
        eligible(group);
        world.ledger().commit(fromGroup(group, body, now, now));
        Team team = world.tenant().team(group.id()).orElseThrow();
        Query query = call.query("team", TeamView.TEAM);
        return GraphResponse.created(Json.object()
                .put("@odata.context", call.context("teams/$entity"))
                .setAll(query.shape(view.whole(team, now))));
    }

    private GraphResponse fromGroup(Call call, ObjectNode body) {
        refuseGroupFields(body);
        String bind = body.path("group@odata.bind").asText();
        String id = ODataPath.boundId(bind, "groups");
        if (id == null) {
            throw GraphError.badRequest("Invalid bind property name or value: group@odata.bind '" + bind + "'.");
        }
        Group group =
                world.tenant().group(id).orElseThrow(() -> GraphError.notFound("No group found with id " + id + "."));
        conflict(group);
        replicated(group, body, call.now());
        eligible(group);
        Operation operation =
                Operation.accepted(World.newId(), group.id(), "teamifyGroup", call.now(), world.profile());
        List<Change> changes = fromGroup(group, body, call.now(), operation.endsAt());
        changes.add(new Change.OperationPut(operation));
        world.ledger().commit(changes);
        return accepted(operation);
    }

    private static void refuseGroupFields(ObjectNode body) {
        for (String name : FROM_GROUP) {
            if (body.has(name) || body.has(name + "@odata.bind")) {
                throw GraphError.badRequest("Property '" + name + "' comes from the group and must not be given.");
            }
        }
    }

    /** The status is what counts: Microsoft has changed the sentence before (graph-contract 4.2). */
    private void conflict(Group group) {
        if (world.tenant().team(group.id()).isPresent()) {
            throw GraphError.of(409, "Conflict", CONFLICTS.get(world.random().nextInt(CONFLICTS.size())));
        }
    }

    /** 404 while Teams does not see the group; now and then the team is made nevertheless. */
    private void replicated(Group group, ObjectNode body, Instant now) {
        if (!now.isBefore(group.reachesTeamsAt())) {
            return;
        }
        if (!world.tenant().linked(group.id(), Relation.OWNERS).isEmpty()
                && world.draw(world.profile().ghostTeamRate())) {
            world.ledger().commit(fromGroup(group, body, now, now));
        }
        throw GraphError.notFound(
                "Failed to execute Templates backend request: group " + group.id() + " was not found.");
    }

    private void eligible(Group group) {
        if (!group.unified()) {
            throw GraphError.badRequest("Only a Microsoft 365 group can become a team.");
        }
        if (world.tenant().linked(group.id(), Relation.OWNERS).isEmpty()) {
            throw GraphError.badRequest("The group must have at least one owner to become a team.");
        }
    }

    private List<Change> fromGroup(Group group, ObjectNode body, Instant now, Instant readyAt) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.TeamPut(Team.created(group.id(), settings(body), now, readyAt)));
        Set<String> owners = world.tenant().linked(group.id(), Relation.OWNERS);
        owners.forEach(user -> changes.add(new Change.MemberPut(new Member(group.id(), user, true, readyAt))));
        world.tenant().linked(group.id(), Relation.MEMBERS).stream()
                .filter(user -> !owners.contains(user))
                .forEach(user -> changes.add(new Change.MemberPut(new Member(group.id(), user, false, readyAt))));
        channels(group.id(), body, now, changes);
        return changes;
    }

    private GraphResponse fromTemplate(Call call, ObjectNode body, String template) {
        String name = Json.text(body, "displayName");
        if (name == null || name.isBlank() || name.length() > 256) {
            throw GraphError.badRequest("Property 'displayName' must have 1 to 256 characters.");
        }
        User owner = onlyOwner(body.path("members"));
        ObjectNode properties = Json.object().put("displayName", name);
        properties.set("description", body.path("description"));
        String visibility = Json.text(body, "visibility");
        String id = World.newId();
        properties
                .put("mailNickname", "msteams_" + id.substring(0, 6))
                .put("mailEnabled", true)
                .put("securityEnabled", false)
                .put("visibility", visibility == null ? TEMPLATES.get(template) : groupVisibility(visibility))
                .putArray("groupTypes")
                .add("Unified");
        if (properties.path("description").isMissingNode()) {
            properties.remove("description");
        }
        Instant now = call.now();
        Operation operation = Operation.accepted(World.newId(), id, "createTeam", now, world.profile());
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.GroupPut(new Group(id, properties, now, now, now, null)));
        changes.add(new Change.Linked(id, Relation.OWNERS, List.of(owner.id())));
        changes.add(new Change.Linked(id, Relation.MEMBERS, List.of(owner.id())));
        changes.add(new Change.TeamPut(Team.created(id, settings(body), now, operation.endsAt())));
        changes.add(new Change.MemberPut(new Member(id, owner.id(), true, operation.endsAt())));
        channels(id, body, now, changes);
        changes.add(new Change.OperationPut(operation));
        world.ledger().commit(changes);
        return accepted(operation);
    }

    private User onlyOwner(JsonNode members) {
        if (members.size() != 1) {
            throw GraphError.badRequest(
                    "A team owner must be provided when creating a team in application context: 'members' must hold one owner.");
        }
        Roster.Wish wish = roster.wish(members.get(0));
        if (!wish.owner()) {
            throw GraphError.badRequest("The only member given at creation must have the role owner.");
        }
        return wish.user();
    }

    private static String template(ObjectNode body) {
        String bind = Json.text(body, "template@odata.bind");
        @Nullable String template = bind == null ? null : ODataPath.boundId(bind, "teamsTemplates");
        if (template == null || !TEMPLATES.containsKey(template)) {
            throw GraphError.badRequest("Invalid bind property name or value: template@odata.bind '" + bind + "'.");
        }
        return template;
    }

    private static void channels(String team, ObjectNode body, Instant now, List<Change> changes) {
        String first = body.path("firstChannelName").asText("General");
        changes.add(new Change.ChannelPut(new Channel(TeamView.channelId(team), team, first, null, now)));
        for (JsonNode channel : body.path("channels")) {
            String name = channel.path("displayName").asText();
            changes.add(new Change.ChannelPut(
                    new Channel(TeamView.channelId(team + name), team, name, Json.text(channel, "description"), now)));
        }
    }

    private static ObjectNode settings(ObjectNode body) {
        Map<String, JsonNode> settings = new LinkedHashMap<>();
        body.properties().forEach(field -> {
            if (field.getKey().endsWith("Settings") || field.getKey().equals("classification")) {
                settings.put(field.getKey(), field.getValue());
            }
        });
        ObjectNode all = TeamDefaults.settings();
        settings.forEach((name, value) -> {
            if (value instanceof ObjectNode given && all.get(name) instanceof ObjectNode known) {
                known.setAll(given);
            } else {
                all.set(name, value);
            }
        });
        return all;
    }

    static String groupVisibility(String visibility) {
        return visibility.substring(0, 1).toUpperCase(Locale.ROOT) + visibility.substring(1);
    }

    private static GraphResponse accepted(Operation operation) {
        String team = "/teams('" + operation.team() + "')";
        return GraphResponse.accepted(
                Map.of("Location", team + "/operations('" + operation.id() + "')", "Content-Location", team));
    }
}
