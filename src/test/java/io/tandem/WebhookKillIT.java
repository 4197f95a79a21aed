package io.tandem;

import static org.awaitility.Awaitility.await;

import io.tandem.NotifiedStores.Stranger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tandem is killed while notifications are on their way through it. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Landscape.Provider.class)
class WebhookKillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Statements of Tandem that wait until stores can be marked. */
    private static final String STUCK = """
            from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%doubt_generation%'""";

    private final LandscapeSite site;
    private final LandscapeGraph graph;
    private final Map<String, String> settings =
            WebhookPoster.somewhere().settings(Map.of("tandem.kafka.session-timeout-ms", "6000"));

    WebhookKillIT(Landscape landscape) {
        this.site = landscape.site("killed" + GraphFaultsCast.nextStore(), "fast");
        this.graph = site.graph();
    }

    @Test
    void losesAndDoublesNothingWhetherItHadAnsweredOrNot() throws SQLException {
        // A busy machine is not to count as a slow endpoint, whose notifications are held back.
        graph.turn("patience", 10.0);
        List<Stranger> strangers;
        NotifiedStores stores;
        List<String> unanswered;
        try (LandscapeProcess killed = site.startProcess(settings)) {
            stores = NotifiedStores.open(site, 2);
            int before = notified("DELIVERED", stores.team(0)).size();
            try (Connection unused = site.locked("team")) {
                Stranger first = stores.addStranger(0);
                await("answered and not worked on")
                        .atMost(PATIENCE)
                        .until(() -> notified("DELIVERED", stores.team(0)).size() > before
                                && !site.sql("select pid " + STUCK).isEmpty());
                killed.freeze();
                graph.turn("patience", 0.05);
                strangers = List.of(first, stores.addStranger(1));
                await("sent and not answered")
                        .atMost(PATIENCE)
                        .until(() -> !notified("FAILED", stores.team(1)).isEmpty());
                unanswered = notified("FAILED", stores.team(1));

                killed.kill();

                // Else the database would do what the dead one asked for.
                site.sql("select count(pg_terminate_backend(pid)) " + STUCK);
            }
        }
        graph.turn("patience", 10.0);
        graph.turn("timeScale", 20.0);
        try (LandscapeProcess next = site.startProcess(settings)) {
            await().atMost(PATIENCE).until(() -> {
                next.requireAlive();
                return notified("DELIVERED", stores.team(1)).containsAll(unanswered);
            });
            stores.awaitFound(PATIENCE, strangers);
            stores.awaitToldOnce(Duration.ofSeconds(1), strangers);
        }
    }

    private List<String> notified(String outcome, String team) {
        return graph.notified(outcome).stream()
                .filter(resource -> resource.contains(team))
                .toList();
    }
}
