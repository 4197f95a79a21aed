package io.tandem.tasks;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a task is in Planner. */
public sealed interface Presence {

    /** {@return its id in Planner, empty while there is none} */
    default Optional<String> plannerTaskId() {
        return Optional.empty();
    }

    /** {@return its id in Planner, or the one that it had there} */
    default Optional<String> lastId() {
        return plannerTaskId();
    }

    /** {@return it is not there any more} */
    default Absent left() {
        return switch (this) {
            case Absent absent -> absent;
            case Creating creating -> new Absent();
            case Present present -> new Absent(present.id(), present.etag());
        };
    }

    /**
     * It is not.
     *
     * @param was the id that it had there last, null when it never was there
     * @param etag the etag under which it was seen last, there or in another plan, null when not known
     */
    record Absent(@Nullable String was, @Nullable String etag) implements Presence {
        /** It is not and never was. */
        public Absent() {
            this(null, null);
        }

        @Override
        public Optional<String> lastId() {
            return Optional.ofNullable(was);
        }
    }

    /**
     * It may be: Graph was asked to make it and no answer is known. The list of the plan tells.
     *
     * @param since when it was asked for
     * @param bucketId where, empty when in no bucket
     * @param lookAt when the list tells
     */
    record Creating(Instant since, String bucketId, Instant lookAt) implements Presence {}

    /**
     * It is.
     *
     * @param etag etag of the task; its details have another. Of one that may be back the one that it had when it went
     */
    record Present(String id, String etag, Sight sight) implements Presence {
        @Override
        public Optional<String> plannerTaskId() {
            return Optional.of(id);
        }

        /** Whether it may be there again, but counts as gone until it was read. */
        boolean isBack() {
            return sight == Sight.BACK;
        }

        /** Whether it is back, and this is a later version than the one that went: somebody brought it. */
        boolean isBroughtAs(PlannerTask task) {
            return isBack()
                    && task.etag().length() == etag.length()
                    && task.etag().compareTo(etag) > 0;
        }

        Present at(Sight other) {
            return new Present(id, etag, other);
        }
    }

    /** How well a task is seen. */
    enum Sight {
        /** As it was read. */
        CLEAR,
        /** A write ended unclear or came too late: read it before anything is written. */
        DOUBTFUL,
        /** The last list lacked it: read it to know whether it was deleted. */
        MISSING,
        /** The last list has it though it was gone: read it to know whether it is back. */
        BACK;

        /** Whether it is gone when it cannot be read. */
        boolean isDoubtedByList() {
            return this == MISSING || this == BACK;
        }
    }
}
