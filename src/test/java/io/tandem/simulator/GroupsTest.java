package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class GroupsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast,maxListDelay=PT10S");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);

    @Test
    void anUpsertWithoutThePreferenceIs404OnAbsence() {
        Graph.Answer answer = graph.patch("/groups(uniqueName='tandem-1')", body("A", "a"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorCode()).isEqualTo("Request_ResourceNotFound");
    }

    @Test
    void anUpsertOfAnAbsentKeyMakesTheGroup() {
        Graph.Answer answer = contoso.upsert("tandem-1", body("A", "a"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("uniqueName").asText()).isEqualTo("tandem-1");
        assertThat(answer.body().path("mail").asText()).isEqualTo("a@contoso.example");
        assertThat(graph.get("/groups/" + answer.id()).status()).isEqualTo(200);
    }

    @Test
    void anUpsertOfAKnownKeyHasNoBodyAndIgnoresFieldsOfCreation() {
        String id = contoso.upsert("tandem-1", body("A", "a")).id();

        Graph.Answer again = contoso.upsert("tandem-1", body("B", "a"));

        assertThat(again.status()).isEqualTo(204);
        assertThat(again.body().isMissingNode()).isTrue();
        assertThat(graph.get("/groups(uniqueName='tandem-1')").id()).isEqualTo(id);
        assertThat(graph.get("/groups/" + id).body().path("displayName").asText())
                .isEqualTo("B");
    }

    @Test
    void anUpsertThatBindsAKnownMemberAgainIsRefused() {
        contoso.group("tandem-1");

        Graph.Answer again =
                contoso.upsert("tandem-1", Contoso.groupBody("A", "nick-tandem-1", List.of(), List.of(2, 3)));

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.errorMessage()).contains("members");
    }

    @Test
    void aPlainUpdateMustNotTouchFieldsOfCreation() {
        String id = contoso.group("tandem-1");

        Graph.Answer answer = graph.patch("/groups/" + id, "{\"groupTypes\":[\"Unified\"]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains("groupTypes");
    }

    @Test
    void moreThanTwentyRelationshipsAreRefused() {
        contoso.people(21);
        List<Integer> twenty = IntStream.rangeClosed(1, 20).boxed().toList();

        assertThat(contoso.upsert("tandem-1", Contoso.groupBody("A", "a", List.of(1), twenty))
                        .status())
                .isEqualTo(400);
        assertThat(contoso.upsert("tandem-1", Contoso.groupBody("A", "a", List.of(1), twenty.subList(0, 19)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void eachRequiredFieldIsNamedWhenItIsMissing() {
        for (String name : List.of("displayName", "mailEnabled", "mailNickname", "securityEnabled")) {
            String without = body("A", "a")
                    .replace("\"" + name + "\"", "\"description\"")
                    .replace("\"description\":true", "\"description\":\"x\"")
                    .replace("\"description\":false", "\"description\":\"x\"");

            Graph.Answer answer = graph.post("/groups", without);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.errorMessage()).contains(name);
        }
    }

    @Test
    void aMailNicknameIsUniqueAndPlain() {
        contoso.upsert("tandem-1", body("A", "a"));

        Graph.Answer taken = graph.post("/groups", body("B", "A"));
        Graph.Answer spaced = graph.post("/groups", body("B", "b b"));
        Graph.Answer tooLong = graph.post("/groups", body("B", "b".repeat(65)));

        assertThat(taken.status()).isEqualTo(400);
        assertThat(taken.body().at("/error/details/0/target").asText()).isEqualTo("mailNickname");
        assertThat(spaced.status()).isEqualTo(400);
        assertThat(tooLong.status()).isEqualTo(400);
    }

    @Test
    void aSoftDeletedGroupKeepsItsUniqueName() {
        String id = contoso.upsert("tandem-1", body("A", "a")).id();

        assertThat(graph.delete("/groups/" + id).status()).isEqualTo(204);

        assertThat(graph.get("/groups/" + id).status()).isEqualTo(404);
        assertThat(graph.get("/groups(uniqueName='tandem-1')").status()).isEqualTo(404);
        assertThat(contoso.upsert("tandem-1", body("A", "a")).status()).isEqualTo(400);
        assertThat(contoso.upsert("tandem-2", body("A", "a")).status()).isEqualTo(201);
    }

    @Test
    void aNewGroupIsMissingFromFiltersForAWhile() {
        String id = contoso.upsert("tandem-1", body("A", "a")).id();
        int early = found("mailNickname eq 'a'");

        SIMULATOR.clock().advance(java.time.Duration.ofSeconds(11));

        assertThat(early).isZero();
        assertThat(graph.get("/groups/" + id).status()).isEqualTo(200);
        assertThat(found("mailNickname eq 'A'")).isEqualTo(1);
        assertThat(found("startswith(displayName,'a') and mailNickname in ('a','b')"))
                .isEqualTo(1);
        assertThat(found("uniqueName eq 'tandem-1'")).isEqualTo(1);
        assertThat(found("uniqueName eq 'tandem-2' or displayName eq 'zz'")).isZero();
    }

    @Test
    void anOwnerIsNoMemberUnlessNamedTwice() {
        String id = contoso.upsert("tandem-1", Contoso.groupBody("A", "a", List.of(1), List.of(2)))
                .id();

        assertThat(graph.get("/groups/" + id + "/owners?$select=id")
                        .body()
                        .at("/value/0/id")
                        .asText())
                .isEqualTo(Contoso.userId(1));
        assertThat(graph.get("/groups/" + id + "/members?$select=id").body().findValuesAsText("id"))
                .containsExactly(Contoso.userId(2));
    }

    @Test
    void whatIsWrittenThroughTheGroupDoesNotReachTheTeam() {
        String team = contoso.team("tandem-1");
        String reference = "{\"@odata.id\":\"https://graph.microsoft.com/v1.0/users/" + Contoso.userId(3) + "\"}";

        assertThat(graph.post("/groups/" + team + "/members/$ref", reference).status())
                .isEqualTo(204);

        assertThat(graph.post("/groups/" + team + "/members/$ref", reference).status())
                .isEqualTo(400);
        assertThat(graph.get("/groups/" + team + "/members").body().path("value"))
                .hasSize(3);
        assertThat(graph.get("/teams/" + team + "/members").body().path("value"))
                .hasSize(2);
    }

    @Test
    void theLastOwnerOfAGroupCannotBeUnlinked() {
        String id = contoso.group("tandem-1");

        assertThat(graph.delete("/groups/" + id + "/owners/" + Contoso.userId(1) + "/$ref")
                        .status())
                .isEqualTo(400);
        assertThat(graph.delete("/groups/" + id + "/members/" + Contoso.userId(2) + "/$ref")
                        .status())
                .isEqualTo(204);
    }

    private int found(String filter) {
        return graph.get("/groups?$filter=" + filter).body().path("value").size();
    }

    private static String body(String name, String nickname) {
        return Contoso.groupBody(name, nickname, List.of(), List.of());
    }
}
