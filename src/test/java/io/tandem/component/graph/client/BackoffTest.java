package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final SettableClock clock = new SettableClock();
    private final ThrottleGate gate = new ThrottleGate(clock);

    @Test
    void closesTheOneTaskForTwiceAsLongEachTime() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
            assertThat(gate.trouble(task(1), clock.instant())).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(gate.closedFor(task(1))).contains(Duration.ofSeconds(seconds));
            clock.pass(Duration.ofSeconds(seconds));
        }

        assertThat(gate.closedFor(task(2))).isEmpty();
    }

    @Test
    void takesAnswersToWhatWasSentBeforeThePauseForTheSameTrouble() {
        var sent = clock.instant();
        clock.pass(Duration.ofMillis(100));
        gate.trouble(adding(), sent);

        Duration second = gate.trouble(adding(), sent);

        assertThat(second).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void startsOverAfterAGoodAnswer() {
        gate.trouble(task(1), clock.instant());
        gate.trouble(task(1), clock.instant());

        gate.answered(task(1));

        assertThat(gate.closedFor(task(1))).isEmpty();
        assertThat(gate.trouble(task(1), clock.instant())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void closesAllTeamsWhenThreeAreInTroubleAndNoneIsWell() {
        gate.trouble(team(1), clock.instant());
        gate.trouble(team(2), clock.instant());
        assertThat(gate.closedFor(team(4))).isEmpty();

        gate.trouble(team(3), clock.instant());

        assertThat(gate.closedFor(team(4))).contains(Duration.ofSeconds(1));
    }

    @Test
    void closesAllForLongerWhileNoneIsWell() {
        for (int number = 1; number <= 3; number++) {
            gate.trouble(team(number), clock.instant());
        }
        clock.pass(Duration.ofSeconds(1));

        Duration told = gate.trouble(team(4), clock.instant());

        assertThat(told).isEqualTo(Duration.ofSeconds(2));
        assertThat(gate.closedFor(team(5))).contains(Duration.ofSeconds(2));
    }

    @Test
    void opensAllWithTheFirstGoodAnswerButForThoseInTrouble() {
        for (int number = 1; number <= 3; number++) {
            gate.trouble(team(number), clock.instant());
        }

        gate.answered(team(4));

        assertThat(gate.closedFor(team(5))).isEmpty();
        assertThat(gate.closedFor(team(1))).isPresent();
    }

    @Test
    void doesNotBlameAllForAFewThatAlwaysFailAmongMany() {
        for (int round = 0; round < 20; round++) {
            gate.trouble(team(round % 4), clock.instant());
            assertThat(gate.closedFor(team(5))).isEmpty();
            gate.answered(team(99));
            clock.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void forgetsTroubleOfLongAgo() {
        gate.trouble(team(1), clock.instant());
        gate.trouble(team(2), clock.instant());
        clock.pass(Duration.ofMinutes(6));

        gate.trouble(team(3), clock.instant());

        assertThat(gate.closedFor(team(4))).isEmpty();
    }

    private static Bucket task(int number) {
        return Bucket.of("PATCH", "/planner/tasks/task-" + number);
    }

    private static Bucket team(int number) {
        return Bucket.of("PATCH", "/teams/team-" + number);
    }

    private static Bucket adding() {
        return Bucket.of("POST", "/groups");
    }
}
