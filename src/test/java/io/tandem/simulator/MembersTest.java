package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class MembersTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast,maxMemberDelay=PT60S,memberPageSize=3");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(8);
    private final String team = contoso.team("tandem-1");
    private final String members = "/teams/" + team + "/members";

    @Test
    void anAddedMemberIsShownAfterADelayAtTheLatestAfterAMinute() {
        for (int person = 3; person <= 8; person++) {
            assertThat(graph.post(members, Contoso.member(person)).status()).isEqualTo(201);
        }
        int early = graph.get(members).body().path("@odata.count").asInt();

        SIMULATOR.clock().advance(Duration.ofSeconds(60));

        assertThat(early).isLessThan(8);
        assertThat(graph.get(members).body().path("@odata.count").asInt()).isEqualTo(8);
    }

    @Test
    void aMembershipIdIsNotTheUserIdAndOpensTheMembership() {
        String id = contoso.membership(team, 2);

        Graph.Answer member = graph.get(members + "/" + id);

        assertThat(id).doesNotContain(Contoso.userId(2));
        assertThat(member.body().path("userId").asText()).isEqualTo(Contoso.userId(2));
        assertThat(member.body().path("email").asText()).isEqualTo("person2@contoso.example");
        assertThat(graph.get(members + "/" + Contoso.userId(2)).status()).isEqualTo(404);
    }

    @Test
    void membersComeInPagesWithALinkToTheNext() {
        graph.post(members + "/add", Contoso.bulk(Contoso.member(3), Contoso.member(4)));
        SIMULATOR.clock().advance(Duration.ofMinutes(1));

        JsonNode first = graph.get(members).body();
        JsonNode second = graph.get(first.path("@odata.nextLink").asText()).body();

        assertThat(first.path("value")).hasSize(3);
        assertThat(second.path("value")).hasSize(1);
        assertThat(second.has("@odata.nextLink")).isFalse();
    }

    @Test
    void aFilterOnTheUserIdNeedsTheCast() {
        Graph.Answer without = graph.get(members + "?$filter=userId eq '" + Contoso.userId(2) + "'");

        assertThat(without.status()).isEqualTo(400);
        assertThat(contoso.membership(team, 2)).isNotEmpty();
    }

    @Test
    void aDisabledOrUnknownUserIs404() {
        contoso.person(9, false);

        assertThat(graph.post(members, Contoso.member(9)).status()).isEqualTo(404);
        assertThat(graph.post(members, Contoso.member(77)).status()).isEqualTo(404);
    }

    @Test
    void anExistingMemberIsAConflictEvenBeforeItIsShown() {
        graph.post(members, Contoso.member(3));

        assertThat(graph.post(members, Contoso.member(3)).status()).isEqualTo(409);
    }

    @Test
    void theRoleMemberIsNeverSent() {
        Graph.Answer answer = graph.post(members, Contoso.member(3, "member"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains("member");
    }

    @Test
    void aBulkAddReportsEveryPersonOnTheirOwn() {
        contoso.person(9, false);

        Graph.Answer answer = graph.post(
                members + "/add",
                Contoso.bulk(Contoso.member(3), Contoso.member(9), Contoso.member(2), Contoso.member(4, "owner")));

        assertThat(answer.status()).isEqualTo(207);
        JsonNode value = answer.body().path("value");
        assertThat(value.at("/0/error").isNull()).isTrue();
        assertThat(value.at("/1/error/code").asText()).isEqualTo("NotFound");
        assertThat(value.at("/1/userId").asText()).isEqualTo(Contoso.userId(9));
        assertThat(value.at("/2/error/code").asText()).isEqualTo("Conflict");
        assertThat(value.at("/3/error").isNull()).isTrue();
        SIMULATOR.clock().advance(Duration.ofMinutes(1));
        assertThat(graph.get(members).body().path("@odata.count").asInt()).isEqualTo(4);
    }

    @Test
    void aBulkAddThatFailsForAllIs207() {
        Graph.Answer answer = graph.post(members + "/add", Contoso.bulk(Contoso.member(1), Contoso.member(2)));

        assertThat(answer.status()).isEqualTo(207);
    }

    @Test
    void aBulkAddTakesTwoHundredAndABulkRemoveTwenty() {
        contoso.people(30);
        String[] many = IntStream.rangeClosed(1, 201).mapToObj(Contoso::member).toArray(String[]::new);
        String[] few = IntStream.rangeClosed(3, 23).mapToObj(Contoso::member).toArray(String[]::new);

        assertThat(graph.post(members + "/add", Contoso.bulk(many)).status()).isEqualTo(400);
        assertThat(graph.post(members + "/add", Contoso.bulk(few)).status()).isEqualTo(200);
        assertThat(graph.post(members + "/remove", Contoso.bulk(few)).status()).isEqualTo(400);
    }

    @Test
    void aBulkRemoveOfAllIs204WithoutBodyAndElse207() {
        Graph.Answer partly = graph.post(members + "/remove", Contoso.bulk(Contoso.member(2), Contoso.member(5)));
        graph.post(members, Contoso.member(2));

        Graph.Answer wholly = graph.post(members + "/remove", Contoso.bulk(Contoso.member(2)));

        assertThat(partly.status()).isEqualTo(207);
        assertThat(partly.body().at("/value/1/error/code").asText()).isEqualTo("NotFound");
        assertThat(wholly.status()).isEqualTo(204);
        assertThat(wholly.body().isMissingNode()).isTrue();
    }

    @Test
    void theLastOwnerCanNeitherGoNorBeDemoted() {
        String owner = contoso.membership(team, 1);

        assertThat(graph.delete(members + "/" + owner).status()).isEqualTo(400);
        assertThat(graph.patch(members + "/" + owner, roles("")).status()).isEqualTo(400);
        assertThat(graph.post(members + "/remove", Contoso.bulk(Contoso.member(1)))
                        .status())
                .isEqualTo(207);
        assertThat(audit().path("teamsEverWithoutOwner")).isEmpty();
    }

    @Test
    void ownersChangeOverOneAfterTheOther() {
        Graph.Answer promoted = graph.patch(members + "/" + contoso.membership(team, 2), roles("\"owner\""));
        Graph.Answer demoted = graph.patch(members + "/" + contoso.membership(team, 1), roles(""));

        assertThat(promoted.status()).isEqualTo(200);
        assertThat(promoted.body().at("/roles/0").asText()).isEqualTo("owner");
        assertThat(demoted.status()).isEqualTo(200);
        assertThat(graph.get("/groups/" + team + "/owners?$select=id").body().findValuesAsText("id"))
                .containsExactly(Contoso.userId(2));
        assertThat(graph.get("/simulator/state").body().at("/teams/0/minOwners").asInt())
                .isEqualTo(1);
    }

    @Test
    void aTeamWhoseOnlyOwnerIsDeletedIsFoundByTheAudit() {
        graph.delete("/users/" + Contoso.userId(1));

        assertThat(audit().path("teamsEverWithoutOwner").get(0).asText()).isEqualTo(team);
        assertThat(graph.post("/teams/" + team + "/archive", "").status()).isEqualTo(400);
    }

    @Test
    void anArchivedTeamTakesMembersButNoNewName() {
        Graph.Answer archived = graph.post("/teams/" + team + "/archive", "");
        SIMULATOR.clock().advance(Duration.ofMinutes(1));

        assertThat(archived.status()).isEqualTo(202);
        assertThat(archived.header("Location")).matches("/teams\\([0-9a-f-]{36}\\)/operations\\([0-9a-f-]{36}\\)");
        assertThat(graph.get(archived.header("Location"))
                        .body()
                        .path("operationType")
                        .asText())
                .isEqualTo("archiveTeam");
        assertThat(graph.get("/teams/" + team).body().path("isArchived").asBoolean())
                .isTrue();
        assertThat(graph.patch("/teams/" + team, "{\"displayName\":\"X\"}").status())
                .isEqualTo(403);
        assertThat(graph.post(members, Contoso.member(3)).status()).isEqualTo(201);
        graph.post("/teams/" + team + "/unarchive", "");
        SIMULATOR.clock().advance(Duration.ofMinutes(1));
        assertThat(graph.patch("/teams/" + team, "{\"displayName\":\"X\"}").status())
                .isEqualTo(204);
        assertThat(graph.get("/groups/" + team).body().path("displayName").asText())
                .isEqualTo("X");
    }

    @Test
    void archivingCannotMakeTheSiteReadOnlyForAnApplication() {
        assertThat(graph.post("/teams/" + team + "/archive", "{\"shouldSetSpoSiteReadOnlyForMembers\":true}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aTeamHasAPrimaryChannel() {
        String channel = graph.get("/teams/" + team + "/primaryChannel").id();

        assertThat(channel).matches("19:[0-9a-f]+@thread\\.tacv2");
        assertThat(graph.get("/teams/" + team + "/channels/"
                                + channel.replace(":", "%3A").replace("@", "%40"))
                        .body()
                        .path("displayName")
                        .asText())
                .isEqualTo("General");
    }

    private JsonNode audit() {
        return graph.get("/simulator/state").body().path("audit");
    }

    private static String roles(String roles) {
        return "{\"@odata.type\":\"#microsoft.graph.aadUserConversationMember\",\"roles\":[" + roles + "]}";
    }
}
