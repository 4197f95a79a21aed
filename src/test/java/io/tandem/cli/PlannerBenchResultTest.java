package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerBenchResultTest {
    private static final PlannerBenchResult SOON = new PlannerBenchResult(List.of(Duration.ofSeconds(9)), 0, 0, 0);

    @Test
    void isGoodWhenChangesAreSeenSoonAndFewCallsAreThrottled() {
        assertThat(SOON.with(1000, 4).isGood()).isTrue();
        assertThat(SOON.with(1000, 5).isGood()).isFalse();
        assertThat(new PlannerBenchResult(SOON.delays(), 1, 1000, 4).isGood()).isFalse();
    }

    @Test
    void saysNothingOfTheLimitWhenNothingWasThrottled() {
        PlannerBenchResult never = SOON.with(1000, 0);

        assertThat(never.isGood()).isFalse();
        assertThat(never.sentences().getLast()).contains("Planner throttled nothing");
        assertThat(SOON.with(1000, 4).sentences().getLast()).doesNotContain("throttled nothing");
    }
}
