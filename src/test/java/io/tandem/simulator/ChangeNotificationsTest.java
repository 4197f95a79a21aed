package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class ChangeNotificationsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast,operationRuns=PT60S");

    private static final String ALL = "created,updated,deleted";

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);
    private final Endpoint endpoint = new Endpoint();
    private final Subscriber subscriber = new Subscriber(graph, SIMULATOR.clock(), endpoint);

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void aMemberWhoComesChangesAndGoesIsToldToWhomeverWatchesAllTeams() {
        String team = contoso.team("tandem-1");
        String id = subscriber.subscribe("/teams/getAllMembers", ALL);

        graph.post("/teams/" + team + "/members", Contoso.member(3));
        String membership = contoso.membership(team, 3);
        graph.patch("/teams/" + team + "/members/" + membership, Contoso.member(3, "owner"));
        graph.delete("/teams/" + team + "/members/" + membership);

        assertThat(changes(3))
                .extracting(item -> item.path("changeType").asText())
                .containsExactly("created", "updated", "deleted");
        String path = "teams('" + team + "')/members('" + membership + "')";
        assertThat(endpoint.changes()).allSatisfy(item -> {
            assertThat(item.path("subscriptionId").asText()).isEqualTo(id);
            assertThat(item.path("clientState").asText()).isEqualTo("state of /teams/getAllMembers");
            assertThat(item.path("tenantId").asText()).isEqualTo(Simulator.TENANT_ID);
            assertThat(item.path("resource").asText()).isEqualTo(path);
            assertThat(item.at("/resourceData/@odata.id").asText()).isEqualTo(path);
            assertThat(item.at("/resourceData/@odata.type").asText())
                    .isEqualTo("#Microsoft.Graph.aadUserConversationMember");
            assertThat(item.at("/resourceData/id").asText()).isEqualTo(membership);
            assertThat(item.has("encryptedContent")).isFalse();
        });
        assertThat(endpoint.posts()).noneMatch(post -> post.has("validationTokens"));
    }

    @Test
    void aMemberOfOneTeamIsToldToItsWatchersOnly() {
        String watched = contoso.team("tandem-1");
        String other = contoso.team("tandem-2");
        subscriber.subscribe("/teams/" + watched + "/members", "created");

        graph.post("/teams/" + other + "/members/add", Contoso.bulk(Contoso.member(3)));
        graph.post("/teams/" + watched + "/members/add", Contoso.bulk(Contoso.member(3), Contoso.member(2)));

        JsonNode only = changes(1).getFirst();
        assertThat(only.path("resource").asText()).startsWith("teams('" + watched + "')/members(");
        nothingElse();
    }

    @Test
    void aTeamIsToldByANumberThatIsNotItsIdAndATimeThatIsNotUtc() {
        String team = contoso.team("tandem-1");
        String id = subscriber.subscribe("/teams/" + team, "updated");

        graph.patch("/teams/" + team, "{\"displayName\":\"Renamed\",\"funSettings\":{\"allowGiphy\":false}}");

        JsonNode item = changes(1).getFirst();
        assertThat(item.path("resource").asText()).isEqualTo("teams('" + team + "')");
        assertThat(item.at("/resourceData/id").asText()).matches("\\d+");
        assertThat(item.at("/resourceData/@odata.type").asText()).matches("#Microsoft\\.Graph\\.Teams?");
        String expires = item.path("subscriptionExpirationDateTime").asText();
        assertThat(expires).endsWith("-08:00");
        assertThat(OffsetDateTime.parse(expires).toInstant())
                .isEqualTo(Instant.parse(
                        subscriber.state(id).path("expirationDateTime").asText()));
        nothingElse();
    }

    @Test
    void aNewTeamIsToldWhenItIsThere() {
        String group = contoso.group("tandem-1");
        subscriber.subscribe("/teams", ALL);
        subscriber.subscribe("/teams/getAllMembers", ALL);
        subscriber.subscribe("/teams/getAllChannels", ALL);
        contoso.teamFromGroup(group);
        int early = endpoint.changes().size();

        SIMULATOR.clock().advance(Duration.ofMinutes(2));

        assertThat(changes(4))
                .extracting(item -> item.path("changeType").asText() + " "
                        + item.path("resource").asText().replaceAll("\\('[^']*'\\)", ""))
                .containsExactlyInAnyOrder(
                        "created teams", "created teams/members", "created teams/members", "created teams/channels");
        assertThat(early).isZero();
    }

    @Test
    void aTeamWhoseGroupIsDeletedIsDeletedAndTheGroupUpdated() {
        String team = contoso.team("tandem-1");
        subscriber.subscribe("/teams", ALL);
        subscriber.subscribe("/groups", "updated,deleted");

        graph.delete("/groups/" + team);

        assertThat(changes(2))
                .extracting(item -> item.path("changeType").asText() + " "
                        + item.path("resource").asText())
                .containsExactlyInAnyOrder("deleted teams('" + team + "')", "updated Groups/" + team);
    }

    @Test
    void archivingIsAnUpdateOnceItIsDone() {
        String team = contoso.team("tandem-1");
        subscriber.subscribe("/teams", ALL);

        graph.post("/teams/" + team + "/archive", "");
        nothingElse();
        SIMULATOR.clock().advance(Duration.ofMinutes(2));

        assertThat(changes(1).getFirst().path("changeType").asText()).isEqualTo("updated");
    }

    @Test
    void inTheDirectoryCreationIsAnUpdateToo() {
        subscriber.subscribe("/groups", "updated");
        subscriber.subscribe("/users", "updated");

        String group = contoso.group("tandem-1");
        contoso.person(9, true);
        graph.patch("/users/" + Contoso.userId(2), "{\"accountEnabled\":false}");
        graph.delete("/users/" + Contoso.userId(9));

        assertThat(changes(4))
                .extracting(item -> item.path("resource").asText())
                .containsExactly(
                        "Groups/" + group,
                        "Users/" + Contoso.userId(9),
                        "Users/" + Contoso.userId(2),
                        "Users/" + Contoso.userId(9));
        JsonNode user = endpoint.changes().getLast();
        assertThat(user.path("changeType").asText()).isEqualTo("updated");
        assertThat(user.at("/resourceData/@odata.type").asText()).isEqualTo("#Microsoft.Graph.User");
        assertThat(user.at("/resourceData/id").asText()).isEqualTo(Contoso.userId(9));
        assertThat(user.path("subscriptionExpirationDateTime").asText()).endsWith("Z");
    }

    @Test
    void aUserWhoIsDeletedLeavesEveryTeam() {
        contoso.team("tandem-1");
        contoso.team("tandem-2");
        subscriber.subscribe("/teams/getAllMembers", ALL);

        graph.delete("/users/" + Contoso.userId(2));

        assertThat(changes(2)).allMatch(item -> item.path("changeType").asText().equals("deleted"));
    }

    @Test
    void theRelationsOfAGroupAreToldToTheirWatchers() {
        String group = contoso.group("tandem-1");
        subscriber.subscribe("/groups/" + group + "/members", "updated");
        subscriber.subscribe("/groups/" + group + "/owners", "updated");

        graph.post(
                "/groups/" + group + "/members/$ref",
                "{\"@odata.id\":\"https://graph.microsoft.com/v1.0/users/" + Contoso.userId(3) + "\"}");

        assertThat(changes(1).getFirst().path("clientState").asText()).endsWith("/members");
        nothingElse();
    }

    @Test
    void whatChangesNothingIsNoNews() {
        String team = contoso.team("tandem-1");
        subscriber.subscribe("/teams", ALL);
        subscriber.subscribe("/teams/getAllMembers", ALL);
        subscriber.subscribe("/users", "updated");

        graph.patch("/teams/" + team, "{\"displayName\":\"Store tandem-1\"}");
        graph.patch("/teams/" + team + "/members/" + contoso.membership(team, 1), Contoso.member(1, "owner"));
        graph.patch("/users/" + Contoso.userId(1), "{\"displayName\":\"Person 1\"}");

        nothingElse();
    }

    @Test
    void aDeletedSubscriptionHearsNothingMore() {
        String id = subscriber.subscribe("/users", "updated");
        subscriber.turn("{\"paused\":true}");
        graph.patch("/users/" + Contoso.userId(1), "{\"displayName\":\"A\"}");
        graph.delete("/subscriptions/" + id);
        graph.patch("/users/" + Contoso.userId(1), "{\"displayName\":\"B\"}");

        subscriber.turn("{\"paused\":false}");

        nothingElse();
        assertThat(endpoint.changes()).isEmpty();
    }

    private List<JsonNode> changes(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> endpoint.changes().size() >= count);
        nothingElse();
        return endpoint.changes();
    }

    /** Whatever is due has been sent: the simulator looks at its clock fifty times a second. */
    private void nothingElse() {
        int before = endpoint.changes().size();
        await().pollDelay(Duration.ofMillis(150)).until(() -> endpoint.changes().size() == before);
    }
}
