package io.tandem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.NotifiedStores.Stranger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Notifications that come twice, late, in disorder, or not at all. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Landscape.Provider.class)
class UnreliableNotificationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration CALM = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final Duration FIVE_HOURS = Duration.ofHours(5);

    /** Graph's time will be hours ahead of Tandem's. */
    private static final Map<String, String> LONG_LIVED = Map.of("tandem.webhook.subscription-lifetime", "20h");

    private static final String AGE_WATCH = """
            update webhook_watch
            set heard_at = heard_at - interval '5 hours', kept_at = kept_at - interval '5 hours',
                swept_at = swept_at - interval '5 hours'""";

    private static final String AGE_SUBSCRIPTIONS = """
            update subscription
            set renew_at = renew_at - interval '5 hours', expires_at = expires_at - interval '5 hours',
                patched_at = patched_at - interval '5 hours', reauthorized_at = reauthorized_at - interval '5 hours'""";

    private final LandscapeSite site;
    private final LandscapeGraph graph;
    private final WebhookPoster poster = WebhookPoster.somewhere();

    UnreliableNotificationsIT(Landscape landscape) {
        this.site = landscape.site("unreliable" + GraphFaultsCast.nextStore(), "fast");
        this.graph = site.graph();
    }

    @Test
    void changeNothingWhenTheyAreReplayed() {
        // Kafka answers later than the outbox looks again.
        try (Tandem tandem = site.start(poster.settings(Map.of("camel.component.kafka.linger-ms", "300")))) {
            NotifiedStores stores = NotifiedStores.open(site, 1);
            Stranger stranger = stores.addStranger(0);
            stores.awaitFound(PATIENCE, List.of(stranger));
            LandscapeTenant.Team team = team(stores);
            List<String> posts = site.posts().stream()
                    .map(post -> new String(post, UTF_8))
                    .filter(post -> post.contains(stores.team(0)))
                    .toList();
            double heard = accepted(tandem);
            long calls = graph.lastCall();

            IntStream.range(0, 50)
                    .forEach(i -> assertThat(poster.post("/graph/notifications", posts.get(i % posts.size()))
                                    .status())
                            .isEqualTo(202));

            await().atMost(PATIENCE).until(() -> accepted(tandem) >= heard + 50);
            stores.awaitToldOnce(CALM, List.of(stranger));
            assertThat(site.state(stranger.store())).isEqualTo("inSync");
            assertThat(site.findings(stranger.store())).containsExactly(stranger.finding());
            assertThat(team(stores)).isEqualTo(team);
            assertThat(graph.calls(calls))
                    .filteredOn(call ->
                            call.path().contains("/teams") || call.path().contains("/groups"))
                    .extracting(LandscapeGraph.Call::method)
                    .containsOnly("GET");
        }
    }

    @Test
    void hideNothingForLongerThanASweepThoughSomeAreLostDoubledAndInDisorder() {
        try (Tandem tandem = site.start(poster.settings(Map.of("tandem.webhook.silence", SWEEP.toSeconds() + "s")))) {
            NotifiedStores stores = NotifiedStores.open(site, 4);
            graph.turn("dropRate", 0.2);
            graph.turn("duplicateRate", 0.2);
            graph.turn("shuffle", true);
            graph.turn("timeScale", 20.0);
            List<Stranger> strangers = new ArrayList<>(IntStream.range(0, 24)
                    .mapToObj(i -> stores.addStranger(i % 4))
                    .toList());
            awaitCalm(tandem);
            graph.turn("dropRate", 1.0);

            strangers.add(stores.addStranger(0));

            stores.awaitFound(SWEEP.multipliedBy(2), strangers);
            stores.awaitToldOnce(SWEEP, strangers);
            assertThat(graph.notified("LOST")).hasSizeGreaterThan(1);
            assertThat(graph.notified("DELIVERED"))
                    .hasSizeGreaterThan(Set.copyOf(graph.notified("DELIVERED")).size());
        }
    }

    @Test
    void areNotMissedForLongWhenNobodyWasReachedForFiveHours() {
        try (WebhookGate gate = WebhookGate.before(poster);
                Tandem tandem = site.start(poster.settings(gate.url(), LONG_LIVED))) {
            NotifiedStores stores = NotifiedStores.open(site, 2);
            awaitCalm(tandem);
            gate.open().set(false);
            List<Stranger> strangers = List.of(stores.addStranger(0), stores.addStranger(1));
            await().atMost(PATIENCE).until(() -> graph.notified("FAILED").size() >= strangers.size());
            pass(FIVE_HOURS);
            assertThat(waiting()).as("of what Graph still tries to tell").isZero();
            assertThat(strangers)
                    .noneMatch(stranger -> site.findings(stranger.store()).contains(stranger.finding()));

            site.sql(AGE_WATCH);
            site.sql(AGE_SUBSCRIPTIONS);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tandem.pulse().warnings()).containsKey("notifications"));
            stores.awaitFound(SWEEP, strangers);
            stores.awaitToldOnce(CALM, strangers);
            gate.open().set(true);
            // Graph tries its reminders again after up to five thousand seconds.
            graph.turn("timeScale", 100.0);
            await("Graph is heard again")
                    .atMost(PATIENCE)
                    .until(() -> tandem.pulse().warnings().isEmpty());
            graph.turn("timeScale", 1.0);
            stores.awaitFound(PATIENCE, List.of(stores.addStranger(0)));
        }
    }

    @Test
    void areNotMissedWhenTandemWasDownForFiveHours() {
        NotifiedStores stores;
        List<Stranger> strangers;
        try (Tandem unused = site.start(poster.settings(Map.of()))) {
            stores = NotifiedStores.open(site, 2);
        }
        strangers = List.of(stores.addStranger(0), stores.addStranger(1));
        List<JsonNode> expired = graph.allSubscriptions();
        pass(FIVE_HOURS);
        await().atMost(PATIENCE).until(() -> graph.subscriptions() == 0);
        site.sql(AGE_WATCH);
        site.sql(AGE_SUBSCRIPTIONS);

        try (Tandem unused = site.start(poster.settings(LONG_LIVED))) {

            stores.awaitFound(PATIENCE, strangers);
            stores.awaitToldOnce(CALM, strangers);
            await().atMost(PATIENCE).until(() -> graph.subscriptions() == NotifiedStores.SUBSCRIPTIONS);
            assertThat(expired).hasSize(NotifiedStores.SUBSCRIPTIONS);
            assertThat(graph.allSubscriptions()).doesNotContainAnyElementsOf(expired);
        }
    }

    /** Lets time pass for notifications. */
    private void pass(Duration time) {
        Instant end = graph.notificationTime().plus(time);
        graph.turn("timeScale", 10_000.0);
        await().atMost(PATIENCE).until(() -> graph.notificationTime().isAfter(end));
        graph.turn("timeScale", 1.0);
    }

    /** Waits until everything that Graph told of has been looked at. */
    private void awaitCalm(Tandem tandem) {
        await().atMost(PATIENCE)
                .until(() -> waiting() == 0
                        && accepted(tandem) >= graph.notified("DELIVERED").size()
                        && site.sql("select 1 from due_key where desired_generation > observed_generation")
                                .isEmpty());
    }

    /** {@return how many changes Graph still tries to tell of} */
    private long waiting() {
        JsonNode notifications = graph.tenant().state().path("notifications");
        return StreamSupport.stream(notifications.spliterator(), false)
                .filter(notification -> notification.has("changeType"))
                .count();
    }

    private LandscapeTenant.Team team(NotifiedStores stores) {
        return graph.tenant().teams(stores.team(0)).getFirst();
    }

    private static double accepted(Tandem tandem) {
        return tandem.meters()
                .counter("tandem.graph.notifications", "outcome", "accepted")
                .count();
    }
}
