package io.tandem.jdbc;

import io.tandem.commerce.Change;
import io.tandem.commerce.CommerceUpdate;
import io.tandem.commerce.CommerceUpdate.Observation;
import io.tandem.commerce.CommerceUpdate.PlannerTask;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.TaskNews;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says the news of tasks in the words of Commerce. */
final class TaskUpdates {
    private TaskUpdates() {}

    static CommerceUpdate of(TaskNews news) {
        return switch (news) {
            case TaskNews.PlanLinked linked -> new CommerceUpdate.PlanLinked(linked.store(), linked.planId());
            case TaskNews.OfTask happened -> of(happened, task(happened.about()));
        };
    }

    private static CommerceUpdate of(TaskNews.OfTask news, PlannerTask task) {
        Observation seen = new Observation(null, news.observedAt());
        return switch (news) {
            case TaskNews.TaskCreated made ->
                new CommerceUpdate.PlannerTaskCreated(task, made.list(), said(made.values()), seen);
            case TaskNews.TaskUpdated updated ->
                new CommerceUpdate.PlannerTaskUpdated(task, changes(updated.changed()), seen);
            case TaskNews.TaskAssigned assigned ->
                new CommerceUpdate.PlannerTaskAssigned(task, numbers(assigned.assignees()), seen);
            case TaskNews.TaskStatusChanged changed ->
                new CommerceUpdate.PlannerTaskStatusChanged(
                        task,
                        TaskStatus.of(changed.status()).orElseThrow(),
                        status(changed.previous()),
                        changed.completedAt(),
                        new Observation(changed.actor(), changed.observedAt()));
            case TaskNews.TaskDeleted deleted ->
                new CommerceUpdate.PlannerTaskDeleted(task, status(deleted.previous()), seen);
        };
    }

    private static @Nullable TaskStatus status(@Nullable String word) {
        return word == null ? null : TaskStatus.of(word).orElseThrow();
    }

    private static PlannerTask task(TaskNews.About about) {
        return new PlannerTask(
                about.store(),
                about.planId(),
                about.plannerTaskId(),
                about.task().task());
    }

    /** A task that is new says nothing of the fields that it does not have; it has a title. */
    private static Map<TaskField, String> said(Map<TaskField, String> values) {
        Map<TaskField, String> said = new EnumMap<>(TaskField.class);
        said.putAll(values);
        said.entrySet()
                .removeIf(field ->
                        field.getKey() != TaskField.TITLE && field.getValue().isEmpty());
        return said;
    }

    private static Map<TaskField, Change<String>> changes(Map<TaskField, String> changed) {
        Map<TaskField, Change<String>> changes = new EnumMap<>(TaskField.class);
        changed.forEach((field, value) -> changes.put(field, value.isEmpty() ? Change.cleared() : Change.to(value)));
        return changes;
    }

    private static List<PersonnelNumber> numbers(String assignees) {
        return Arrays.stream(assignees.split(" "))
                .filter(number -> !number.isEmpty())
                .map(PersonnelNumber::new)
                .toList();
    }
}
