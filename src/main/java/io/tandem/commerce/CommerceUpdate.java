package io.tandem.commerce;

import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Tandem tells Commerce on {@code commerce.updates}, one record a type (DESIGN 8). */
public sealed interface CommerceUpdate {

    /** {@return the store that it is about} */
    StoreNumber store();

    /** {@return subject of the event and key of its Kafka record, for example {@code store/000135}} */
    default String subject() {
        return Subjects.of(store());
    }

    /** What somebody changed in Teams about a person's place in a team. */
    enum MembershipChange {
        /** Somebody is in the team whom Commerce does not name. */
        ADDED,
        /** Somebody whom Commerce names is not in the team any more. */
        REMOVED,
        /** An owner is a member now, or the other way round. */
        ROLE_CHANGED
    }

    /** What Tandem did about it, as the policy says. */
    enum Response {
        /** Nothing. */
        KEPT,
        /** Nothing, but people can see it. */
        REPORTED,
        /** It was put back to what Commerce wants. */
        REVERTED
    }

    /**
     * A store has its team.
     *
     * @param teamId id of the team, a GUID
     * @param webUrl where people open it, null while nobody asked Graph for it
     */
    record TeamProvisioned(
            StoreNumber store, String teamId, @Nullable String webUrl) implements CommerceUpdate {}

    /**
     * Somebody changed in Teams who is in the team of a store.
     *
     * @param teamId id of the team, a GUID
     * @param userId object id of the person, a GUID
     */
    record MembershipDrifted(
            StoreNumber store, String teamId, String userId, MembershipChange change, Response response)
            implements CommerceUpdate {}

    /** The tasks of a store are in this plan. */
    record PlanLinked(StoreNumber store, String planId) implements CommerceUpdate {}

    /**
     * A task in Planner.
     *
     * @param plannerTaskId its id in Planner
     * @param task its id in Commerce, null until Commerce gives one
     */
    record PlannerTask(
            StoreNumber store,
            String planId,
            String plannerTaskId,
            @Nullable TaskId task) {}

    /**
     * How Tandem came to know of a change in Planner.
     *
     * @param actor object id of who did it, null when Planner does not tell
     * @param at when Tandem saw it
     */
    record Observation(@Nullable String actor, Instant at) {}

    /** What happened to one task in Planner. */
    sealed interface OfPlannerTask extends CommerceUpdate {
        /** {@return the task} */
        PlannerTask task();

        /** {@return who did it, and when it was seen} */
        Observation seen();

        @Override
        default StoreNumber store() {
            return task().store();
        }
    }

    /**
     * A task was made in Planner.
     *
     * @param listName name of its bucket, null when it has none of its own
     * @param fields what it says, each value as {@link TaskField} describes it; a title has to be among them
     */
    record PlannerTaskCreated(
            PlannerTask task, @Nullable String listName, Map<TaskField, String> fields, Observation seen)
            implements OfPlannerTask {
        /** @throws IllegalArgumentException when there is no title */
        public PlannerTaskCreated {
            fields = Map.copyOf(fields);
            if (!fields.containsKey(TaskField.TITLE)) {
                throw new IllegalArgumentException("fields of a task that is made have no title");
            }
        }
    }

    /**
     * The words of a task were changed in Planner.
     *
     * @param fields what changed: title, notes, due date or links, each value as {@link TaskField} describes it
     */
    record PlannerTaskUpdated(PlannerTask task, Map<TaskField, Change<String>> fields, Observation seen)
            implements OfPlannerTask {
        /** @throws IllegalArgumentException when nothing changed, or a field has an event of its own */
        public PlannerTaskUpdated {
            fields = Map.copyOf(fields);
            if (fields.isEmpty() || fields.containsKey(TaskField.ASSIGNEES) || fields.containsKey(TaskField.STATUS)) {
                throw new IllegalArgumentException("fields " + fields.keySet()
                        + " of a change are none, or not all of title, notes, due date and links");
            }
        }
    }

    /** A task was given to these workers and no others; to nobody when there are none. */
    record PlannerTaskAssigned(PlannerTask task, List<PersonnelNumber> assignees, Observation seen)
            implements OfPlannerTask {
        /** Copies the workers. */
        public PlannerTaskAssigned {
            assignees = List.copyOf(assignees);
        }
    }

    /**
     * A task has another status in Planner.
     *
     * @param previous the status in Commerce that it was a change of, null when it is not known
     * @param completedAt when it was completed as Planner says, null when it is not or Planner does not tell
     */
    record PlannerTaskStatusChanged(
            PlannerTask task,
            TaskStatus status,
            @Nullable TaskStatus previous,
            @Nullable Instant completedAt,
            Observation seen)
            implements OfPlannerTask {}

    /**
     * A task was deleted in Planner, which cancels it in Commerce.
     *
     * @param previous the status in Commerce that it was a change of, null when it is not known
     */
    record PlannerTaskDeleted(PlannerTask task, @Nullable TaskStatus previous, Observation seen)
            implements OfPlannerTask {}
}
