package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do in Teams reaches Tandem within seconds, and Commerce hears of it. */
@ExtendWith(Landscape.Provider.class)
@BesideOthers
class NotificationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LandscapeSite site;
    private final GraphFaultsCast cast;
    private final String url = "http://localhost:" + freePort();
    private Tandem tandem;

    NotificationsIT(Landscape landscape) {
        this.site = landscape.site("notified" + GraphFaultsCast.nextStore(), "fast");
        this.cast = GraphFaultsCast.of(GraphFaultsStory.OPENING, site.graph());
    }

    @BeforeEach
    void start() {
        tandem = site.start(settings());
    }

    private Map<String, String> settings() {
        return Map.of(
                "tandem.webhook.url",
                url,
                "tandem.webhook.host",
                "localhost",
                "tandem.webhook.port",
                url.replaceFirst(".*:", ""),
                "tandem.webhook.client-state",
                "a secret",
                "tandem.webhook.watch-ms",
                "300");
    }

    @AfterEach
    void end() {
        tandem.close();
    }

    @Test
    void tellOfAPersonWhoWasAddedByHand() {
        LandscapePerson stranger = LandscapePerson.fresh(1).getFirst();
        site.publish(GraphFaultsStory.OPENING.news(cast));
        await().atMost(PATIENCE).until(() -> site.state(cast.store()).equals("inSync"));
        await().atMost(PATIENCE).until(() -> site.graph().subscriptions() == 2);
        String team = site.graph().tenant().groups(cast.store()).getFirst();

        site.graph().addMember(team, stranger);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(site.findings(cast.store()))
                        .contains("user " + stranger.objectId() + " was added in Teams by hand and is left there"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> updates = updates();
            assertThat(updates)
                    .extracting(update -> update.path("type").asText())
                    .containsExactly("io.tandem.teams.team.provisioned", "io.tandem.teams.membership.drifted");
            assertThat(updates.getLast().path("data").toString())
                    .isEqualTo("""
                            {"storeNumber":"%s","teamId":"%s","userId":"%s","change":"added","action":"reported"}""".formatted(cast.store(), team, stranger.objectId()));
        });
    }

    @Test
    void stayForWhoeverComesNextAndTellItWhatHappenedMeanwhile() {
        LandscapePerson stranger = LandscapePerson.fresh(1).getFirst();
        site.publish(GraphFaultsStory.OPENING.news(cast));
        await().atMost(PATIENCE).until(() -> site.state(cast.store()).equals("inSync"));
        await().atMost(PATIENCE).until(() -> site.graph().subscriptions() == 2);
        String team = site.graph().tenant().groups(cast.store()).getFirst();
        List<String> ids = ids();
        tandem.close();
        site.graph().addMember(team, stranger);

        tandem = site.start(settings());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(site.findings(cast.store()))
                        .contains("user " + stranger.objectId() + " was added in Teams by hand and is left there"));
        assertThat(ids()).isEqualTo(ids);
        String name = site.graph().tenant().teams(team).getFirst().name();

        site.graph().patch("/v1.0/teams/" + team, "{\"displayName\":\"Party\"}");

        await().atMost(PATIENCE)
                .until(() -> site.sql("select count(*) from drift where change || ' ' || action = 'renamed put-back'")
                        .equals("1"));
        await().atMost(PATIENCE)
                .until(() -> site.graph().tenant().teams(team).getFirst().name().equals(name));
    }

    @Test
    void areRefusedCheaplyWhenTheyAreNone() throws IOException, InterruptedException {
        String forged = """
                {"value":[{"subscriptionId":"7f105c7d-2dc5-4530-97cd-4e7ae6534c07","clientState":"a guess",
                  "changeType":"updated","resource":"teams('x')","tenantId":"t"}]}""";

        assertThat(post("/graph/notifications?validationToken=a%20b%26c", "").body())
                .isEqualTo("a b&c");
        assertThat(post("/graph/notifications", forged).statusCode()).isEqualTo(403);
        assertThat(post("/graph/notifications", forged.replace("a guess", "a secret"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(post("/graph/notifications", "no JSON").statusCode()).isEqualTo(400);
        assertThat(post("/graph/notifications", "[".repeat(100_000)).statusCode())
                .isEqualTo(400);
        assertThat(post("/graph/notifications", "x".repeat(10_000_000)).statusCode())
                .isEqualTo(413);
        assertThat(post("/graph/others", forged).statusCode()).isEqualTo(404);
    }

    private List<String> ids() {
        return site.graph().allSubscriptions().stream()
                .map(subscription -> subscription.path("id").asText())
                .toList();
    }

    private List<JsonNode> updates() {
        return site.updates().stream().map(NotificationsIT::json).toList();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException noJson) {
            throw new IllegalArgumentException(text, noJson);
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}
