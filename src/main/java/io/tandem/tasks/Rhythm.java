package io.tandem.tasks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often the tasks of a plan are read: Planner tells nobody that something changed (graph-contract trap 1).
 *
 * @param interval from the last look to the next
 * @param readAt when they were last read, null = never
 * @param unclear whether they are read at once
 * @param listedAt when all of them were last listed, null = never; earlier than they were read when it was only asked whether
 *     anything had happened
 */
public record Rhythm(
        Duration interval,
        @Nullable Instant readAt,
        boolean unclear,
        @Nullable Instant listedAt) {
    static Rhythm never() {
        return new Rhythm(Duration.ZERO, null, false, null);
    }

    /** {@return when the tasks are due to be read} */
    public Instant dueAt(TaskPolicy.Pace pace) {
        if (unclear || readAt == null || listedAt == null) {
            return Instant.MIN;
        }
        Instant list = listedAt.plus(pace.quiet());
        Instant look = readAt.plus(interval);
        return look.isBefore(list) ? look : list;
    }

    /** Whether it is worth asking first whether anything happened at all; who answers may have missed something. */
    boolean isAskedFirst(TaskPolicy.Pace pace, Instant now) {
        return !unclear && listedAt != null && now.isBefore(listedAt.plus(pace.quiet()));
    }

    boolean isListedSince(Instant time) {
        return !unclear && listedAt != null && !listedAt.isBefore(time);
    }

    Rhythm doubted() {
        return new Rhythm(interval, readAt, true, listedAt);
    }

    /** Somebody works with the plan. */
    Rhythm busy(TaskPolicy.Pace pace) {
        return new Rhythm(pace.busy(), readAt, unclear, listedAt);
    }

    /** The same, but the next look comes after this time at the latest. */
    Rhythm within(Duration longest) {
        return interval.compareTo(longest) > 0 ? new Rhythm(longest, readAt, unclear, listedAt) : this;
    }

    /** A look: at a busy plan the next one follows soon, at a quiet one after a quarter more time than before. */
    Rhythm read(boolean busy, TaskPolicy.Pace pace, Instant now) {
        return new Rhythm(next(busy, pace), now, false, now);
    }

    /** Nothing happened, as far as Planner says. */
    Rhythm asked(TaskPolicy.Pace pace, Instant now) {
        return new Rhythm(next(false, pace), now, false, listedAt);
    }

    private Duration next(boolean busy, TaskPolicy.Pace pace) {
        Duration longer = interval.multipliedBy(5).dividedBy(4);
        Duration patient = longer.compareTo(pace.quiet()) < 0 ? longer : pace.quiet();
        boolean soon = busy || patient.compareTo(pace.busy()) < 0;
        return soon ? pace.busy() : patient;
    }
}
