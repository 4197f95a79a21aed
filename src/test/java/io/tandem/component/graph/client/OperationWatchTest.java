package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.component.graph.client.GraphAnswer.Rejected;
import io.tandem.component.graph.client.GraphAnswer.Success;
import io.tandem.component.graph.client.GraphAnswer.Throttled;
import io.tandem.component.graph.client.GraphAnswer.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperationWatchTest {
    private static final Rejected NOT_FOUND = new Rejected(404, "NotFound", "", "");

    private final SettableClock clock = new SettableClock();
    private final Pauses pauses = new Pauses();
    private final Deque<GraphAnswer> answers = new ArrayDeque<>();

    @Test
    void looksUntilTheOperationHasSucceeded() {
        GraphAnswer end = operation("succeeded");
        answers.addAll(List.of(operation("notStarted"), operation("inProgress"), end));

        CompletableFuture<GraphAnswer> watched = watch();

        assertThat(watched).isCompletedWithValue(end);
        assertThat(pauses.taken).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    @Test
    void turnsAFailedOperationIntoARejection() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", "failed");
        body.putObject("error").put("code", "Conflict").put("message", "m");
        answers.add(new Success(200, body, Map.of(), "abc"));

        assertThat(watch()).isCompletedWithValue(new Rejected(200, "Conflict", "m", "abc"));
    }

    @Test
    void waitsForAnOperationThatIsNotThereYet() {
        GraphAnswer end = operation("succeeded");
        answers.addAll(List.of(NOT_FOUND, NOT_FOUND, end));

        assertThat(watch()).isCompletedWithValue(end);
    }

    @Test
    void givesUpOnAnOperationThatNeverAppears() {
        for (int i = 0; i < 10; i++) {
            answers.add(NOT_FOUND);
        }

        assertThat(watch()).isCompletedWithValue(NOT_FOUND);
        assertThat(pauses.total()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
    }

    @Test
    void goesOnThroughThrottlingAndOutagesNoFasterThanAsked() {
        GraphAnswer end = operation("succeeded");
        answers.addAll(List.of(
                new Throttled(Duration.ofSeconds(45), true, ""),
                new Unavailable(true, "status 503", Duration.ofSeconds(5)),
                new Unavailable(true, "no answer", null),
                end));

        assertThat(watch()).isCompletedWithValue(end);
        assertThat(pauses.taken)
                .containsExactly(Duration.ofSeconds(45), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    @Test
    void endsWithUnavailableWhenTheTimeIsOver() {
        for (int i = 0; i < 100; i++) {
            answers.add(operation("inProgress"));
        }

        assertThat(watch())
                .isCompletedWithValueMatching(answer -> answer instanceof Unavailable unavailable
                        && unavailable.mayHaveExecuted()
                        && unavailable.reason().contains("inProgress"));
        assertThat(pauses.total()).isLessThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void returnsAnyOtherRefusal() {
        Rejected forbidden = new Rejected(403, "", "", "");
        answers.add(forbidden);

        assertThat(watch()).isCompletedWithValue(forbidden);
    }

    @Test
    void answersWhenItsThreadIsGone() {
        answers.add(operation("inProgress"));
        pauses.shutdownNow();

        assertThat(watch()).isCompletedWithValueMatching(Unavailable.class::isInstance);
    }

    @Test
    void failsWhenLookingFails() {
        CompletableFuture<GraphAnswer> watched = new OperationWatch(
                        () -> CompletableFuture.failedFuture(new IllegalStateException("broken")),
                        options(),
                        pauses,
                        clock)
                .untilEnd();

        assertThatThrownBy(watched::join).hasMessageContaining("broken");
    }

    private CompletableFuture<GraphAnswer> watch() {
        return new OperationWatch(
                        () -> CompletableFuture.completedFuture(answers.removeFirst()), options(), pauses, clock)
                .untilEnd();
    }

    private static GraphOptions options() {
        return new GraphOptions("v1.0", Duration.ofSeconds(1), 0, 0, Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    private static GraphAnswer operation(String status) {
        return new Success(200, JsonNodeFactory.instance.objectNode().put("status", status), Map.of(), "");
    }

    /** Passes the clock's time instead of waiting. */
    private final class Pauses extends ScheduledThreadPoolExecutor {
        private final List<Duration> taken = new ArrayList<>();

        Pauses() {
            super(0, Executors.defaultThreadFactory());
        }

        @Override
        public @Nullable ScheduledFuture<?> schedule(Runnable next, long delay, TimeUnit unit) {
            if (isShutdown()) {
                return super.schedule(next, delay, unit);
            }
            Duration pause = Duration.of(delay, unit.toChronoUnit());
            taken.add(pause);
            clock.pass(pause);
            next.run();
            return null;
        }

        Duration total() {
            return taken.stream().reduce(Duration.ZERO, Duration::plus);
        }
    }
}
