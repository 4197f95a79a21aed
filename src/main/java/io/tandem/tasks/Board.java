package io.tandem.tasks;

import io.tandem.model.RetailTask;
import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a store for people: what both sides agree on, or will once the work is done.
 *
 * @param standing where the work on them stands
 * @param findings what people should know
 * @param rows the tasks, but for those that are deleted on both sides
 */
public record Board(Standing standing, List<Finding> findings, List<Row> rows) {

    /**
     * A task.
     *
     * @param plannerTaskId its id in Planner, null when it is not there
     * @param list the list it is on, empty when on none
     * @param due the day on which it is due where the store is, null when never
     * @param assignees personnel numbers with blanks between
     */
    public record Row(
            TaskRef task,
            @Nullable String plannerTaskId,
            String title,
            String list,
            TaskStatus status,
            @Nullable LocalDate due,
            String assignees) {}

    /** Copies the lists. */
    public Board {
        findings = List.copyOf(findings);
        rows = List.copyOf(rows);
    }

    /** {@return the board of a store} */
    public static Board of(
            DesiredPlan desired, KnownPlan known, TaskPolicy policy, Standing standing, List<Finding> findings) {
        KnownPlan named = desired.named(known);
        Set<TaskRef> refs = new TreeSet<>(desired.tasks().keySet());
        refs.addAll(named.tasks().keySet());
        List<Row> rows = refs.stream()
                .map(ref -> TaskView.of(ref, desired, policy, named, Instant.EPOCH))
                .flatMap(Board::row)
                .toList();
        return new Board(standing, findings, rows);
    }

    private static Stream<Row> row(TaskView task) {
        String title = task.decided(TaskField.TITLE);
        Optional<String> plannerTaskId = task.known().presence().plannerTaskId();
        if (title.isEmpty() || task.isDeleted() && plannerTaskId.isEmpty()) {
            return Stream.empty();
        }
        String due = task.decided(TaskField.DUE_DATE);
        return Stream.of(new Row(
                task.ref(),
                plannerTaskId.orElse(null),
                title,
                task.task().map(RetailTask::list).orElse(""),
                TaskStatus.of(task.decided(TaskField.STATUS)).orElse(TaskStatus.NOT_STARTED),
                due.isEmpty() ? null : LocalDate.parse(due),
                task.decided(TaskField.ASSIGNEES)));
    }
}
