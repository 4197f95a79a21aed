package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollBudgetTest {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** A service that hides how many calls it stands within ten seconds. */
    private static final class Hidden {
        private final Deque<Instant> taken = new ArrayDeque<>();
        private final ToDoubleFunction<Instant> limit;
        private PollBudget budget = PollBudget.untried(START);
        private int calls;
        private int throttled;

        Hidden(ToDoubleFunction<Instant> limit) {
            this.limit = limit;
        }

        Instant run(Instant from, Duration time) {
            calls = 0;
            throttled = 0;
            Instant now = from;
            while (now.isBefore(from.plus(time))) {
                now = budget.allows(now) ? now : budget.freeAt();
                budget = budget.spent(now);
                call(now);
            }
            return now;
        }

        private void call(Instant now) {
            calls++;
            while (!taken.isEmpty() && taken.peek().isBefore(now.minusSeconds(10))) {
                taken.poll();
            }
            if (taken.size() >= 10 * limit.applyAsDouble(now)) {
                throttled++;
                budget = budget.afterThrottled(RETRY_AFTER, now);
            } else {
                taken.add(now);
                budget = budget.afterSuccess();
            }
        }

        double share() {
            return (double) throttled / calls;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2, 20, 80})
    void aHiddenLimitIsFoundAndUsedWithFewRefusals(double limit) {
        Hidden service = new Hidden(now -> limit);
        Instant found = service.run(START, Duration.ofHours(2));

        service.run(found, Duration.ofHours(4));

        assertThat(service.share()).isLessThan(0.005);
        assertThat((double) service.calls / (4 * 3600)).isGreaterThan(limit * 0.5);
    }

    @Test
    void aLimitThatChangesIsFoundAgain() {
        Instant first = START.plus(Duration.ofHours(2));
        Instant second = first.plus(Duration.ofHours(4));
        Hidden service = new Hidden(now -> now.isBefore(first) ? 20 : now.isBefore(second) ? 4 : 30);
        Instant now = service.run(START, Duration.ofHours(2));

        now = service.run(now, Duration.ofHours(4));
        assertThat(service.share()).as("when it fell").isLessThan(0.005);
        service.run(now, Duration.ofHours(4));
        assertThat(service.share()).as("when it rose").isLessThan(0.005);
        assertThat(service.budget.rate()).isGreaterThan(15);
    }

    @Test
    void refusalsOfOneWaveCountOnce() {
        PollBudget once = PollBudget.untried(START).afterThrottled(RETRY_AFTER, START);

        PollBudget twice = once.afterThrottled(RETRY_AFTER, START.plusSeconds(1));

        assertThat(twice.rate()).isEqualTo(once.rate());
        assertThat(twice.ceiling()).isEqualTo(10);
        assertThat(twice.freeAt()).isEqualTo(START.plusSeconds(11));
        assertThat(twice.allows(START.plusSeconds(10))).isFalse();
        assertThat(twice.allows(START.plusSeconds(11))).isTrue();
    }

    @Test
    void aRateThatWasAllowedAndHardlyUsedIsNoneThatPlannerRefused() {
        PollBudget budget = PollBudget.untried(START);
        for (int i = 0; i < 200; i++) {
            budget = budget.afterSuccess();
        }
        for (int i = 0; i < 300; i++) {
            budget = budget.spent(START.plusMillis(50 * i));
        }

        PollBudget throttled = budget.afterThrottled(Duration.ofSeconds(1), START.plusSeconds(15));

        assertThat(budget.rate()).isGreaterThan(100);
        assertThat(throttled.rate()).isEqualTo(13);
        assertThat(throttled.ceiling()).isEqualTo(20);
    }

    @Test
    void anOutageOfTenMinutesCostsOneStep() {
        PollBudget budget = PollBudget.untried(START);
        for (int seconds = 0; seconds < 600; seconds += 11) {
            budget = budget.spent(START.plusSeconds(seconds)).afterThrottled(RETRY_AFTER, START.plusSeconds(seconds));
        }

        assertThat(budget.rate()).isEqualTo(6.5);
        assertThat(budget.afterSuccess()
                        .afterThrottled(RETRY_AFTER, START.plusSeconds(700))
                        .rate())
                .isLessThan(5);
    }

    @Test
    void theRateStaysWithinReason() {
        PollBudget slow = PollBudget.untried(START);
        PollBudget fast = PollBudget.untried(START);
        for (int times = 0; times < 1_000; times++) {
            slow = slow.afterSuccess().afterThrottled(RETRY_AFTER, START.plusSeconds(20L * times));
            fast = fast.afterSuccess();
        }

        assertThat(slow.rate()).isEqualTo(0.02);
        assertThat(fast.rate()).isEqualTo(500);
    }
}
