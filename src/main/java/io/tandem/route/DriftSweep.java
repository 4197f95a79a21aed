package io.tandem.route;

import io.tandem.model.Duties;
import io.tandem.teams.Sweep;
import io.tandem.teams.Sweeps;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of route {@code drift-sweep}: orders the nightly sweep when its time has come, and goes on with one that was
 * ordered, a few teams at a time. Only one instance does; where it ends another goes on. What there is to do about a team is
 * found out by work on its store, as ever.
 */
public final class DriftSweep {
    private static final Logger LOG = LoggerFactory.getLogger(DriftSweep.class);
    private static final String DUTY = "drift-sweep";
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Seconds of work that may lie before the others: whoever is behind is not driven any further. */
    private static final int MOST_BEHIND = 5;

    private final Sweeps sweeps;
    private final Duties duties;
    private final Settings settings;
    private final Runnable wake;
    private final Clock clock;
    private final Instant started;
    private Instant nextLook = Instant.MIN;
    private @Nullable Run run;

    /**
     * When to sweep, and how fast.
     *
     * @param enabled whether anything is written to Graph; nobody works on teams otherwise
     * @param nightly when a sweep is ordered, in UTC, null = never
     * @param perSecond teams a second that Graph lets be read
     */
    public record Settings(boolean enabled, @Nullable CronExpression nightly, int perSecond) {
        /**
         * Reads a cron expression of Quartz.
         *
         * @throws IllegalArgumentException when it is none
         */
        public static CronExpression nightly(String text) {
            try {
                CronExpression cron = new CronExpression(text);
                cron.setTimeZone(TimeZone.getTimeZone("UTC"));
                return cron;
            } catch (ParseException wrong) {
                throw new IllegalArgumentException(wrong.getMessage(), wrong);
            }
        }
    }

    /** A sweep on which this instance is, and how many teams it began to read. */
    private record Run(Sweep sweep, SweepPace pace, long begun) {}

    /** Binds the step to what it works on. */
    public DriftSweep(Sweeps sweeps, Duties duties, Settings settings, Runnable wake, Clock clock) {
        this.sweeps = sweeps;
        this.duties = duties;
        this.settings = settings;
        this.wake = wake;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Does what is to be done by now; costs nothing for a second when that is nothing. */
    public synchronized void sweep() {
        Instant now = clock.instant();
        if (settings.enabled() && !now.isBefore(nextLook)) {
            Optional<Sweep> due = sweeps.latest()
                    .filter(latest -> latest.finishedAt() == null)
                    .or(() -> nightly(now));
            if (due.isPresent() && duties.take(DUTY, HOLD)) {
                goOn(due.get(), now);
            } else {
                run = null;
                nextLook = now.plus(IDLE);
            }
        }
    }

    /** A night that passed while no instance ran is made up for, but not one before the first. */
    private Optional<Sweep> nightly(Instant now) {
        if (settings.nightly() == null) {
            return Optional.empty();
        }
        Instant last = sweeps.latest().map(Sweep::orderedAt).orElse(started);
        Date next = settings.nightly().getNextValidTimeAfter(Date.from(last));
        return next == null || next.toInstant().isAfter(now)
                ? Optional.empty()
                : Optional.of(sweeps.order("schedule", now));
    }

    private void goOn(Sweep sweep, Instant now) {
        Run before = run == null || run.sweep().number() != sweep.number()
                ? new Run(sweep, new SweepPace(settings.perSecond(), now), 0)
                : run;
        Sweep.Progress progress = sweeps.progress(sweep);
        long most = Math.min(
                before.pace().allowed(now) - before.begun(),
                (long) settings.perSecond() * MOST_BEHIND - progress.underWay());
        int begun = most > 0 ? sweeps.goOn(sweep, (int) most, now) : 0;
        run = new Run(sweep, before.pace(), before.begun() + begun);
        if (begun > 0) {
            wake.run();
        } else if (most > 0 && progress.underWay() <= 0) {
            finish(sweep, progress, now);
        }
    }

    private void finish(Sweep sweep, Sweep.Progress progress, Instant now) {
        sweeps.finish(sweep, now);
        duties.lay(DUTY);
        run = null;
        LOG.info(
                "Swept all teams sweep={} read={} failed={} skipped={} drifted={} seconds={}",
                sweep.number(),
                progress.read(),
                progress.failed(),
                progress.skipped(),
                progress.drifted(),
                Duration.between(sweep.orderedAt(), now).toSeconds());
    }
}
