package io.tandem.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.teams.Step;
import io.tandem.teams.TeamRole;
import java.util.List;
import java.util.Map;

/** Says each step in the words of Microsoft Graph (graph-contract 3 to 5). */
final class TeamRequests {
    /** Bindings name Microsoft's host whatever address is called. */
    private static final String ROOT = "https://graph.microsoft.com/v1.0";

    private static final String GROUP_FIELDS = "?$select=id,displayName,createdDateTime,resourceProvisioningOptions";
    private static final String TEAM_FIELDS = "?$select=id,displayName,visibility,isArchived";

    /** Groups that were deleted stay here for 30 days (graph-contract 3.3). */
    private static final String DELETED = "/directory/deletedItems/";

    private static final String MEMBER_TYPE = "#microsoft.graph.aadUserConversationMember";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TeamRequests() {}

    static GraphRequest of(Step step) {
        return switch (step) {
            case Step.FindGroup find -> GraphRequest.get(groupPath(find.uniqueName()) + GROUP_FIELDS);
            case Step.FindMappedTeam find -> GraphRequest.get("/groups/" + find.teamId() + GROUP_FIELDS);
            case Step.FindGone find -> GraphRequest.get("/groups/" + find.teamId() + GROUP_FIELDS);
            case Step.CreateGroup create -> GraphRequest.upsert(groupPath(create.uniqueName()), group(create));
            case Step.CreateTeam create -> GraphRequest.post("/teams", team(create.groupId()));
            case Step.AwaitTeam await -> GraphRequest.get(await.operation());
            case Step.ReadRoster read -> GraphRequest.list("/teams/" + read.teamId() + "/members");
            case Step.ReadTeam read -> GraphRequest.get("/teams/" + read.teamId() + TEAM_FIELDS);
            case Step.ArchiveTeam turn ->
                GraphRequest.post("/teams/" + turn.teamId() + (turn.archived() ? "/archive" : "/unarchive"));
            case Step.AwaitArchive await -> GraphRequest.get(await.operation());
            case Step.RestoreGroup restore -> GraphRequest.post(DELETED + restore.groupId() + "/restore");
            case Step.FindDeleted find -> GraphRequest.get(DELETED + find.groupId() + "?$select=id");
            case Step.RenameTeam rename ->
                GraphRequest.patch(
                        "/teams/" + rename.teamId(), JSON.objectNode().put("displayName", rename.name()));
            case Step.MakePrivate change ->
                GraphRequest.patch(
                        "/teams/" + change.teamId(), JSON.objectNode().put("visibility", "private"));
            case Step.AddMembers add ->
                GraphRequest.post("/teams/" + add.teamId() + "/members/add", added(add.people()));
            case Step.ChangeRole change ->
                GraphRequest.patch(
                        "/teams/" + change.teamId() + "/members/" + change.membershipId(),
                        typed().set("roles", roles(change.role())));
            case Step.RemoveMembers remove ->
                GraphRequest.post("/teams/" + remove.teamId() + "/members/remove", removed(remove.userIds()));
        };
    }

    private static String groupPath(String uniqueName) {
        return "/groups(uniqueName='" + uniqueName.replace("'", "''") + "')";
    }

    private static ObjectNode group(Step.CreateGroup create) {
        ObjectNode group = JSON.objectNode()
                .put("displayName", create.name())
                .put("description", create.name())
                .put("mailEnabled", true)
                .put("mailNickname", create.mailNickname())
                .put("securityEnabled", false)
                .put("visibility", "Private");
        group.putArray("groupTypes").add("Unified");
        group.putArray("resourceBehaviorOptions").add("WelcomeEmailDisabled");
        ArrayNode owners = group.putArray("owners@odata.bind");
        ArrayNode members = group.putArray("members@odata.bind");
        create.people().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(person -> {
            members.add(ROOT + "/users/" + person.getKey());
            if (person.getValue() == TeamRole.OWNER) {
                owners.add(ROOT + "/users/" + person.getKey());
            }
        });
        return group;
    }

    private static ObjectNode team(String groupId) {
        return JSON.objectNode()
                .put("template@odata.bind", ROOT + "/teamsTemplates('standard')")
                .put("group@odata.bind", ROOT + "/groups('" + groupId + "')");
    }

    private static ObjectNode added(Map<String, TeamRole> people) {
        ObjectNode body = JSON.objectNode();
        ArrayNode values = body.putArray("values");
        people.entrySet().stream()
                .sorted(Map.Entry.<String, TeamRole>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEach(person -> values.add(user(person.getKey()).set("roles", roles(person.getValue()))));
        return body;
    }

    private static ObjectNode removed(List<String> users) {
        ObjectNode body = JSON.objectNode();
        ArrayNode values = body.putArray("values");
        users.forEach(user -> values.add(user(user)));
        return body;
    }

    private static ObjectNode user(String userId) {
        return typed().put("user@odata.bind", ROOT + "/users('" + userId + "')");
    }

    private static ObjectNode typed() {
        return JSON.objectNode().put("@odata.type", MEMBER_TYPE);
    }

    private static ArrayNode roles(TeamRole role) {
        ArrayNode roles = JSON.arrayNode();
        return role == TeamRole.OWNER ? roles.add("owner") : roles;
    }
}
