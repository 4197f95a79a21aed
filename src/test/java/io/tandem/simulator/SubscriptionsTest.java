package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.BesideOthers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class SubscriptionsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast,directoryQuota=2,teamsQuota=3");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(2);
    private final Endpoint endpoint = new Endpoint();
    private final Subscriber subscriber = new Subscriber(graph, SIMULATOR.clock(), endpoint);

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void bothEndpointsAreValidatedAndTheirOwnQueryStringsStay() {
        ObjectNode body = subscriber
                .body("/teams/getAllMembers", "created,deleted")
                .put("notificationUrl", endpoint.url("/n?code=a%20b&x=1"));

        Graph.Answer answer = subscriber.send(body);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(endpoint.validations()).hasSize(2);
        Endpoint.Received first = endpoint.validations().getFirst();
        assertThat(first.query()).startsWith("code=a%20b&x=1&validationToken=").doesNotContain(" ");
        assertThat(first.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(first.body()).isEmpty();
        assertThat(endpoint.validations().getLast().path()).isEqualTo("/lifecycle");
        assertThat(endpoint.validations().getLast().query()).startsWith("validationToken=");
        JsonNode made = answer.body();
        assertThat(made.path("resource").asText()).isEqualTo("/teams/getAllMembers");
        assertThat(made.path("applicationId").asText()).isEqualTo(Simulator.CLIENT_ID);
        assertThat(made.path("latestSupportedTlsVersion").asText()).isEqualTo("v1_2");
        assertThat(made.path("creatorId").asText()).isNotEmpty();
        assertThat(graph.get("/subscriptions/" + answer.id()).body().path("notificationUrl"))
                .isEqualTo(body.path("notificationUrl"));
    }

    @Test
    void oneUrlForBothIsValidatedTwice() {
        subscriber.subscribe(subscriber.body("/teams", "created").put("lifecycleNotificationUrl", endpoint.url()));

        assertThat(endpoint.validations())
                .hasSize(2)
                .allMatch(received -> received.path().equals("/notifications"));
    }

    @Test
    void anEndpointThatAnswersTheValidationBadlyGetsNoSubscription() {
        List<Consumer<Endpoint>> mistakes = List.of(
                bad -> bad.answersValidation(token -> new Endpoint.Answer(202, "text/plain", token)),
                bad -> bad.answersValidation(token -> new Endpoint.Answer(200, "application/json", token)),
                bad -> bad.answersValidation(
                        token -> new Endpoint.Answer(200, "text/plain", token.replace(" ", "%20"))),
                bad -> bad.answersValidation(token -> new Endpoint.Answer(200, "text/plain", "\"" + token + "\"")));
        for (Consumer<Endpoint> mistake : mistakes) {
            mistake.accept(endpoint);

            Graph.Answer answer = subscriber.send(subscriber.body("/teams", "created"));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.errorCode()).isEqualTo("ValidationError");
        }
        assertThat(graph.get("/subscriptions").body().path("value")).isEmpty();
    }

    @Test
    void anEndpointThatAnswersTheValidationTooLateGetsNoSubscription() {
        subscriber.turn("{\"patience\":0.02}");
        endpoint.answersAfter(Duration.ofMillis(600));

        Graph.Answer answer = subscriber.send(subscriber.body("/teams", "created"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains("did not answer in time");
    }

    @Test
    void anAddressThatCannotBeCalledIsAnEndpointThatDoesNotAnswer() {
        for (String url : List.of("http://localhost:1/n", "http://localhost:99999/n", "https://localhost:1/n")) {
            Graph.Answer answer =
                    subscriber.send(subscriber.body("/teams", "created").put("notificationUrl", url));

            assertThat(answer.status()).as(url).isEqualTo(400);
            assertThat(answer.errorCode()).as(url).isEqualTo("ValidationError");
        }
    }

    @Test
    void theLifecycleEndpointMustPassToo() {
        ObjectNode body =
                subscriber.body("/teams", "created").put("lifecycleNotificationUrl", "http://localhost:1/nobody");

        assertThat(subscriber.send(body).status()).isEqualTo(400);
    }

    @Test
    void otherCallsAreAnsweredWhileAnEndpointIsSlow() throws InterruptedException {
        endpoint.answersAfter(Duration.ofSeconds(1));
        Thread waiting = Thread.ofVirtual().start(() -> subscriber.send(subscriber.body("/teams", "created")));

        long started = System.nanoTime();
        int status = graph.get("/users").status();
        long tookMs = (System.nanoTime() - started) / 1_000_000;

        assertThat(status).isEqualTo(200);
        assertThat(tookMs).isLessThan(900);
        waiting.join();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resource|",
                "changeType|",
                "notificationUrl|",
                "expirationDateTime|",
                "changeType|created,moved",
                "changeType|",
                "resource|/teams/1/2/3",
                "resource|https://graph.microsoft.com/v1.0/teams",
                "resource|/teams?$filter=id",
                "resource|/me/todo/lists/1/tasks",
                "notificationUrl|http://example.com/n",
                "notificationUrl|nonsense",
                "notificationUrl|https://exa mple.com",
                "lifecycleNotificationUrl|http://192.168.1.1/n",
                "expirationDateTime|2026-11-22T08:59:59Z",
                "expirationDateTime|tomorrow",
                "lifecycleNotificationUrl|/relative",
                "notificationQueryOptions|$filter=x",
                "latestSupportedTlsVersion|v1_9",
                "vapidPublicKey|abc",
                "creatorId|me",
            })
    void aBodyThatDoesNotFitIsRefusedBeforeAnyoneIsAsked(String property, String value) {
        ObjectNode body = subscriber.body("/teams", "created");
        if (value == null) {
            body.remove(property);
        } else {
            body.put(property, value);
        }

        Graph.Answer answer = subscriber.send(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).isNotBlank();
        assertThat(endpoint.validations()).isEmpty();
    }

    @Test
    void aClientStateHasAtMost128Characters() {
        ObjectNode body = subscriber.body("/teams", "created").put("clientState", "x".repeat(129));

        assertThat(subscriber.send(body).status()).isEqualTo(400);
        assertThat(subscriber.send(body.put("clientState", "x".repeat(128))).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/planner/plans/xqQg5FS2LkCp935s-FIFm2QAFkHM/tasks",
                "planner/tasks",
                "/groups/1/planner/plans",
                "/users/1/planner/tasks"
            })
    void plannerResourcesCannotBeSubscribedTo(String resource) {
        Graph.Answer answer = subscriber.send(subscriber.body(resource, "updated"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorMessage()).contains("Planner sends no change notifications");
    }

    @Test
    void usersAndGroupsKnowUpdatedAndDeletedOnly() {
        assertThat(subscriber.send(subscriber.body("/users", "created,updated")).status())
                .isEqualTo(400);
        assertThat(subscriber
                        .send(subscriber.body("/groups", "updated,deleted"))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"/teams,4320", "/teams/getAllMembers,4320", "/groups,41760", "/users,41760"})
    void aLifetimeOverTheMaximumOfTheResourceIsRefused(String resource, int minutes) {
        String longest = subscriber.in(Duration.ofMinutes(minutes));
        String tooLong = subscriber.in(Duration.ofMinutes(minutes).plusSeconds(1));
        ObjectNode body = subscriber.body(resource, "deleted");

        Graph.Answer refused = subscriber.send(body.deepCopy().put("expirationDateTime", tooLong));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorMessage()).contains(String.valueOf(minutes));
        assertThat(subscriber
                        .send(body.put("expirationDateTime", longest))
                        .body()
                        .path("expirationDateTime")
                        .asText())
                .isEqualTo(longest);
    }

    @Test
    void lessThan45MinutesBecome45Minutes() {
        ObjectNode body =
                subscriber.body("/teams", "created").put("expirationDateTime", subscriber.in(Duration.ofMinutes(5)));

        Graph.Answer answer = subscriber.send(body);

        assertThat(answer.body().path("expirationDateTime").asText()).isEqualTo(subscriber.in(Duration.ofMinutes(45)));
    }

    @Test
    void aTeamsSubscriptionOverAnHourNeedsALifecycleUrlThatCannotBeAddedLater() {
        ObjectNode body = subscriber.body("/teams", "created");
        body.remove("lifecycleNotificationUrl");

        Graph.Answer refused = subscriber.send(body);
        String id = subscriber.subscribe(body.put("expirationDateTime", subscriber.in(Duration.ofHours(1))));
        Graph.Answer added = subscriber.patch(id, "lifecycleNotificationUrl", endpoint.url());
        Graph.Answer longer = subscriber.patch(id, "expirationDateTime", subscriber.in(Duration.ofHours(2)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorMessage()).contains("lifecycleNotificationUrl").contains("required");
        assertThat(added.status()).isEqualTo(400);
        assertThat(longer.status()).isEqualTo(400);
    }

    @Test
    void aDirectorySubscriptionNeedsNoLifecycleUrl() {
        ObjectNode body = subscriber.body("/users", "updated");
        body.remove("lifecycleNotificationUrl");

        assertThat(subscriber.send(body).status()).isEqualTo(201);
        assertThat(endpoint.validations()).hasSize(1);
    }

    @Test
    void theSameAgainIsAConflictThatNamesTheFirst() {
        String first = subscriber.subscribe("/teams/getAllMembers", "created,deleted");

        Graph.Answer again = subscriber.send(subscriber.body("teams/getallmembers", "deleted,created"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.errorMessage()).contains(first);
        assertThat(subscriber
                        .send(subscriber.body("/teams/getAllMembers", "updated"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void quotasAnswer403AndNameTheLimit() {
        subscriber.subscribe("/users", "updated");
        subscriber.subscribe("/groups", "updated");

        Graph.Answer third = subscriber.send(subscriber.body("/groups", "deleted"));
        Graph.Answer teams = subscriber.send(subscriber.body("/teams", "created"));

        assertThat(third.status()).isEqualTo(403);
        assertThat(third.errorMessage()).contains("limit of 2");
        assertThat(teams.status()).isEqualTo(201);
    }

    @Test
    void aTeamHasOneSubscriptionForAnApplicationAndTheOrganizationItsOwnQuota() {
        String team = contoso.team("tandem-1");
        subscriber.subscribe("/teams/" + team + "/members", "created");
        subscriber.subscribe("/teams('" + team + "')", "updated");
        subscriber.subscribe("/teams", "updated");

        Graph.Answer second = subscriber.send(subscriber.body("/teams/" + team + "/members", "deleted"));
        Graph.Answer fourth = subscriber.send(subscriber.body("/teams", "created"));

        assertThat(second.status()).isEqualTo(403);
        assertThat(fourth.status()).isEqualTo(403);
        assertThat(fourth.errorMessage()).contains("limit of 3").contains("organization");
    }

    @Test
    void aResourceMustExist() {
        String nobody = "99999999-0000-4000-8000-000000000000";

        assertThat(subscriber
                        .send(subscriber.body("/teams/" + nobody, "updated"))
                        .status())
                .isEqualTo(404);
        assertThat(subscriber
                        .send(subscriber.body("/groups/" + nobody + "/members", "updated"))
                        .status())
                .isEqualTo(404);
        assertThat(subscriber
                        .send(subscriber.body("/users/person1@contoso.example", "updated"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void renewalPutsTheExpirationOffAndANewUrlIsValidatedFirst() {
        String id = subscriber.subscribe("/teams", "created");
        SIMULATOR.clock().advance(Duration.ofMinutes(30));
        String later = subscriber.in(Duration.ofHours(72));

        Graph.Answer renewed = subscriber.patch(id, "expirationDateTime", later);
        endpoint.forget();
        Graph.Answer moved = subscriber.patch(id, "notificationUrl", endpoint.url("/moved"));
        endpoint.answersValidation(token -> new Endpoint.Answer(500, "text/plain", ""));
        Graph.Answer stuck = subscriber.patch(id, "notificationUrl", endpoint.url("/nowhere"));

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.body().path("expirationDateTime").asText()).isEqualTo(later);
        assertThat(moved.status()).isEqualTo(200);
        assertThat(endpoint.validations().getFirst().path()).isEqualTo("/moved");
        assertThat(stuck.status()).isEqualTo(400);
        assertThat(graph.get("/subscriptions/" + id)
                        .body()
                        .path("notificationUrl")
                        .asText())
                .isEqualTo(endpoint.url("/moved"));
    }

    @Test
    void whatMakesASubscriptionCannotBePatched() {
        String id = subscriber.subscribe("/teams", "created");

        for (String property : List.of("resource", "changeType", "clientState", "applicationId", "nonsense")) {
            assertThat(subscriber.patch(id, property, "/users").status())
                    .as(property)
                    .isEqualTo(400);
        }
    }

    @Test
    void aSubscriptionEndsAtItsTime() {
        String id = subscriber.subscribe(
                subscriber.body("/teams", "created").put("expirationDateTime", subscriber.in(Duration.ofMinutes(50))));
        SIMULATOR.clock().advance(Duration.ofMinutes(50).minusSeconds(1));
        int before = graph.get("/subscriptions/" + id).status();

        SIMULATOR.clock().advance(Duration.ofSeconds(1));

        assertThat(before).isEqualTo(200);
        assertThat(graph.get("/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(subscriber
                        .patch(id, "expirationDateTime", subscriber.in(Duration.ofHours(9)))
                        .status())
                .isEqualTo(404);
        assertThat(graph.get("/subscriptions").body().path("value")).isEmpty();
    }

    @Test
    void aDeletedSubscriptionIsGone() {
        String id = subscriber.subscribe("/teams", "created");

        assertThat(graph.delete("/subscriptions/" + id).status()).isEqualTo(204);

        assertThat(graph.get("/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(graph.delete("/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(graph.post("/subscriptions/" + id + "/reauthorize", "").status())
                .isEqualTo(404);
    }

    @Test
    void withoutATokenNobodyIsAsked() {
        ObjectNode body = subscriber.body("/teams", "created");

        assertThat(graph.withoutToken().post("/subscriptions", body.toString()).status())
                .isEqualTo(401);
        assertThat(endpoint.validations()).isEmpty();
    }

    @Test
    void reauthorizeRefreshesTheTokenAndNotTheExpiration() {
        String id = subscriber.subscribe("/teams", "created");
        JsonNode before = subscriber.state(id);
        SIMULATOR.clock().advance(Duration.ofMinutes(40));

        int status = graph.post("/subscriptions/" + id + "/reauthorize", "").status();

        JsonNode after = subscriber.state(id);
        assertThat(status).isEqualTo(204);
        assertThat(after.path("expirationDateTime")).isEqualTo(before.path("expirationDateTime"));
        assertThat(Instant.parse(after.path("authorizedUntil").asText()))
                .isEqualTo(
                        Instant.parse(before.path("authorizedUntil").asText()).plus(Duration.ofMinutes(40)));
    }

    @Test
    void patchAndReauthorizeWithinTenMinutesLeaveAnInconsistentSubscription() {
        String hasty = subscriber.subscribe("/teams", "created");
        String patient = subscriber.subscribe("/teams", "updated");

        graph.post("/subscriptions/" + hasty + "/reauthorize", "");
        graph.post("/subscriptions/" + patient + "/reauthorize", "");
        SIMULATOR.clock().advance(Duration.ofMinutes(9));
        subscriber.patch(hasty, "expirationDateTime", subscriber.in(Duration.ofHours(9)));
        SIMULATOR.clock().advance(Duration.ofMinutes(1));
        subscriber.patch(patient, "expirationDateTime", subscriber.in(Duration.ofHours(9)));

        assertThat(subscriber.state(hasty).path("inconsistent").asBoolean()).isTrue();
        assertThat(subscriber.state(patient).path("inconsistent").asBoolean()).isFalse();
    }
}
