package io.tandem.jdbc;

import io.tandem.commerce.FactReader;
import io.tandem.model.Claim;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import io.tandem.tasks.Board;
import io.tandem.tasks.Change;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.LedgerEntry;
import io.tandem.tasks.TaskState;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Desired tasks from facts, known tasks from their rows; every write proves its lease first. */
final class JdbcTaskState implements TaskState {
    private static final String ENTER = """
            insert into task_conflict (store_number, ref, field, reason, won, lost, sentence, at)
            values (:store, :ref, :field, :reason, :won, :lost, :sentence, :at)""";

    private final Jdbi jdbi;
    private final Lease lease;

    JdbcTaskState(Jdbi jdbi, Lease lease) {
        this.jdbi = jdbi;
        this.lease = lease;
    }

    @Override
    public StoreTasks wanted(StoreNumber store) {
        return FactReader.tasks(store, jdbi.withHandle(handle -> StoreFacts.ofTasks(handle, store)));
    }

    @Override
    public KnownPlan known(StoreNumber store) {
        return jdbi.inTransaction(handle -> PlanRows.load(handle, store));
    }

    @Override
    public Set<String> knownElsewhere(StoreNumber store, Set<String> plannerTaskIds) {
        return jdbi.withHandle(handle -> PlannerTasks.moved(handle, store, plannerTaskIds));
    }

    @Override
    public void save(Claim claim, StoreNumber store, KnownPlan before, Change after) {
        jdbi.useTransaction(handle -> {
            Set<StoreNumber> left = PlannerTasks.left(handle, store, before, after.known());
            lease.prove(handle, claim);
            PlanRows.save(handle, store, before, after.known());
            PlannerTasks.lookAgain(handle, left);
            JdbcOutbox.add(
                    handle,
                    after.news().stream().map(TaskUpdates::of).toList(),
                    lease.clock().instant());
            enter(handle, store, after.entries());
        });
    }

    private static void enter(Handle handle, StoreNumber store, List<LedgerEntry> entries) {
        PreparedBatch batch = handle.prepareBatch(ENTER);
        entries.forEach(entry -> batch.bind("store", store.value())
                .bind("ref", entry.task().toString())
                .bind("field", entry.field().name())
                .bind("reason", entry.reason().name())
                .bind("won", TaskBoard.shown(entry.won()))
                .bind("lost", TaskBoard.shown(entry.lost()))
                .bind("sentence", TaskBoard.shown(entry.sentence()))
                .bind("at", entry.at())
                .add());
        batch.execute();
    }

    @Override
    public void report(Claim claim, Store store, Board board) {
        jdbi.useTransaction(handle -> {
            lease.prove(handle, claim);
            TaskBoard.stand(handle, store, board);
            TaskBoard.replace(handle, store.number(), board.rows());
        });
    }
}
