package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.TaskFaultsCall.Scene;
import io.tandem.tasks.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
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
 * Whatever goes wrong at whichever call to Planner: the store has one plan and each task once, as both sides want it, and
 * Commerce is told of nothing that Tandem did itself (I7).
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class TaskFaultsIT {
    /** A store in which nothing happens any more is soon left alone, so that what goes wrong goes wrong in another one. */
    private static final Map<String, String> CALM = Map.of("tandem.tasks.quiet", "10m", "tandem.tasks.history", "true");

    private static final Map<String, String> KILLABLE = Map.of(
            "tandem.tasks.quiet", "10m",
            "tandem.tasks.history", "true",
            "tandem.tasks.parallel", "12",
            "tandem.tasks.looks", "12",
            "tandem.graph.request-timeout", "60s",
            "tandem.kafka.session-timeout-ms", "6000");

    private static final List<GraphFaultsTrouble> TROUBLES =
            List.of(GraphFaultsTrouble.EXECUTED_THEN_TIMED_OUT, GraphFaultsTrouble.DROPPED);

    /** Graph refuses for a while, one call in this way and the next in that: to Tandem both are one answer. */
    private static GraphFaultsTrouble refusal(TaskFaultsCall call) {
        return call.ordinal() % 2 == 0 ? GraphFaultsTrouble.THROTTLED : GraphFaultsTrouble.UNAVAILABLE_THRICE;
    }

    @Test
    void coversEveryKindOfStep() {
        Stream<Class<?>> steps = Stream.of(Step.class.getPermittedSubclasses())
                .flatMap(kind -> kind.isInterface() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind))
                .flatMap(kind -> kind.isInterface() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind));
        assertThat(Arrays.stream(TaskFaultsCall.values()).<Class<?>>map(TaskFaultsCall::step))
                .containsAll(steps.toList());
    }

    @Nested
    class First extends Cases {
        First() {
            super(new Lane("taskfaults0", 0, 2));
        }
    }

    @Nested
    class Second extends Cases {
        Second() {
            super(new Lane("taskfaults1", 1, 2));
        }
    }

    @Nested
    @ExtendWith(Landscape.Provider.class)
    class Killed {
        @Test
        void endsWithOnePlanAndEachTaskOnce(Landscape landscape) {
            TaskFaultsRig rig =
                    new TaskFaultsRig(landscape.site("taskfaultskills", "fast"), place -> place.startProcess(KILLABLE));
            try {
                Arrays.stream(TaskFaultsCall.values())
                        .collect(Collectors.partitioningBy(call -> call.scene() != Scene.LIST_STARTED))
                        .values()
                        .forEach(rig::playAndKill);
            } finally {
                rig.end();
            }
        }
    }

    @ExtendWith(Landscape.Provider.class)
    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Cases {
        private final Lane lane;
        private TaskFaultsRig rig;

        Cases(Lane lane) {
            this.lane = lane;
        }

        @BeforeAll
        void start(Landscape landscape) {
            rig = new TaskFaultsRig(landscape.site(lane.name(), "fast"), place -> place.start(CALM));
        }

        @AfterAll
        void end() {
            rig.end();
        }

        Stream<Arguments> callsAndTroubles() {
            return lane.share(Arrays.stream(TaskFaultsCall.values())
                    .flatMap(call -> Stream.concat(TROUBLES.stream(), Stream.of(refusal(call)))
                            .map(trouble -> Arguments.of(call, trouble))));
        }

        @ParameterizedTest(name = "{0} {1}")
        @MethodSource("callsAndTroubles")
        @Execution(ExecutionMode.SAME_THREAD)
        void endsWithOnePlanAndEachTaskOnce(TaskFaultsCall call, GraphFaultsTrouble trouble) {
            try {
                rig.play(call, trouble);
            } finally {
                rig.site().graph().lift();
            }
        }
    }
}
