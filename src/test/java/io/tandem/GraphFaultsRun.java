package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A story in which something goes wrong at one point, from its beginning to the look at what came of it. */
final class GraphFaultsRun {
    private static final int MOST_CALLS = 60;

    private final GraphFaultsRig rig;
    private final GraphFaultsPoint point;
    private final GraphFaultsTrouble trouble;
    private final GraphFaultsCast cast;
    private long begin;

    GraphFaultsRun(GraphFaultsRig rig, GraphFaultsPoint point, GraphFaultsTrouble trouble) {
        this.rig = rig;
        this.point = point;
        this.trouble = trouble;
        this.cast = GraphFaultsCast.of(point.story(), rig.graph());
    }

    void play() {
        begin(rig, List.of(this), trouble.fault());
        disturb();
        check(1);
    }

    /** As many stories as points; each is held up at one of them: the call was executed, but no answer comes. Then the process dies. */
    static void killed(GraphFaultsRig rig, List<GraphFaultsPoint> points) {
        List<GraphFaultsRun> runs = points.stream()
                .map(point -> new GraphFaultsRun(rig, point, GraphFaultsTrouble.EXECUTED_THEN_TIMED_OUT))
                .toList();
        begin(rig, runs, GraphFaultsTrouble.EXECUTED_THEN_TIMED_OUT.fault().put("count", 1));
        rig.awaitHits(runs.size());
        rig.end();
        rig.graph().lift();
        rig.start();
        runs.forEach(run -> run.check(runs.size()));
    }

    private static void begin(GraphFaultsRig rig, List<GraphFaultsRun> runs, ObjectNode fault) {
        rig.site()
                .publish(runs.stream()
                        .flatMap(run -> run.point.story().before(run.cast).stream())
                        .toList());
        runs.stream()
                .filter(run -> !run.point.story().before(run.cast).isEmpty())
                .forEach(run -> rig.awaitSettled(run.cast.store()));
        long begin = rig.graph().lastCall();
        runs.forEach(run -> run.begin = begin);
        // A token is asked for once in the life of a Tandem.
        boolean first = runs.getFirst().point.call() == GraphFaultsCall.TOKEN;
        if (first) {
            rig.end();
        }
        runs.forEach(run -> rig.graph()
                .arm(run.point.call().method(), run.point.call().pathButFor(rig.neighboursTeam()), fault.deepCopy()));
        if (first) {
            rig.start();
        }
        List<LandscapeEvent> news = new ArrayList<>(rig.neighbour().news());
        runs.forEach(run -> news.addAll(run.point.story().news(run.cast)));
        rig.site().publish(news);
    }

    private void check(int stories) {
        rig.awaitInStep(cast.store(), point.story().expected(cast), cast.existingTeam());
        rig.awaitInStep(rig.neighbour().store(), rig.neighbour().expected(), "");
        checkTenant();
        checkCalls(rig.graph().calls(begin), stories);
        assertThat(rig.site().deadLetters()).as("dead letters").isZero();
    }

    /** The trouble goes on until the neighbour is in step. */
    private void disturb() {
        rig.awaitHits(trouble.times());
        if (point.call() != GraphFaultsCall.TOKEN) {
            rig.awaitInStep(rig.neighbour().store(), rig.neighbour().expected(), "");
            assertThat(rig.site().state(cast.store()))
                    .as("the store in trouble while its neighbour is in step")
                    .isNotEqualTo("inSync");
        }
        rig.graph().lift();
    }

    private void checkTenant() {
        LandscapeTenant tenant = rig.graph().tenant();
        List<String> made = tenant.groups(cast.store());
        assertThat(made)
                .as("groups made for the store")
                .hasSize(cast.existingTeam().isEmpty() ? 1 : 0);
        String team = made.isEmpty() ? cast.existingTeam() : made.getFirst();
        assertThat(tenant.fewestOwners(team)).as("fewest owners ever").isPositive();
        assertThat(tenant.fewestOwners(rig.neighboursTeam())).isPositive();
        assertThat(tenant.sharedNames()).as("names that two groups had").isEmpty();
    }

    private void checkCalls(List<LandscapeGraph.Call> calls, int stories) {
        assertThat(calls)
                .as("calls in all")
                .hasSizeLessThanOrEqualTo(MOST_CALLS * stories)
                .as("calls that the points do not cover")
                .allMatch(call -> Arrays.stream(GraphFaultsCall.values()).anyMatch(kind -> kind.is(call)))
                .as("calls that Graph refused")
                .noneMatch(this::isUncalledFor);
        calls.stream()
                .filter(call -> call.fault() != null && trouble.retryAfter() > 0)
                .forEach(throttled -> checkPause(throttled, calls));
    }

    /** Nothing is refused but a look for what is not there, and a request for a team too early or once more. */
    private boolean isUncalledFor(LandscapeGraph.Call call) {
        Set<Integer> usual = Arrays.stream(GraphFaultsCall.values())
                .filter(kind -> kind.is(call))
                .findFirst()
                .map(kind -> switch (kind) {
                    case FIND_GROUP, AWAIT_TEAM -> Set.of(404);
                    case CREATE_TEAM -> Set.of(404, 409);
                    default -> Set.<Integer>of();
                })
                .orElseThrow();
        return call.fault() == null && call.status() >= 400 && !usual.contains(call.status());
    }

    private void checkPause(LandscapeGraph.Call throttled, List<LandscapeGraph.Call> calls) {
        Duration pause = Duration.ofMillis((long) (trouble.retryAfter() * 1000));
        assertThat(calls)
                .as("calls while throttled")
                .filteredOn(point.call()::is)
                .filteredOn(call -> call.seq() > throttled.seq())
                .filteredOn(call -> call.fault() != null || call.path().equals(throttled.path()))
                .allMatch(call -> !call.time().isBefore(throttled.time().plus(pause)));
    }
}
