package io.tandem.tasks;

import io.tandem.model.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of a step. */
public sealed interface Outcome {
    /**
     * Finds out what people moved into the plan: what Tandem made and this plan does not know another one may.
     *
     * @param elsewhere which of these tasks were in the plan of another store; asked only when there are any
     * @return the same, with what is known of that
     */
    default Outcome located(KnownPlan known, TaskPolicy policy, UnaryOperator<Set<String>> elsewhere) {
        return this;
    }

    /** The plans of the group. */
    record PlansFound(List<Plan> plans) implements Outcome {
        /** Copies the plans. */
        public PlansFound {
            plans = List.copyOf(plans);
        }

        /** A plan as read. */
        public record Plan(String id, String title, Instant createdAt) {}
    }

    /** The plan was made now. */
    record PlanCreated(String id) implements Outcome {}

    /** The buckets of the plan. */
    record BucketsRead(List<Bucket> buckets) implements Outcome {
        /** Copies the buckets. */
        public BucketsRead {
            buckets = List.copyOf(buckets);
        }

        /** A bucket as read. */
        public record Bucket(String id, String name) {}
    }

    /** The bucket was made now. */
    record BucketCreated(String id) implements Outcome {}

    /**
     * All tasks of the plan, every page of the list.
     *
     * @param moved ids of those that another store knew: Tandem made them there, and people moved them here
     */
    record TasksRead(List<PlannerTask> tasks, Set<String> moved) implements Outcome {
        /** Copies the tasks. */
        public TasksRead {
            tasks = List.copyOf(tasks);
            moved = Set.copyOf(moved);
        }

        /** Whether any of them was moved here is not known. */
        public TasksRead(List<PlannerTask> tasks) {
            this(tasks, Set.of());
        }

        @Override
        public Outcome located(KnownPlan known, TaskPolicy policy, UnaryOperator<Set<String>> elsewhere) {
            Set<String> strangers = strangers(known, policy);
            return strangers.isEmpty() ? this : new TasksRead(tasks, elsewhere.apply(strangers));
        }

        /** Those that Tandem made and of which this plan knows nothing. */
        private Set<String> strangers(KnownPlan known, TaskPolicy policy) {
            Set<String> strangers =
                    tasks.stream().filter(policy::isOurs).map(PlannerTask::id).collect(Collectors.toSet());
            known.tasks().values().forEach(task -> task.presence().lastId().ifPresent(strangers::remove));
            return strangers;
        }
    }

    /** Whether anything happened in the plan. */
    record HistoryRead(boolean changed) implements Outcome {}

    /** The task as it is: read, or as Graph returned it when it was made or changed. */
    record TaskSeen(PlannerTask task) implements Outcome {}

    /** The details as they are: read, or as Graph returned them when they were changed. */
    record DetailsSeen(PlannerDetails details) implements Outcome {}

    /** The task was deleted now, or was not there any more. */
    record TaskDeleted() implements Outcome {}

    /** 404: what the step is about is not there. */
    record Gone() implements Outcome {}

    /** 409 or 412: somebody was faster (graph-contract 8.3). */
    record Outdated() implements Outcome {}

    /**
     * Graph cannot now, or its answer is not known.
     *
     * @param until when to try again
     * @param reason one sentence
     * @param unclear whether the call may have been carried out; a throttled one was not
     */
    record Postponed(Instant until, String reason, boolean unclear) implements Outcome {}

    /**
     * Graph will not.
     *
     * @param code Graph's error code, which names the limit when one is reached (graph-contract 8.6); may be empty
     * @param reason one sentence with status, code and request-id
     * @param refusal the same in parts, null when they are not known
     */
    record Refused(String code, String reason, @Nullable Refusal refusal) implements Outcome {
        /** In place of Graph's code: it does not let the application do this, though perhaps something else. */
        public static final String FORBIDDEN = "Forbidden";

        /** Only code and sentence are known. */
        public Refused(String code, String reason) {
            this(code, reason, null);
        }
    }

    /**
     * Graph refuses the application, whatever it asks for.
     *
     * @param reason one sentence with status, code and request-id
     */
    record Denied(String reason) implements Outcome {}

    /** {@return whether nothing more can be done about the store for now, because of this outcome of the step} */
    default boolean endsWork(Step step) {
        return switch (this) {
            case Postponed postponed -> true;
            case Denied denied -> true;
            case Refused refused -> !(step instanceof Step.OfTask || step instanceof Step.CreateBucket);
            default -> false;
        };
    }
}
