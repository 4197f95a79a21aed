package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that Planner refused, and how it is tried again: by itself, so that it holds up nothing else.
 *
 * @param value Planner's value that was refused; another one has not been refused yet
 * @param code Graph's error code
 * @param withStart whether the start of the task is moved along with its due date, before which it must not be (graph-contract 8.1)
 * @param until when to try again
 */
public record Trial(String value, String code, boolean withStart, Instant until) {
    private static final String LIMIT = "Maximum";

    /** Names no code of Graph's when it gave none. */
    public Trial {
        code = named(code);
    }

    static String named(String code) {
        return code.isEmpty() ? "refused" : code;
    }

    static boolean isLimit(String code) {
        return code.startsWith(LIMIT);
    }

    static boolean isForbidden(String code) {
        return code.equals(Outcome.Refused.FORBIDDEN);
    }

    /** To be tried by itself at once: of several values that were refused together nobody knows which Planner will not have. */
    static Trial atOnce(String value, String code, Instant now) {
        return new Trial(value, code, false, now);
    }

    /** The same when it was tried by itself; the start is moved at once, all else is for later. */
    Trial alone(TaskField field, @Nullable Trial before, Instant later) {
        boolean triedWithStart = before != null && before.isOf(value) && before.withStart();
        boolean starts = field == TaskField.DUE_DATE && !value.isEmpty() && !triedWithStart && !isLimit(code);
        return new Trial(value, code, starts, starts ? until : later);
    }

    boolean isOf(String wanted) {
        return value.equals(wanted);
    }

    boolean isWaiting(Instant now) {
        return now.isBefore(until);
    }
}
