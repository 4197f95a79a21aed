package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrottleGateTest {
    private final SettableClock clock = new SettableClock();
    private final ThrottleGate gate = new ThrottleGate(clock);

    @Test
    void staysClosedForTheTimeAskedFor() {
        gate.close(task(1), asked(10));

        clock.pass(Duration.ofSeconds(4));

        assertThat(gate.closedFor(task(2))).contains(Duration.ofSeconds(6));
        clock.pass(Duration.ofSeconds(6));
        assertThat(gate.closedFor(task(2))).isEmpty();
    }

    @Test
    void closesForTheOneTeamOnly() {
        gate.close(addTo(1), asked(10));

        assertThat(gate.closedFor(addTo(1))).isPresent();
        assertThat(gate.closedFor(addTo(2))).isEmpty();
    }

    @Test
    void closesForAllTeamsWhenThreeAreClosedAtOnce() {
        gate.close(addTo(1), asked(10));
        gate.close(addTo(2), asked(10));
        assertThat(gate.closedFor(addTo(4))).isEmpty();

        gate.close(addTo(3), asked(7));

        assertThat(gate.closedFor(addTo(4))).contains(Duration.ofSeconds(7));
    }

    @Test
    void takesTeamsClosedOneAfterTheOtherForWhatTheyAre() {
        for (int team = 1; team <= 5; team++) {
            gate.close(addTo(team), asked(10));
            clock.pass(Duration.ofSeconds(10));
        }

        assertThat(gate.closedFor(addTo(6))).isEmpty();
    }

    @Test
    void doublesThePauseWhenGraphNamesNone() {
        assertThat(gate.close(task(1), Optional.empty())).isEqualTo(Duration.ofSeconds(1));
        assertThat(gate.close(task(1), Optional.empty())).isEqualTo(Duration.ofSeconds(2));
        assertThat(gate.close(task(1), Optional.empty())).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 20; i++) {
            gate.close(task(1), Optional.empty());
        }
        assertThat(gate.close(task(1), Optional.empty())).isEqualTo(Duration.ofSeconds(64));
    }

    @Test
    void startsOverWithShortPausesOnceGraphAnswers() {
        gate.close(task(1), Optional.empty());
        gate.close(task(1), Optional.empty());
        clock.pass(Duration.ofSeconds(2));

        gate.answered(task(1));

        assertThat(gate.close(task(1), Optional.empty())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isNotOpenedByTheAnswerToAnEarlierRequest() {
        gate.close(task(1), asked(10));

        gate.answered(task(1));

        assertThat(gate.closedFor(task(1))).isPresent();
    }

    @Test
    void isNotOpenedByAShorterPause() {
        gate.close(task(1), asked(10));

        gate.close(task(1), asked(1));

        assertThat(gate.closedFor(task(1))).contains(Duration.ofSeconds(10));
    }

    private static Bucket task(int number) {
        return Bucket.of("PATCH", "/planner/tasks/task-" + number);
    }

    private static Bucket addTo(int team) {
        return Bucket.of("POST", "/teams/team-" + team + "/members/add");
    }

    private static Optional<Duration> asked(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
