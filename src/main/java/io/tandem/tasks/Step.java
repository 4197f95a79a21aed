package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing to do about the tasks of a store: one Graph call, safe to repeat after a look (graph-contract 8.2). */
public sealed interface Step {

    /** {@return what it does, for people} */
    String sentence();

    /** A step about one task; when Graph refuses it, the other tasks proceed. */
    sealed interface OfTask extends Step {
        /** {@return the task} */
        TaskRef ref();
    }

    /** Something that is written to a task. */
    sealed interface Write extends OfTask {
        /** {@return Planner's values that are meant, by which the write is recognised if its answer is lost} */
        Map<TaskField, String> values();

        /** {@return what the call says} */
        List<Setting> settings();
    }

    /** Looks at the plans of the group. */
    record FindPlans(String groupId) implements Step {
        @Override
        public String sentence() {
            return "look for the plan of group " + groupId;
        }
    }

    /** Makes the plan of the store. */
    record CreatePlan(String groupId, String title) implements Step {
        @Override
        public String sentence() {
            return "create plan \"" + title + "\"";
        }
    }

    /** Reads the buckets of the plan. */
    record ReadBuckets(String planId) implements Step {
        @Override
        public String sentence() {
            return "read the buckets of plan " + planId;
        }
    }

    /** Makes the bucket of a list. */
    record CreateBucket(String planId, String name) implements Step {
        @Override
        public String sentence() {
            return "create bucket \"" + name + "\"";
        }
    }

    /** Reads all tasks of the plan, without their details. */
    record ReadTasks(String planId) implements Step {
        @Override
        public String sentence() {
            return "read the tasks of plan " + planId;
        }
    }

    /**
     * Asks whether anybody but Tandem did anything in the plan within a time (graph-contract 8.8, beta).
     *
     * @param ours id by which Planner names Tandem as an actor, null when not known
     */
    record ReadHistory(
            String planId,
            Instant since,
            Instant until,
            @Nullable String ours) implements Step {
        @Override
        public String sentence() {
            return "read the history of plan " + planId;
        }
    }

    /** Reads one task; 404 confirms that it was deleted. */
    record ReadTask(TaskRef ref, String id) implements OfTask {
        @Override
        public String sentence() {
            return "read task " + id;
        }
    }

    /** Reads the details of a task. */
    record ReadDetails(TaskRef ref, String id) implements OfTask {
        @Override
        public String sentence() {
            return "read the details of task " + id;
        }
    }

    /**
     * Makes a task.
     *
     * @param bucketId its bucket, null = none could be made
     */
    record CreateTask(
            TaskRef ref,
            String planId,
            @Nullable String bucketId,
            Map<TaskField, String> values,
            List<Setting> settings)
            implements Write {
        /** Copies what is written. */
        public CreateTask {
            values = Map.copyOf(values);
            settings = List.copyOf(settings);
        }

        @Override
        public String sentence() {
            return "create task " + ref;
        }
    }

    /** Changes a task, with {@code If-Match} and {@code Prefer: return=representation}. */
    record UpdateTask(TaskRef ref, String id, String etag, Map<TaskField, String> values, List<Setting> settings)
            implements Write {
        /** Copies what is written. */
        public UpdateTask {
            values = Map.copyOf(values);
            settings = List.copyOf(settings);
        }

        @Override
        public String sentence() {
            return "update task " + id;
        }
    }

    /** Changes the details of a task, with the etag of the details and {@code Prefer: return=representation}. */
    record UpdateDetails(TaskRef ref, String id, String etag, Map<TaskField, String> values, List<Setting> settings)
            implements Write {
        /** Copies what is written. */
        public UpdateDetails {
            values = Map.copyOf(values);
            settings = List.copyOf(settings);
        }

        @Override
        public String sentence() {
            return "update the details of task " + id;
        }
    }

    /** Deletes a task, with {@code If-Match}. */
    record DeleteTask(TaskRef ref, String id, String etag) implements OfTask {
        @Override
        public String sentence() {
            return "delete task " + id;
        }
    }
}
