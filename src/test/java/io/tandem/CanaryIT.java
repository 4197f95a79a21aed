package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether notifications come is tried with a team that is no store's. */
@ExtendWith(Landscape.Provider.class)
@BesideOthers
class CanaryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LandscapeSite site;
    private final LandscapeGraph graph;
    private final WebhookPoster poster = WebhookPoster.somewhere();

    CanaryIT(Landscape landscape) {
        this.site = landscape.site("canary" + GraphFaultsCast.nextStore(), "fast");
        this.graph = site.graph();
    }

    @Test
    void comesBackAndConcernsNoStore() {
        String team = team();
        try (Tandem tandem = site.start(poster.settings(canary(team, "2s")))) {

            await().atMost(PATIENCE).until(() -> seen(tandem) >= 2);

            assertThat(graph.calls(0))
                    .filteredOn(call -> call.matches("PATCH", "/teams/" + team))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(call -> call.status() == 204);
            assertThat(site.sql("select count(*) from due_key")).isEqualTo("0");
            assertThat(site.deadLetters()).isZero();
        }
    }

    @Test
    void isMissedLongBeforeSilenceIsWhenNobodyReachesTheWebhook() {
        try (WebhookGate gate = WebhookGate.before(poster);
                Tandem tandem = site.start(poster.settings(gate.url(), canary(team(), "5s")))) {
            NotifiedStores stores = NotifiedStores.open(site, 1);
            await().atMost(PATIENCE)
                    .until(() -> seen(tandem) > 0 && tandem.pulse().warnings().isEmpty());
            gate.open().set(false);

            NotifiedStores.Stranger stranger = stores.addStranger(0);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tandem.pulse().warnings()).containsOnlyKeys("canary"));
            assertThat(tandem.pulse().warnings().get("canary")).contains(gate.url());
            stores.awaitFound(PATIENCE, List.of(stranger));
            gate.open().set(true);
            graph.turn("timeScale", 20.0);
            await("Graph is heard again")
                    .atMost(PATIENCE)
                    .until(() -> tandem.pulse().warnings().isEmpty());
        }
    }

    @Test
    void isNotSentToATeamThatIsNotThere() {
        String nobody = "00000000-0000-4000-8000-0000000000ff";
        try (Tandem tandem = site.start(poster.settings(canary(nobody, "1h")))) {

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tandem.pulse().warnings()).containsOnlyKeys("canary"));

            assertThat(tandem.pulse().warnings().get("canary"))
                    .contains("tandem.webhook.canary-team")
                    .contains("404");
            assertThat(graph.calls(0))
                    .filteredOn(call -> call.matches("PATCH", "/teams/"))
                    .hasSize(1);
        }
    }

    private String team() {
        String team = graph.makeTeam("Canary", LandscapePerson.fresh(1).getFirst());
        await().atMost(PATIENCE).until(() -> !graph.tenant().teams(team).isEmpty());
        return team;
    }

    private static Map<String, String> canary(String team, String interval) {
        return Map.of("tandem.webhook.canary-team", team, "tandem.webhook.canary-interval", interval);
    }

    private static long seen(Tandem tandem) {
        return tandem.meters().find("tandem.graph.canary.delay").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }
}
