package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong at whichever call to Graph: each store ends with its one team and the right people in it (I1), no
 * team is ever without an owner (I3), and no other store has to wait (I4).
 */
@ExtendWith(Landscape.Provider.class)
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class GraphFaultsIT {
    /** What is new is seen late, a team takes its time, and now and then one is made although Teams denies it. */
    private static final String SLOW = "fast,operationHidden=PT0.2S,operationRuns=PT1S,replicationRate=0.5,"
            + "maxReplication=PT1S,ghostTeamRate=0.3,maxMemberDelay=PT1S,memberPageSize=10";

    /** What is done about teams of closed stores, about deleted ones and in a sweep: {@link StoreLifeIT}. */
    private static final Set<Class<?>> ELSEWHERE = Set.of(
            Step.ReadTeam.class,
            Step.ArchiveTeam.class,
            Step.AwaitArchive.class,
            Step.RestoreGroup.class,
            Step.FindDeleted.class);

    private final BlockingQueue<GraphFaultsRig> rigs = new LinkedBlockingQueue<>();
    private final BlockingQueue<GraphFaultsRig> killableRigs = new LinkedBlockingQueue<>();

    @BeforeAll
    void start(Landscape landscape) {
        for (String name : List.of("faults1", "faults2")) {
            rigs.add(GraphFaultsRig.inThisProcess(landscape.site(name, SLOW)));
        }
        for (String name : List.of("kills1", "kills2")) {
            killableRigs.add(GraphFaultsRig.inAnotherProcess(landscape.site(name, SLOW)));
        }
    }

    @AfterAll
    void end() {
        rigs.forEach(GraphFaultsRig::end);
        killableRigs.forEach(GraphFaultsRig::end);
    }

    /** While a store opens errors come three times, which is once and then again; later they come once. */
    static Stream<Arguments> pointsAndTroubles() {
        return GraphFaultsPoint.all().stream()
                .flatMap(point -> Arrays.stream(GraphFaultsTrouble.values())
                        .filter(trouble -> !trouble.isError()
                                || trouble.times() > 1 == (point.story() == GraphFaultsStory.OPENING))
                        .map(trouble -> Arguments.of(point, trouble)));
    }

    @Test
    void coversEveryKindOfStep() {
        Stream<Class<?>> covered = GraphFaultsPoint.all().stream()
                .map(GraphFaultsPoint::call)
                .map(GraphFaultsCall::step)
                .flatMap(Optional::stream);

        assertThat(Stream.concat(covered, ELSEWHERE.stream()))
                .as("kinds of steps at which something goes wrong")
                .contains(Step.class.getPermittedSubclasses());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pointsAndTroubles")
    @Execution(ExecutionMode.CONCURRENT)
    void endsWithOneOwnedTeamAndTheRightPeople(GraphFaultsPoint point, GraphFaultsTrouble trouble)
            throws InterruptedException {
        var free = trouble == GraphFaultsTrouble.TANDEM_KILLED ? killableRigs : rigs;
        GraphFaultsRig rig = free.take();
        try {
            new GraphFaultsRun(rig, point, trouble).play();
        } finally {
            rig.graph().lift();
            free.add(rig);
        }
    }
}
