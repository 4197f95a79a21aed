package io.tandem.simulator;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words in which the tests speak about people, groups and teams. */
final class Contoso {
    static final String OWNER = "11111111-0000-4000-8000-000000000001";

    private final Graph graph;

    Contoso(Graph graph) {
        this.graph = graph;
    }

    static String userId(int number) {
        return String.format("11111111-0000-4000-8000-%012d", number);
    }

    /** Makes people with the numbers 1 to n, account enabled and licensed for Teams. */
    Contoso people(int count) {
        for (int i = 1; i <= count; i++) {
            person(i, true);
        }
        return this;
    }

    Graph.Answer person(int number, boolean enabled) {
        return graph.post("/users", """
            {"id":"%s","displayName":"Person %d","userPrincipalName":"person%d@contoso.example","accountEnabled":%s,
             "employeeId":"%06d","assignedPlans":[{"service":"TeamspaceAPI","capabilityStatus":"Enabled"}]}""".formatted(userId(number), number, number, enabled, number));
    }

    static String groupBody(String name, String nickname, List<Integer> owners, List<Integer> members) {
        return """
            {"displayName":"%s","mailNickname":"%s","mailEnabled":true,"securityEnabled":false,"groupTypes":["Unified"],
             "visibility":"Private","owners@odata.bind":[%s],"members@odata.bind":[%s]}""".formatted(name, nickname, binds(owners.stream()), binds(members.stream()));
    }

    Graph.Answer upsert(String uniqueName, String body) {
        return graph.patch("/groups(uniqueName='" + uniqueName + "')", body, "Prefer", "create-if-missing");
    }

    /** A group whose owner is person 1 and whose members are persons 1 and 2. */
    String group(String uniqueName) {
        return upsert(uniqueName, groupBody("Store " + uniqueName, "nick-" + uniqueName, List.of(1), List.of(1, 2)))
                .id();
    }

    /** A team from such a group. */
    String team(String uniqueName) {
        String id = group(uniqueName);
        graph.put("/groups/" + id + "/team", "{}");
        return id;
    }

    Graph.Answer teamFromGroup(String group) {
        return graph.post("/teams", """
            {"template@odata.bind":"https://graph.microsoft.com/v1.0/teamsTemplates('standard')",
             "group@odata.bind":"https://graph.microsoft.com/v1.0/groups('%s')"}""".formatted(group));
    }

    static String member(int number, String... roles) {
        String list = Stream.of(roles).map(role -> "\"" + role + "\"").collect(Collectors.joining(","));
        return """
            {"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":[%s],
             "user@odata.bind":"https://graph.microsoft.com/v1.0/users('%s')"}""".formatted(list, userId(number));
    }

    static String bulk(String... members) {
        return "{\"values\":[" + String.join(",", members) + "]}";
    }

    /** The membership id of a person, found by a filter. */
    String membership(String team, int number) {
        return graph.get("/teams/" + team + "/members?$filter=(microsoft.graph.aadUserConversationMember/userId eq '"
                        + userId(number) + "')")
                .body()
                .at("/value/0/id")
                .asText();
    }

    private static String binds(Stream<Integer> numbers) {
        return numbers.map(number -> "\"https://graph.microsoft.com/v1.0/users/" + userId(number) + "\"")
                .collect(Collectors.joining(","));
    }
}
