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

    /** A look: at a busy plan the next one follows soon, at a quiet one after twice the time. */
    Rhythm read(boolean busy, TaskPolicy.Pace pace, Instant now) {
        Duration doubled = interval.multipliedBy(2);
        Duration patient = doubled.compareTo(pace.quiet()) < 0 ? doubled : pace.quiet();
        boolean soon = busy || patient.compareTo(pace.busy()) < 0;
        return new Rhythm(soon ? pace.busy() : patient, now, false);
    }
}
