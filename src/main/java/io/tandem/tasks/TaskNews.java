package io.tandem.tasks;

import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Commerce is told of a change in Planner (DESIGN 8, {@code planner.*}). Values are in the form of
 * {@link TaskField}, empty when cleared.
 */
public sealed interface TaskNews {

    /** {@return the store} */
    StoreNumber store();

    /**
     * The task that news is about.
     *
     * @param planId its plan
     * @param plannerTaskId its id in Planner
     * @param task its name; has the id in Commerce once linked
     */
    record About(StoreNumber store, String planId, String plannerTaskId, TaskRef task) {}

    /** News of a task. */
    sealed interface OfTask extends TaskNews {
        /** {@return the task} */
        About about();

        /** {@return when the change was seen} */
        Instant observedAt();

        @Override
        default StoreNumber store() {
            return about().store();
        }
    }

    /** The store has this plan. */
    record PlanLinked(StoreNumber store, String planId) implements TaskNews {}

    /**
     * Somebody made a task in Teams or Planner.
     *
     * @param list the name of its bucket, null when that is none or that of the tasks which are on no list
     */
    record TaskCreated(
            About about,
            Map<TaskField, String> values,
            @Nullable String list,
            Instant observedAt) implements OfTask {
        /** Copies the values. */
        public TaskCreated {
            values = Map.copyOf(values);
        }
    }

    /** Title, notes, due date or links have these values now. */
    record TaskUpdated(About about, Map<TaskField, String> changed, Instant observedAt) implements OfTask {
        /** Copies the values. */
        public TaskUpdated {
            changed = Map.copyOf(changed);
        }
    }

    /** The assignees are these now, personnel numbers with blanks between. */
    record TaskAssigned(About about, String assignees, Instant observedAt) implements OfTask {}

    /**
     * The status is this now.
     *
     * @param status the word of Commerce
     * @param previous what Commerce said before as far as is known, null when it never said anything
     * @param actor user id of who completed it, null when not known
     * @param completedAt when it was completed, null when it is not
     */
    record TaskStatusChanged(
            About about,
            String status,
            @Nullable String previous,
            @Nullable String actor,
            @Nullable Instant completedAt,
            Instant observedAt)
            implements OfTask {}

    /**
     * The task was deleted in Planner: canceled, not completed.
     *
     * @param previous the status that Commerce said before as far as is known, null when it never said anything
     */
    record TaskDeleted(About about, @Nullable String previous, Instant observedAt) implements OfTask {}
}
