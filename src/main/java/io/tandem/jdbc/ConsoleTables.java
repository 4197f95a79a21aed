package io.tandem.jdbc;

import io.tandem.console.Budgets;
import io.tandem.console.LongRuns;
import io.tandem.console.PersonViews;
import io.tandem.console.StepLog;
import io.tandem.console.StoreBoard;
import io.tandem.console.Syncs;
import io.tandem.console.TaskMap;
import io.tandem.teams.HierarchyState;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** What the pages of the console ask the database for. */
public final class ConsoleTables {
    private final Jdbi jdbi;

    ConsoleTables(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** {@return stores a page at a time} */
    public StoreBoard stores() {
        return new JdbcStoreBoard(jdbi);
    }

    /** {@return tasks by region and list} */
    public TaskMap tasks() {
        return new JdbcTaskMap(jdbi);
    }

    /** {@return people as Commerce and the directory know them} */
    public PersonViews people() {
        return new JdbcPersonViews(jdbi);
    }

    /** {@return the hierarchies of Commerce, and what was last exported of them} */
    public HierarchyState hierarchies() {
        return new JdbcHierarchyState(jdbi);
    }

    /** {@return which calls changed teams} */
    public StepLog steps() {
        return new JdbcStepLog(jdbi);
    }

    /** {@return what instances use of Microsoft's ceilings} */
    public Budgets budgets() {
        return new JdbcBudgets(jdbi);
    }

    /** {@return how far work on many teams is} */
    public LongRuns runs(InstantSource clock) {
        return new JdbcLongRuns(jdbi, clock);
    }

    /** {@return what makes keys due before their time; it wakes whoever works on them} */
    public Syncs syncs(Runnable wake) {
        return new JdbcSyncs(jdbi, wake);
    }
}
