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

    /**
     * It is not.
     *
     * @param was the id that it had there last, null when it never was there
     */
    record Absent(@Nullable String was) implements Presence {
        /** It is not and never was. */
        public Absent() {
            this(null);
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
     * @param etag etag of the task; its details have another
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
