package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Duties;
import io.tandem.teams.Sweep;
import io.tandem.teams.Sweeps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

class DriftSweepTest {
    private static final Instant EVENING = Instant.parse("2026-03-10T18:00:00Z");
    private static final CronExpression AT_TWO = DriftSweep.Settings.nightly("0 0 2 * * ?");
    private static final Duration TICK = Duration.ofMillis(250);

    private final Teams teams = new Teams();
    private final TurnedClock clock = new TurnedClock();
    private boolean onDuty = true;

    private DriftSweep sweep(@Nullable CronExpression nightly) {
        return new DriftSweep(
                teams,
                new Duties() {
                    @Override
                    public boolean take(String duty, Duration hold) {
                        return onDuty;
                    }

                    @Override
                    public void lay(String duty) {}
                },
                new DriftSweep.Settings(true, nightly, 30),
                () -> {},
                clock);
    }

    private void runFor(DriftSweep sweep, Duration time) {
        Instant end = clock.now.plus(time);
        while (clock.now.isBefore(end)) {
            sweep.sweep();
            clock.now = clock.now.plus(TICK);
        }
    }

    @Test
    void readsAllTeamsNearlyAsFastAsGraphAllows() {
        teams.left = 1000;
        teams.order("somebody", EVENING);
        DriftSweep sweep = sweep(null);

        runFor(sweep, Duration.ofMinutes(1));

        assertThat(teams.left).isZero();
        assertThat(teams.finished).isNotNull();
        assertThat(Duration.between(EVENING, teams.finished)).isBetween(Duration.ofSeconds(34), Duration.ofSeconds(40));
    }

    @Test
    void neverReadsMoreInASecondThanGraphAllows() {
        teams.left = 1000;
        teams.order("somebody", EVENING);

        runFor(sweep(null), Duration.ofMinutes(1));

        for (Instant from = EVENING; from.isBefore(clock.now); from = from.plus(TICK)) {
            Instant begin = from;
            assertThat(teams.begun.stream()
                            .filter(at -> !at.isBefore(begin) && at.isBefore(begin.plusSeconds(1)))
                            .count())
                    .isLessThanOrEqualTo(30);
        }
    }

    @Test
    void slowsDownToWhatMayBeKeptUp() {
        SweepPace pace = new SweepPace(30, EVENING);

        assertThat(pace.allowed(EVENING.plusSeconds(1060)) - pace.allowed(EVENING.plusSeconds(60)))
                .isBetween(24_800L, 25_000L);
        assertThat(pace.allowed(EVENING.minusSeconds(1))).isEqualTo(1);
    }

    @Test
    void ordersASweepAtNightAndNotBefore() {
        DriftSweep sweep = sweep(AT_TWO);

        runFor(sweep, Duration.ofMinutes(1));
        assertThat(teams.sweep).isNull();

        clock.now = Instant.parse("2026-03-11T02:00:01Z");
        runFor(sweep, Duration.ofSeconds(2));
        assertThat(teams.sweep).isNotNull();
        assertThat(teams.orders).isEqualTo(1);
        runFor(sweep, Duration.ofMinutes(1));
        assertThat(teams.orders).isEqualTo(1);
    }

    @Test
    void makesUpForANightInWhichNobodyRan() {
        teams.sweep = new Sweep(1, "schedule", EVENING.minus(Duration.ofDays(3)), EVENING.minus(Duration.ofDays(3)), 0);

        runFor(sweep(AT_TWO), Duration.ofSeconds(2));

        assertThat(teams.orders).isEqualTo(1);
    }

    @Test
    void leavesASweepToTheInstanceThatIsOnItAndGoesOnWhenThatIsGone() {
        teams.left = 10;
        teams.order("somebody", EVENING);
        onDuty = false;
        DriftSweep sweep = sweep(null);

        runFor(sweep, Duration.ofSeconds(5));
        assertThat(teams.left).isEqualTo(10);

        onDuty = true;
        runFor(sweep, Duration.ofSeconds(5));
        assertThat(teams.left).isZero();
        assertThat(teams.finished).isNotNull();
    }

    @Test
    void waitsForThoseWhoAreBehind() {
        teams.left = 1000;
        teams.stuck = true;
        teams.order("somebody", EVENING);

        runFor(sweep(null), Duration.ofMinutes(1));

        assertThat(teams.begun).hasSizeLessThanOrEqualTo(150);
        assertThat(teams.finished).isNull();
    }

    @Test
    void doesNothingWhereNothingIsWrittenToGraph() {
        teams.left = 10;
        teams.order("somebody", EVENING);
        DriftSweep off = new DriftSweep(
                teams,
                new Duties() {
                    @Override
                    public boolean take(String duty, Duration hold) {
                        return true;
                    }

                    @Override
                    public void lay(String duty) {}
                },
                new DriftSweep.Settings(false, AT_TWO, 30),
                () -> {},
                clock);

        runFor(off, Duration.ofSeconds(5));

        assertThat(teams.left).isEqualTo(10);
    }

    /** Teams that are read as soon as they are in doubt, or never. */
    private static final class Teams implements Sweeps {
        private final List<Instant> begun = new ArrayList<>();
        private int left;
        private int orders;
        private boolean stuck;
        private @Nullable Sweep sweep;
        private @Nullable Instant finished;

        @Override
        public Sweep order(String by, Instant now) {
            orders++;
            Sweep ordered = new Sweep(orders, by, now, null, left);
            sweep = ordered;
            return ordered;
        }

        @Override
        public Optional<Sweep> latest() {
            return Optional.ofNullable(sweep);
        }

        @Override
        public int goOn(Sweep which, int most, Instant now) {
            int some = Math.min(left, most);
            left -= some;
            for (int i = 0; i < some; i++) {
                begun.add(now);
            }
            return some;
        }

        @Override
        public Sweep.Progress progress(Sweep which) {
            return new Sweep.Progress(begun.size(), stuck ? 0 : begun.size(), 0, 0, 0);
        }

        @Override
        public void finish(Sweep which, Instant now) {
            finished = now;
            sweep = new Sweep(which.number(), which.orderedBy(), which.orderedAt(), now, which.teams());
        }
    }

    private static final class TurnedClock extends Clock {
        private Instant now = EVENING;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
