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
 */
public record Rhythm(Duration interval, @Nullable Instant readAt, boolean unclear) {
    static Rhythm never() {
        return new Rhythm(Duration.ZERO, null, false);
    }

    /** {@return when the tasks are due to be read} */
    public Instant dueAt() {
        return unclear || readAt == null ? Instant.MIN : readAt.plus(interval);
    }

    /** Whether the plan is so busy that it is worth asking first whether anything happened at all. */
    boolean isAskedFirst(TaskPolicy.Pace pace) {
        return !unclear && readAt != null && interval.compareTo(pace.quiet()) < 0;
    }

    boolean isReadSince(Instant time) {
        return !unclear && readAt != null && !readAt.isBefore(time);
    }

    Rhythm doubted() {
        return new Rhythm(interval, readAt, true);
    }

    /** Somebody works with the plan. */
    Rhythm busy(TaskPolicy.Pace pace) {
        return new Rhythm(pace.busy(), readAt, unclear);
    }

    /** The same, but the next look comes after this time at the latest. */
    Rhythm within(Duration longest) {
        return interval.compareTo(longest) > 0 ? new Rhythm(longest, readAt, unclear) : this;
    }

    /** A look: at a busy plan the next one follows soon, at a quiet one after a quarter more time than before. */
    Rhythm read(boolean busy, TaskPolicy.Pace pace, Instant now) {
        Duration longer = interval.multipliedBy(5).dividedBy(4);
        Duration patient = longer.compareTo(pace.quiet()) < 0 ? longer : pace.quiet();
        boolean soon = busy || patient.compareTo(pace.busy()) < 0;
        return new Rhythm(soon ? pace.busy() : patient, now, false);
    }
}
