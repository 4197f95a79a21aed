package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two Tandems on one Kafka and one PostgreSQL. */
@ExtendWith(Landscape.Provider.class)
@BesideOthers
@Order(2)
class TwoInstancesIT {
    private static final int STORES = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** As long as an instance may keep a store that it works on after it was killed. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final LandscapeSite site;

    TwoInstancesIT(Landscape landscape) {
        this.site = landscape.site("two" + GraphFaultsCast.nextStore(), "fast,maxLatency=PT0.2S");
    }

    @Test
    void shareTheStoresAndDoNothingTwice() {
        List<String> stores =
                Stream.generate(GraphFaultsCast::nextStore).limit(STORES).toList();
        Map<String, String> patient = Map.of("tandem.graph.request-timeout", "20s", "tandem.work.lease", "20s");
        try (Tandem one = site.start(patient);
                Tandem other = site.start(patient)) {

            site.publish(stores.stream()
                    .map(TwoInstancesIT::opening)
                    .flatMap(Collection::stream)
                    .toList());

            await().atMost(PATIENCE).until(() -> stores.stream().allMatch(this::isInSync));
            assertThat(List.of(stepsOf(one), stepsOf(other)))
                    .as("calls of each instance")
                    .allMatch(calls -> calls > 0);
        }
        List<LandscapeGraph.Call> calls = site.graph().calls(0);
        assertThat(calls)
                .filteredOn(call -> Set.of("PATCH", "GET").contains(call.method()))
                .filteredOn(call -> !GraphFaultsCall.AWAIT_TEAM.is(call))
                // Lookups are one at a time in an instance, not between instances; what they find is the same.
                .filteredOn(call -> !GraphFaultsCall.PEOPLE_BY_ID.is(call))
                .extracting(call -> call.method() + " " + call.path())
                .doesNotHaveDuplicates();
        assertThat(calls).filteredOn(GraphFaultsCall.CREATE_TEAM::is).hasSize(STORES);
    }

    @Test
    void shareTheTasksAndMakeNoneTwice() {
        List<String> stores =
                Stream.generate(GraphFaultsCast::nextStore).limit(STORES).toList();
        List<Map<String, Object>> tasks = List.of(
                Map.of("key", "safe", "title", "Open the safe"), Map.of("key", "till", "title", "Count the till"));
        Map<String, String> patient = Map.of("tandem.graph.request-timeout", "20s", "tandem.work.lease", "20s");
        try (Tandem one = site.start(patient);
                Tandem other = site.start(patient)) {

            site.publish(stores.stream()
                    .flatMap(store -> Stream.concat(
                            opening(store).stream(),
                            Stream.of(LandscapeEvent.listStarted("list-" + store, "Opening", store, tasks))))
                    .toList());

            await().atMost(PATIENCE).until(() -> site.tasks().counts().getOrDefault("inSync", 0L) == STORES);
            assertThat(List.of(stepsOf(one), stepsOf(other))).allMatch(calls -> calls > 0);
        }
        assertThat(made("/planner/plans")).as("plans").isEqualTo(STORES);
        assertThat(made("/planner/tasks")).as("tasks").isEqualTo((long) STORES * tasks.size());
    }

    private long made(String path) {
        return site.graph().calls(0).stream()
                .filter(call -> call.method().equals("POST") && call.path().endsWith(path))
                .count();
    }

    /** The team is made, and whoever asked for it does not hear of it. */
    private void armLostAnswer() {
        site.graph()
                .arm(
                        GraphFaultsCall.CREATE_TEAM.method(),
                        GraphFaultsCall.CREATE_TEAM.pathButFor("no team"),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("kind", "executeThenTimeout")
                                .put("count", 1));
    }

    private void begin(LandscapeProcess first, GraphFaultsCast cast) {
        site.publish(GraphFaultsStory.HAND_OVER.before(cast));
        await().atMost(PATIENCE).until(() -> {
            first.requireAlive();
            return site.graph().hits() == 1;
        });
    }

    @Test
    void oneTakesOverWhatTheOtherWasDoingWhenItWasKilled() {
        GraphFaultsCast cast = GraphFaultsCast.of(GraphFaultsStory.HAND_OVER, site.graph());
        armLostAnswer();
        try (LandscapeProcess first = site.startProcess(Map.of("tandem.graph.request-timeout", "60s"))) {
            begin(first, cast);
            try (Tandem second = site.start()) {
                await("the lease is kept while the first lives")
                        .during(LEASE.multipliedBy(2))
                        .atMost(LEASE.multipliedBy(3))
                        .until(() -> stepsOf(second) == 0);

                first.kill();

                await().atMost(LEASE.multipliedBy(3)).until(() -> stepsOf(second) > 0);
                site.publish(GraphFaultsStory.HAND_OVER.news(cast));
                await("what the first was reading is read")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> {
                            LandscapeTenant tenant = site.graph().tenant();
                            assertThat(tenant.groups(cast.store()).stream().flatMap(id -> tenant.teams(id).stream()))
                                    .containsExactly(GraphFaultsStory.HAND_OVER.expected(cast));
                        });
            }
        }
    }

    @Test
    void nothingIsDoneTwiceButForCallsThatWereUnderWayWhenOneWasKilled() {
        List<String> stores =
                Stream.generate(GraphFaultsCast::nextStore).limit(STORES).toList();
        Map<String, String> slow = Map.of("tandem.work.parallel", "2");
        Instant killed;
        try (LandscapeProcess first = site.startProcess(slow)) {
            site.publish(stores.stream()
                    .map(TwoInstancesIT::opening)
                    .flatMap(Collection::stream)
                    .toList());
            await().atMost(PATIENCE).until(() -> {
                first.requireAlive();
                return site.graph().calls(0).stream().anyMatch(GraphFaultsCall.CREATE_TEAM::is);
            });
            try (Tandem second = site.start(slow)) {
                await().atMost(PATIENCE).until(() -> stepsOf(second) > 0);
                assertThat(stores).as("there is something left to do").anyMatch(store -> !isInSync(store));

                killed = Instant.now();
                first.kill();

                await().atMost(PATIENCE).until(() -> stores.stream().allMatch(this::isInSync));
            }
        }
        Map<String, List<LandscapeGraph.Call>> writes = site.graph().calls(0).stream()
                .filter(call -> !call.method().equals("GET") && !GraphFaultsCall.TOKEN.is(call))
                .filter(call -> !GraphFaultsCall.CREATE_TEAM.is(call))
                .collect(Collectors.groupingBy(call -> call.method() + " " + call.path()));
        assertThat(writes).hasSizeGreaterThanOrEqualTo(STORES);
        assertThat(writes.values())
                .allSatisfy(same -> assertThat(same.size() - 1L).isLessThanOrEqualTo(underWay(same, killed)));
        List<LandscapeGraph.Call> teams = site.graph().calls(0).stream()
                .filter(GraphFaultsCall.CREATE_TEAM::is)
                .toList();
        assertThat(teams).filteredOn(call -> call.status() == 202).hasSize(STORES);
        assertThat((long) teams.size()).isLessThanOrEqualTo(STORES + underWay(teams, killed));
        LandscapeTenant tenant = site.graph().tenant();
        assertThat(stores)
                .allSatisfy(store -> assertThat(tenant.groups(store))
                        .singleElement()
                        .satisfies(group -> assertThat(tenant.teams(group)).hasSize(1)));
    }

    /** {@return how many of these calls may have had no answer yet when it was killed; none takes longer than a second} */
    private static long underWay(List<LandscapeGraph.Call> calls, Instant killed) {
        return calls.stream()
                .filter(call -> call.time().isAfter(killed.minusSeconds(1))
                        && call.time().isBefore(killed.plusSeconds(1)))
                .count();
    }

    @Test
    void oneGoesOnAtOnceWithWhatTheOtherDidNotFinishWhenItWasToldToEnd() {
        GraphFaultsCast cast = GraphFaultsCast.of(GraphFaultsStory.HAND_OVER, site.graph());
        armLostAnswer();
        Map<String, String> patient = Map.of("tandem.graph.request-timeout", "5m", "tandem.work.lease", "5m");
        try (LandscapeProcess first = site.startProcess(patient)) {
            begin(first, cast);
            try (Tandem second = site.start(patient)) {
                first.process().destroy();

                await("the lease of five minutes is given back")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> stepsOf(second) > 0);
                await().atMost(PATIENCE).until(() -> site.state(cast.store()).equals("inSync"));
                await("the first ends")
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> !first.process().isAlive());
            }
        }
    }

    private static List<LandscapeEvent> opening(String store) {
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        return new ArrayList<>(List.of(
                LandscapeEvent.opened(store, "Store " + store),
                LandscapeEvent.hired(manager),
                LandscapeEvent.assigned(manager, store, "manager")));
    }

    private boolean isInSync(String store) {
        return site.state(store).equals("inSync");
    }

    private static double stepsOf(Tandem tandem) {
        return tandem.meters().find("tandem.graph.calls").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }
}
