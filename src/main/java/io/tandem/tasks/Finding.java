package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.util.Locale;

/** Something that people should know about the tasks of a store. Findings stop nothing but what they are about. */
public sealed interface Finding extends Comparable<Finding> {

    /** {@return one sentence for the operator; persons by number or user id only} */
    String sentence();

    @Override
    default int compareTo(Finding other) {
        return sentence().compareTo(other.sentence());
    }

    /** There is no team whose plan could hold the tasks. */
    record NoTeam() implements Finding {
        @Override
        public String sentence() {
            return "the store has no team yet; its tasks wait for it";
        }
    }

    /** Commerce told of a task, but not yet what it is. */
    record NoTitle(TaskRef task) implements Finding {
        @Override
        public String sentence() {
            return "task " + task + " has no title yet; send task.created";
        }
    }

    /** An assignee without a usable account. */
    record AssigneeWithoutAccount(String worker) implements Finding {
        @Override
        public String sentence() {
            return "worker " + worker + " has tasks but no usable Entra account; link it in Commerce HQ";
        }
    }

    /** An assignee who is not in the team of the store. */
    record AssigneeNotInTeam(String worker) implements Finding {
        @Override
        public String sentence() {
            return "worker " + worker + " has tasks but is not in the store's team; assigned as soon as that changes";
        }
    }

    /** An object limit of Planner is reached (graph-contract 8.6). */
    record LimitReached(TaskRef task, String limit) implements Finding {
        @Override
        public String sentence() {
            return "task " + task + " does not fit into Planner: limit " + limit + " is reached";
        }
    }

    /** The plan takes no more tasks. */
    record PlanFull(String limit, int waiting) implements Finding {
        @Override
        public String sentence() {
            return waiting + " more tasks wait because the plan is full: limit " + limit + " is reached";
        }
    }

    /** Graph lets the application read, but not write. */
    record TaskForbidden(TaskRef task) implements Finding {
        @Override
        public String sentence() {
            return "Graph does not let Tandem write task " + task
                    + "; check that the application has Tasks.ReadWrite.All; it is tried again soon";
        }
    }

    /** Graph refuses a task. */
    record TaskRefused(TaskRef task, String code) implements Finding {
        @Override
        public String sentence() {
            return "Graph refused the change of task " + task + " (" + code + "); it is tried again later";
        }
    }

    /** Planner refuses one value of a task; all else of it proceeds. */
    record ValueRefused(TaskRef task, TaskField field, String code) implements Finding {
        @Override
        public String sentence() {
            return "Planner refused the "
                    + field.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " of task " + task + " (" + code
                    + "); it is tried again later, and all else of the task goes on";
        }
    }

    /** Graph made a task again late, and somebody has changed the second one, or Graph refuses to delete it. */
    record TaskTwice(TaskRef task, String plannerTaskId) implements Finding {
        @Override
        public String sentence() {
            return "task " + task + " is in Planner a second time, as " + plannerTaskId
                    + ", and was changed there; take over what people did and delete the second in Planner";
        }
    }

    /** Graph refuses the bucket of a list. */
    record BucketRefused(String list, String code) implements Finding {
        @Override
        public String sentence() {
            return "list \"" + list + "\" got no bucket (" + code + "); its tasks are in the default bucket";
        }
    }
}
