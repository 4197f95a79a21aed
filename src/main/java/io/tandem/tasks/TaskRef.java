package io.tandem.tasks;

import io.tandem.model.TaskId;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a task of a plan: by its id in Commerce, or by its id in Planner as long as Commerce has none.
 *
 * @param task id in Commerce, or null
 * @param plannerTaskId id in Planner, or null
 */
public record TaskRef(@Nullable TaskId task, @Nullable String plannerTaskId) implements Comparable<TaskRef> {
    private static final Comparator<TaskRef> ORDER =
            Comparator.comparing(TaskRef::isMadeInPlanner).thenComparing(TaskRef::id);

    /** @throws IllegalArgumentException unless exactly one id is given */
    public TaskRef {
        if ((task == null) == (plannerTaskId == null)) {
            throw new IllegalArgumentException("a task is named by one id: " + task + ", " + plannerTaskId);
        }
    }

    /** {@return the name of a task of Commerce} */
    public static TaskRef of(TaskId task) {
        return new TaskRef(task, null);
    }

    /** {@return the name of a task that was made in Planner and that Commerce has given no id} */
    public static TaskRef madeInPlanner(String plannerTaskId) {
        return new TaskRef(null, plannerTaskId);
    }

    boolean isMadeInPlanner() {
        return task == null;
    }

    private String id() {
        return Objects.requireNonNullElseGet(plannerTaskId, () -> String.valueOf(task));
    }

    @Override
    public int compareTo(TaskRef other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (isMadeInPlanner() ? "planner/" : "commerce/") + id();
    }
}
