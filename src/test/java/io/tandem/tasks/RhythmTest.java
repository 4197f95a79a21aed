package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final TaskPolicy.Pace PACE = TaskPolicy.Pace.usual();

    @Test
    void aPlanThatWasNeverReadIsReadAtOnce() {
        assertThat(Rhythm.never().dueAt(PACE)).isBefore(NOW);
        assertThat(Rhythm.never().isListedSince(Instant.MIN)).isFalse();
    }

    @Test
    void aBusyPlanIsReadEvery15Seconds() {
        assertThat(Rhythm.never().read(true, PACE, NOW).read(true, PACE, NOW).dueAt(PACE))
                .isEqualTo(NOW.plusSeconds(15));
    }

    @Test
    void aQuietPlanIsReadLessAndLessButEvery15Minutes() {
        List<Duration> intervals = new ArrayList<>();
        Rhythm rhythm = Rhythm.never();
        for (int look = 0; look < 30; look++) {
            rhythm = rhythm.read(false, PACE, NOW);
            intervals.add(rhythm.interval());
        }

        assertThat(intervals)
                .extracting(Duration::toMillis)
                .startsWith(15_000L, 18_750L, 23_437L)
                .isSorted()
                .endsWith(900_000L, 900_000L);
    }

    /** Whoever changed something a while ago may do so again: a look never comes later than a quarter of that while. */
    @Test
    void aChangeWithinThreeMinutesOfTheLastIsSeenWithinAMinute() {
        Instant time = NOW;
        Rhythm rhythm = Rhythm.never().read(true, PACE, time);
        while (time.isBefore(NOW.plusSeconds(180))) {
            assertThat(rhythm.interval()).isLessThanOrEqualTo(Duration.ofMinutes(1));
            time = rhythm.dueAt(PACE);
            rhythm = rhythm.read(false, PACE, time);
        }
    }

    @Test
    void aWriteMakesAQuietPlanBusy() {
        Rhythm quiet = new Rhythm(PACE.quiet(), NOW, false, NOW);

        assertThat(quiet.busy(PACE).dueAt(PACE)).isEqualTo(NOW.plusSeconds(15));
    }

    @Test
    void aDoubtedPlanIsReadAtOnce() {
        Rhythm doubted = Rhythm.never().read(false, PACE, NOW).doubted();

        assertThat(doubted.dueAt(PACE)).isBefore(NOW);
        assertThat(doubted.isListedSince(NOW)).isFalse();
        assertThat(doubted.busy(PACE).unclear()).isTrue();
        assertThat(doubted.read(false, PACE, NOW).isListedSince(NOW)).isTrue();
        assertThat(doubted.read(false, PACE, NOW).isListedSince(NOW.plusMillis(1)))
                .isFalse();
    }
}
