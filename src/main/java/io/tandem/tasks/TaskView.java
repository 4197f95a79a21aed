package io.tandem.tasks;

import io.tandem.model.RetailTask;
import io.tandem.model.TaskField;
import io.tandem.model.TaskOrigin;
import io.tandem.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task: what Commerce says of it, and what is known of it.
 *
 * @param looked when its plan was last read, null = never
 */
record TaskView(
        DesiredPlan desired,
        TaskPolicy policy,
        TaskRef ref,
        @Nullable RetailTask said,
        KnownTask known,
        @Nullable Instant looked,
        Instant now) {
    /** Stands after any stamp that it is added to. */
    private static final String DELETED = "~";

    static TaskView of(TaskRef ref, DesiredPlan desired, TaskPolicy policy, KnownPlan known, Instant now) {
        KnownTask task = known.task(ref).orElseGet(() -> KnownTask.fresh(ref.isMadeInPlanner()));
        return new TaskView(
                desired,
                policy,
                ref,
                desired.tasks().get(ref),
                task,
                known.rhythm().readAt(),
                now);
    }

    TaskView knowing(KnownTask other) {
        return new TaskView(desired, policy, ref, said, other, looked, now);
    }

    /** What Commerce says of it, empty when it made no such task. */
    Optional<RetailTask> task() {
        return Optional.ofNullable(said);
    }

    TaskForm form() {
        return new TaskForm(desired, policy);
    }

    Owner owner(TaskField field) {
        TaskOrigin origin = known.madeInPlanner()
                ? TaskOrigin.TEAMS
                : task().map(RetailTask::origin).orElse(TaskOrigin.TEAMS);
        return policy.ownership().of(origin, field);
    }

    /** The field as it was seen last. */
    FieldView field(TaskField field) {
        return field(field, known.shown(field), false, now);
    }

    /** The field as it is seen now, and since then if somebody changed it; what Tandem wrote itself is no change. */
    FieldView field(TaskField field, String seen, Instant since) {
        String written = known.written().getOrDefault(field, known.shown(field));
        boolean changed = !isSame(field, seen, known.shown(field)) && !isSame(field, seen, written);
        return field(field, seen, changed, since);
    }

    /** When something happened that the last look did not show and this one does. */
    Instant between() {
        return looked == null ? now : looked.plus(Duration.between(looked, now).dividedBy(2));
    }

    private FieldView field(TaskField field, String seen, boolean changed, Instant at) {
        Word word = Word.of(said, field);
        return new FieldView(this, field, known.agreed(field), word, seen, changed, at);
    }

    private boolean isSame(TaskField field, String one, String other) {
        return one.equals(other) || telling(field, one).equals(telling(field, other));
    }

    private String telling(TaskField field, String shown) {
        return form().telling(field, owner(field), known.agreed(field), shown);
    }

    /** The request of the task, which is given up. */
    Unanswered unanswered(Presence.Creating creating) {
        Map<TaskField, String> values = new EnumMap<>(TaskField.class);
        TaskForm.OF_TASK.forEach(field -> values.put(field, known.shown(field)));
        return new Unanswered(ref, creating.bucketId(), values, creating.since(), null);
    }

    boolean isDeleted() {
        return task().filter(RetailTask::deleted).isPresent();
    }

    String decided(TaskField field) {
        return field(field).decided();
    }

    boolean isCanceled() {
        return decided(TaskField.STATUS).equals(TaskForm.CANCELED);
    }

    boolean isOpen() {
        return !isDeleted() && !isCanceled() && !decided(TaskField.STATUS).equals(TaskStatus.COMPLETED.word());
    }

    /** The newest word on any field, or after it that the task was deleted. */
    String stamp() {
        String newest = Arrays.stream(TaskField.values())
                .map(field -> field(field).word().stamp())
                .max(String::compareTo)
                .orElse("");
        return isDeleted() ? newest + DELETED : newest;
    }

    boolean isParked() {
        KnownTask.Parked parked = known.parked();
        return parked != null && now.isBefore(parked.until()) && stamp().compareTo(parked.stamp()) <= 0;
    }
}
