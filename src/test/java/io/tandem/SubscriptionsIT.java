package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Subscriptions outlive the instance that made them, and what was not notified is found by reading. */
@ExtendWith(Landscape.Provider.class)
@BesideOthers
class SubscriptionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LandscapeSite site;
    private final LandscapeGraph graph;
    private final GraphFaultsCast cast;
    private final WebhookPoster first = WebhookPoster.somewhere();
    private final WebhookPoster second = WebhookPoster.somewhere();

    SubscriptionsIT(Landscape landscape) {
        this.site = landscape.site("subscribed" + GraphFaultsCast.nextStore(), "fast");
        this.graph = site.graph();
        this.cast = GraphFaultsCast.of(GraphFaultsStory.OPENING, graph);
    }

    @Test
    void areTakenOverAsTheyAreFromAnInstanceThatWasKilled() {
        try (LandscapeProcess killed = site.startProcess(first.settings(Map.of()))) {
            await().atMost(PATIENCE).until(() -> {
                killed.requireAlive();
                return site.sql("select count(*) from subscription where subscription_id is not null")
                        .equals("2");
            });
            List<JsonNode> before = graph.allSubscriptions();
            try (Tandem other = site.start(second.settings(first.url(), Map.of()))) {
                killed.kill();
                site.sql("update subscription set renew_at = now()");

                await().atMost(PATIENCE)
                        .until(() -> subscribed() == 2
                                && graph.allSubscriptions().stream()
                                        .noneMatch(now -> before.stream()
                                                .anyMatch(old -> now.path("expirationDateTime")
                                                        .equals(old.path("expirationDateTime")))));

                assertThat(graph.allSubscriptions())
                        .extracting(now -> now.path("id"))
                        .containsExactlyInAnyOrderElementsOf(
                                before.stream().map(old -> old.path("id")).toList());
                await().atMost(PATIENCE)
                        .until(() -> other.meters()
                                        .get("tandem.graph.subscriptions")
                                        .gauge()
                                        .value()
                                == 2);
            }
        }
    }

    @Test
    void areAuthorizedAgainByWhoeverKeepsThemThoughAnotherInstanceHeardOfIt() {
        try (Tandem keeper = site.start(first.settings(Map.of()));
                Tandem other =
                        site.start(second.settings(first.url(), Map.of("tandem.webhook.watch-ms", "100000000")))) {
            await().atMost(PATIENCE).until(() -> subscribed() == 2);
            String id = graph.allSubscriptions().getFirst().path("id").asText();
            await().atMost(PATIENCE)
                    .until(() -> !site.sql("select 1 from subscription where subscription_id = '" + id + "'")
                            .isEmpty());
            site.sql("update subscription set patched_at = now() - interval '11 minutes'");

            int status = second.post(
                            "/graph/lifecycle",
                            WebhookPoster.collection(
                                    WebhookPoster.change("other", "users('x')"),
                                    WebhookPoster.lifecycle(id, "reauthorizationRequired")))
                    .status();

            assertThat(status).isEqualTo(202);
            await().atMost(PATIENCE)
                    .until(() -> graph.calls(0).stream()
                            .anyMatch(call -> call.matches("POST", "/subscriptions/" + id + "/reauthorize")
                                    && call.status() == 204));
        }
    }

    @Test
    void areMadeAnewWhenGraphHasLostThem() {
        try (Tandem unused = site.start(first.settings(Map.of()))) {
            await().atMost(PATIENCE).until(this::isSettled);
            List<JsonNode> before = graph.allSubscriptions();

            for (JsonNode subscription : before) {
                String id = subscription.path("id").asText();
                graph.delete("/v1.0/subscriptions/" + id);
                first.post(
                        "/graph/lifecycle",
                        WebhookPoster.collection(WebhookPoster.lifecycle(id, "subscriptionRemoved")));
            }

            await().atMost(PATIENCE).until(() -> subscribed() == 2);
            assertThat(graph.allSubscriptions()).doesNotContainAnyElementsOf(before);
        }
    }

    @Test
    void areMadeForSingleTeamsWhileGraphRefusesTheTenantAndDroppedWhenItTakesIt() {
        try (Tandem unused = site.start()) {
            site.publish(GraphFaultsStory.OPENING.news(cast));
            await().atMost(PATIENCE).until(() -> site.state(cast.store()).equals("inSync"));
        }
        graph.arm(
                "POST",
                "/subscriptions$",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", "error")
                        .put("status", 403)
                        .put("count", 2));

        try (Tandem tandem = site.start(first.settings(Map.of()))) {
            await().atMost(PATIENCE)
                    .until(() -> answers("DELETE", "/subscriptions/.").equals(List.of(204, 204)));

            // What is asked for once more because its answer came late is there already.
            assertThat(answers("POST", "/subscriptions$"))
                    .filteredOn(status -> status != 409)
                    .containsExactly(403, 403, 201, 201, 201, 201);
            assertThat(graph.allSubscriptions())
                    .extracting(subscription -> subscription
                            .path("resource")
                            .asText()
                            .toLowerCase(Locale.ROOT)
                            .replaceFirst("^/", ""))
                    .containsExactlyInAnyOrder("teams", "teams/getallmembers");
            await().atMost(PATIENCE).until(() -> tandem.pulse().warnings().isEmpty());
        }
    }

    @Test
    void areNotTrustedWhenNothingIsHeard() {
        LandscapePerson stranger = LandscapePerson.fresh(1).getFirst();
        try (Tandem tandem = site.start(first.settings(Map.of("tandem.webhook.silence", "3s")))) {
            site.publish(GraphFaultsStory.OPENING.news(cast));
            await().atMost(PATIENCE).until(() -> site.state(cast.store()).equals("inSync") && subscribed() == 2);
            graph.turn("paused", true);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tandem.pulse().warnings()).containsKey("notifications"));

            graph.addMember(graph.tenant().groups(cast.store()).getFirst(), stranger);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(site.findings(cast.store()))
                            .contains("user " + stranger.objectId() + " was added in Teams by hand and is left there"));
            assertThat(tandem.pulse().troubles()).doesNotContainKey("notifications");
            assertThat(tandem.meters()
                            .get("tandem.graph.notification.age")
                            .gauge()
                            .value())
                    .isGreaterThan(3);
        }
    }

    /** Whether Graph has two and both are written down: one whose making went unanswered is removed and made again. */
    private boolean isSettled() {
        return subscribed() == 2
                && graph.allSubscriptions().stream()
                        .allMatch(one -> site.sql("select 1 from subscription where subscription_id = '"
                                        + one.path("id").asText() + "'")
                                .equals("1"));
    }

    private int subscribed() {
        return graph.allSubscriptions().size();
    }

    private List<Integer> answers(String method, String pattern) {
        return graph.calls(0).stream()
                .filter(call -> call.matches(method, pattern))
                .map(LandscapeGraph.Call::status)
                .toList();
    }
}
