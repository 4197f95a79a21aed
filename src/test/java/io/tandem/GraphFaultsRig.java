package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A site with a Tandem that can be ended and started again, and the neighbour's store, which is in step. */
final class GraphFaultsRig {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A killed Tandem must not do anything between the call and the kill; nor must Kafka wait for it for long. */
    private static final Map<String, String> PATIENT =
            Map.of("tandem.graph.request-timeout", "60s", "tandem.kafka.session-timeout-ms", "6000");

    private final LandscapeSite site;
    private final Function<LandscapeSite, AutoCloseable> starter;
    private final GraphFaultsNeighbour neighbour = new GraphFaultsNeighbour();
    private final String neighboursTeam;
    private AutoCloseable tandem;

    private GraphFaultsRig(LandscapeSite site, Function<LandscapeSite, AutoCloseable> starter) {
        this.site = site;
        this.starter = starter;
        this.tandem = starter.apply(site);
        site.publish(neighbour.opening());
        awaitInStep(neighbour.store(), neighbour.expected(), "");
        this.neighboursTeam = site.graph().tenant().groups(neighbour.store()).getFirst();
    }

    /** Tandem runs in this process, and ends in good order. */
    static GraphFaultsRig inThisProcess(LandscapeSite site) {
        return new GraphFaultsRig(site, LandscapeSite::start);
    }

    /** Tandem runs in a process of its own, and ends as {@code kill -9} does it. */
    static GraphFaultsRig inAnotherProcess(LandscapeSite site) {
        return new GraphFaultsRig(site, place -> place.startProcess(PATIENT));
    }

    LandscapeSite site() {
        return site;
    }

    LandscapeGraph graph() {
        return site.graph();
    }

    GraphFaultsNeighbour neighbour() {
        return neighbour;
    }

    String neighboursTeam() {
        return neighboursTeam;
    }

    void start() {
        tandem = starter.apply(site);
    }

    void end() {
        try {
            tandem.close();
        } catch (Exception trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    /** Waits until a store is settled, whatever its team is then. */
    void awaitSettled(String store) {
        await(store + " is settled").atMost(PATIENCE).until(() -> isSettled(store));
    }

    /** Waits until a store has exactly the team it should have; the team may be one that exists already. */
    void awaitInStep(String store, LandscapeTenant.Team expected, String existingTeam) {
        await(store + " is in step").atMost(PATIENCE).untilAsserted(() -> {
            requireAlive();
            assertThat(site.state(store)).isEqualTo("inSync");
            LandscapeTenant tenant = graph().tenant();
            List<String> groups = existingTeam.isEmpty() ? tenant.groups(store) : List.of(existingTeam);
            assertThat(groups.stream().flatMap(group -> tenant.teams(group).stream()))
                    .containsExactly(expected);
        });
    }

    void awaitHits(int times) {
        await(times + " hits").atMost(PATIENCE).until(() -> {
            requireAlive();
            return graph().hits() >= times;
        });
    }

    boolean isSettled(String store) {
        return site.state(store).equals("inSync");
    }

    private void requireAlive() {
        if (tandem instanceof LandscapeProcess process) {
            process.requireAlive();
        }
    }
}
