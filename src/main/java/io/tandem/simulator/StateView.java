package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import java.time.Instant;

/**
 * The whole state as one readable JSON document for tests and audits.
 *
 * @param world the state
 */
record StateView(World world) {

    ObjectNode json(Instant now, boolean withMembers) {
        Tenant tenant = world.tenant();
        ObjectNode state = Json.object().put("tenant", Simulator.TENANT).put("time", now.toString());
        users(state.putObject("users"));
        ArrayNode groups = state.putArray("groups");
        tenant.groups().forEach(group -> groups.add(group(group, now)));
        ArrayNode teams = state.putArray("teams");
        tenant.teams().forEach(team -> teams.add(team(team, now, withMembers)));
        ArrayNode operations = state.putArray("operations");
        tenant.operations()
                .forEach(operation -> operations
                        .addObject()
                        .put("id", operation.id())
                        .put("teamId", operation.team())
                        .put("type", operation.type())
                        .put("status", operation.status(now)));
        state.set("planner", new PlannerStateView(world).json(withMembers));
        audit(state.putObject("audit"), tenant.audit());
        SubscriptionView.addTo(state, tenant.notifications());
        return state;
    }

    private void users(ObjectNode users) {
        People people = world.tenant().people();
        users.put("total", people.all().size())
                .put("enabled", people.all().stream().filter(User::enabled).count())
                .put(
                        "teamsLicensed",
                        people.all().stream().filter(User::usesTeams).count());
    }

    private ObjectNode group(Group group, Instant now) {
        ObjectNode json = Json.object()
                .put("id", group.id())
                .put("uniqueName", group.uniqueName())
                .put("displayName", group.displayName())
                .put("mailNickname", group.mailNickname())
                .put("visibility", Json.text(group.properties(), "visibility"))
                .put("createdDateTime", group.createdAt().toString())
                .put(
                        "deletedDateTime",
                        group.deletedAt() == null ? null : group.deletedAt().toString())
                .put("reachesTeams", !now.isBefore(group.reachesTeamsAt()));
        for (Relation relation : Relation.values()) {
            ArrayNode users = json.putArray(relation.navigation());
            world.tenant().linked(group.id(), relation).forEach(users::add);
        }
        return json;
    }

    private ObjectNode team(Team team, Instant now, boolean withMembers) {
        Tenant tenant = world.tenant();
        Group group = tenant.group(team.id()).orElseThrow();
        ObjectNode json = Json.object()
                .put("id", team.id())
                .put("displayName", group.displayName())
                .put("uniqueName", group.uniqueName())
                .put("createdDateTime", team.createdAt().toString())
                .put("ready", team.ready(now))
                .put("isArchived", team.isArchived(now))
                .put("owners", tenant.owners(team.id()))
                .put("members", tenant.roster(team.id()).size())
                .put("minOwners", tenant.audit().minOwners().getOrDefault(team.id(), 0));
        if (withMembers) {
            ArrayNode roster = json.putArray("roster");
            tenant.roster(team.id()).values().forEach(member -> roster.add(member(member, now)));
        }
        return json;
    }

    private ObjectNode member(Member member, Instant now) {
        User user = world.user(member.user());
        return Json.object()
                .put("id", TeamView.membershipId(member))
                .put("userId", member.user())
                .put("userPrincipalName", user.userPrincipalName())
                .put("employeeId", user.employeeId())
                .put("role", member.owner() ? "owner" : "member")
                .put("visible", member.visible(now));
    }

    private static void audit(ObjectNode json, Audit audit) {
        ArrayNode without = json.putArray("teamsEverWithoutOwner");
        audit.everWithoutOwner().forEach(without::add);
        ArrayNode shared = json.putArray("sharedDisplayNames");
        audit.sharedNames().forEach((name, ids) -> {
            ArrayNode groups = shared.addObject().put("displayName", name).putArray("groupIds");
            ids.forEach(groups::add);
        });
        ArrayNode unique = json.putArray("sharedUniqueNames");
        audit.sharedUniqueNames().forEach((name, ids) -> {
            ArrayNode groups = unique.addObject().put("uniqueName", name).putArray("groupIds");
            ids.forEach(groups::add);
        });
    }
}
