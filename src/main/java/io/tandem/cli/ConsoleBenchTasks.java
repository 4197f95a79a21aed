package io.tandem.cli;

import io.tandem.jdbc.Database;
import io.tandem.model.Claim;
import io.tandem.model.Key;
import io.tandem.model.RetailTask;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import io.tandem.model.Verdict;
import io.tandem.tasks.Board;
import io.tandem.tasks.Buckets;
import io.tandem.tasks.Change;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.LedgerEntry;
import io.tandem.tasks.PlanStage;
import io.tandem.tasks.Standing;
import io.tandem.tasks.TaskRef;
import io.tandem.tasks.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans as they are once Planner has all tasks; some of them had changes that did not hold. */
final class ConsoleBenchTasks {
    private static final Duration QUIET = Duration.ofMinutes(15);

    private final Database database;
    private final Clock clock;
    private final TaskState state;
    private long tasks;

    ConsoleBenchTasks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.state = database.taskState(clock, Duration.ofMinutes(5));
    }

    /** {@return how many tasks there are} */
    long make() {
        new ConsoleBenchKeys(database, clock).each(Set.of(Key.TASKS), this::make);
        return tasks;
    }

    private Verdict make(Claim claim) {
        StoreNumber store = new StoreNumber(claim.key().id());
        StoreTasks wanted = state.wanted(store);
        List<Board.Row> rows = wanted.tasks().stream()
                .filter(task -> !task.deleted())
                .map(ConsoleBenchTasks::row)
                .toList();
        tasks += rows.size();
        KnownPlan before = state.known(store);
        KnownPlan plan = new KnownPlan(
                new PlanStage.Ready("plan-" + store),
                new Buckets(true, Map.of(), Map.of()),
                Map.of(),
                before.rhythm(),
                rows.size() * 2,
                before.twins());
        state.save(claim, store, before, new Change(plan, List.of(), conflicts(rows)));
        state.report(claim, wanted.store(), new Board(new Standing(Standing.State.IN_SYNC, ""), List.of(), rows));
        return Verdict.againAt(clock.instant().plus(QUIET), "a look at its plan");
    }

    private static Board.Row row(RetailTask task) {
        return new Board.Row(
                TaskRef.of(task.id()),
                "planner-" + Integer.toHexString(task.id().hashCode()),
                task.value(TaskField.TITLE).orElse("-"),
                Optional.ofNullable(task.list()).orElse(""),
                task.value(TaskField.STATUS).flatMap(TaskStatus::of).orElse(TaskStatus.NOT_STARTED),
                task.value(TaskField.DUE_DATE).map(LocalDate::parse).orElse(null),
                task.value(TaskField.ASSIGNEES).orElse(""));
    }

    private List<LedgerEntry> conflicts(List<Board.Row> rows) {
        return rows.stream()
                .limit(3)
                .map(row -> new LedgerEntry(
                        row.task(),
                        TaskField.TITLE,
                        LedgerEntry.Reason.COMMERCE_OWNS,
                        row.title(),
                        row.title() + "!",
                        clock.instant()))
                .toList();
    }
}
