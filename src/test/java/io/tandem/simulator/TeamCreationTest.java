package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class TeamCreationTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR =
            new RunningSimulator("fast,replicationRate=1,maxReplication=PT15M,ghostTeamRate=0.5"
                    + ",operationHidden=PT2S,operationQueued=PT3S,operationRuns=PT10S");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);

    @Test
    void aSecondPostFromTheTemplateMakesASecondTeamOfTheSameName() {
        String body = template("Airport");
        graph.post("/teams", body);
        graph.post("/teams", body);

        var state = graph.get("/simulator/state").body();

        assertThat(state.path("teams")).hasSize(2);
        assertThat(state.at("/audit/sharedDisplayNames/0/displayName").asText()).isEqualTo("Airport");
        assertThat(state.at("/audit/sharedDisplayNames/0/groupIds")).hasSize(2);
        assertThat(state.at("/audit/sharedUniqueNames")).isEmpty();
    }

    @Test
    void theAcceptedAnswerHasNoBodyAndRelativeHeadersWithQuotedKeys() {
        Graph.Answer answer = graph.post("/teams", template("Harbour"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().isMissingNode()).isTrue();
        assertThat(answer.header("Location")).matches("/teams\\('[0-9a-f-]{36}'\\)/operations\\('[0-9a-f-]{36}'\\)");
        assertThat(answer.header("Content-Location")).matches("/teams\\('[0-9a-f-]{36}'\\)");
    }

    @Test
    void anOperationIsHiddenThenQueuedThenRunningThenDoneAndOnlyThenTheTeamExists() {
        Graph.Answer accepted = graph.post("/teams", template("Harbour"));
        String operation = accepted.header("Location");
        String team = accepted.header("Content-Location");

        assertThat(graph.get(operation).status()).isEqualTo(404);
        SIMULATOR.clock().advance(Duration.ofSeconds(2));
        assertThat(graph.get(operation).body().path("status").asText()).isEqualTo("notStarted");
        SIMULATOR.clock().advance(Duration.ofSeconds(3));
        assertThat(graph.get(operation).body().path("status").asText()).isEqualTo("inProgress");
        assertThat(graph.get(team).status()).isEqualTo(404);
        SIMULATOR.clock().advance(Duration.ofSeconds(10));
        assertThat(graph.get(operation).body().path("status").asText()).isEqualTo("succeeded");
        assertThat(graph.get(team).body().path("displayName").asText()).isEqualTo("Harbour");
    }

    @Test
    void theTypeOfATeamifyOperationIsUnknownWithoutThePreference() {
        String group = contoso.group("tandem-1");
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        String operation = contoso.teamFromGroup(group).header("Location");
        SIMULATOR.clock().advance(Duration.ofMinutes(1));

        Graph.Answer plain = graph.get(operation);
        Graph.Answer preferring = graph.get(operation, "Prefer", "include-unknown-enum-members");

        assertThat(plain.body().path("operationType").asText()).isEqualTo("unknownFutureValue");
        assertThat(preferring.body().path("operationType").asText()).isEqualTo("teamifyGroup");
    }

    @Test
    void aYoungGroupIs404ForTeamsUntilItIsAtMostFifteenMinutesOld() {
        for (int store = 1; store <= 10; store++) {
            contoso.group("tandem-" + store);
        }
        Set<Integer> early = new HashSet<>();
        for (int store = 1; store <= 10; store++) {
            early.add(put("tandem-" + store).status());
        }
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        Set<Integer> late = new HashSet<>();
        for (int store = 1; store <= 10; store++) {
            late.add(put("tandem-" + store).status());
        }

        assertThat(early).contains(404);
        assertThat(late).isSubsetOf(201, 409).contains(201);
    }

    @Test
    void a404MayHaveMadeTheTeamAndTheRepeatSays409() {
        int ghosts = 0;
        for (int store = 1; store <= 20; store++) {
            String id = contoso.group("tandem-" + store);
            if (put("tandem-" + store).status() == 404
                    && graph.get("/teams/" + id).status() == 200) {
                ghosts++;
                assertThat(put("tandem-" + store).status()).isEqualTo(409);
            }
        }

        assertThat(ghosts).isBetween(1, 19);
    }

    @Test
    void theTextOfAConflictChangesButNotItsStatus() {
        String group = contoso.group("tandem-1");
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        graph.put("/groups/" + group + "/team", "{}");
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Graph.Answer answer =
                    i % 2 == 0 ? graph.put("/groups/" + group + "/team", "{}") : contoso.teamFromGroup(group);
            assertThat(answer.status()).isEqualTo(409);
            texts.add(answer.errorMessage());
        }

        assertThat(texts).hasSizeGreaterThan(1);
    }

    @Test
    void aDisplayNameNextToTheGroupIsRefused() {
        String group = contoso.group("tandem-1");

        Graph.Answer answer = graph.post("/teams", """
            {"template@odata.bind":"https://graph.microsoft.com/v1.0/teamsTemplates('standard')","displayName":"X",
             "group@odata.bind":"https://graph.microsoft.com/v1.0/groups('%s')"}""".formatted(group));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains("displayName");
    }

    @Test
    void aGroupWithoutOwnerCannotBecomeATeam() {
        String group = contoso.upsert("tandem-1", Contoso.groupBody("A", "a", List.of(), List.of(2)))
                .id();
        SIMULATOR.clock().advance(Duration.ofMinutes(15));

        assertThat(contoso.teamFromGroup(group).status()).isEqualTo(400);
        assertThat(put("tandem-1").status()).isEqualTo(400);
    }

    @Test
    void anOwnerWhoIsNoMemberOfTheGroupIsAnOwnerOfTheTeam() {
        String group = contoso.upsert("tandem-1", Contoso.groupBody("A", "a", List.of(1), List.of(2)))
                .id();
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        put("tandem-1");

        var members = graph.get("/teams/" + group + "/members").body();

        assertThat(graph.get("/groups/" + group + "/members").body().path("value"))
                .hasSize(1);
        assertThat(members.path("@odata.count").asInt()).isEqualTo(2);
        assertThat(members.at("/value/0/roles/0").asText()).isEqualTo("owner");
        assertThat(members.at("/value/1/roles")).isEmpty();
    }

    @Test
    void aTeamFromATemplateNeedsExactlyOneMemberWhoIsOwner() {
        String twice = template("X").replace("\"members\":[", "\"members\":[" + Contoso.member(2, "owner") + ",");

        assertThat(graph.post("/teams", twice).status()).isEqualTo(400);
        assertThat(graph.post("/teams", template("X").replace("\"roles\":[\"owner\"]", "\"roles\":[]"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aGroupSaysThatItHasATeam() {
        String group = contoso.group("tandem-1");
        SIMULATOR.clock().advance(Duration.ofMinutes(15));
        put("tandem-1");

        var found = graph.get("/groups?$filter=resourceProvisioningOptions/any(x:x eq 'Team')&$select=id")
                .body();

        assertThat(found.at("/value/0/id").asText()).isEqualTo(group);
    }

    private Graph.Answer put(String uniqueName) {
        String id =
                graph.get("/groups(uniqueName='" + uniqueName + "')?$select=id").id();
        return graph.put("/groups/" + id + "/team", "{}");
    }

    private static String template(String name) {
        return """
            {"template@odata.bind":"https://graph.microsoft.com/v1.0/teamsTemplates('standard')","displayName":"%s",
             "members":[%s]}""".formatted(name, Contoso.member(1, "owner"));
    }
}
