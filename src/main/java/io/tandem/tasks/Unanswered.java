package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request of a task that was given up: no list showed the task within the time to settle, so that it is asked for
 * again. When Graph carries the request out after all, the task is in Planner twice.
 *
 * @param ref the task
 * @param bucketId where, empty when in no bucket
 * @param values what Planner was to show of it, but for its details
 * @param since when it was asked for
 * @param twin the second task, null while there is none
 */
public record Unanswered(
        TaskRef ref,
        String bucketId,
        Map<TaskField, String> values,
        Instant since,
        @Nullable Twin twin) {

    /**
     * A task of Planner that nobody wants.
     *
     * @param kept whether it stays, because somebody has made it his or Graph refuses to delete it
     */
    public record Twin(String id, String etag, boolean kept) {}

    /** Copies the values. */
    public Unanswered {
        values = Map.copyOf(values);
    }

    Unanswered with(@Nullable Twin other) {
        return new Unanswered(ref, bucketId, values, since, other);
    }

    boolean isTwin(String id) {
        return twin != null && twin.id().equals(id);
    }

    /** Whether a task is just as this request makes it, and nobody did anything to it. */
    boolean isUntouched(PlannerTask task, Map<TaskField, String> face) {
        String bucket = task.bucketId() == null ? "" : task.bucketId();
        return task.plain() && !task.hasDetails() && bucketId.equals(bucket) && values.equals(face);
    }
}
