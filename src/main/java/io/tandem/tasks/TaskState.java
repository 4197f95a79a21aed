package io.tandem.tasks;

import io.tandem.model.Claim;
import io.tandem.model.LeaseLostException;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import java.util.Set;

/** What Commerce wants of tasks and what is known of them. */
public interface TaskState {

    /**
     * {@return what Commerce says of a store's tasks; an unknown store has only its number} The tasks that Commerce
     * deleted belong to it as long as {@link #known} has them, and so do assignees who never worked in the store.
     */
    StoreTasks wanted(StoreNumber store);

    /** {@return what is known of a store's plan, {@link KnownPlan#unknown()} when nothing was ever saved} */
    KnownPlan known(StoreNumber store);

    /** {@return which of these tasks of Planner were in the plan of another store: people have moved them from there} */
    Set<String> knownElsewhere(StoreNumber store, Set<String> plannerTaskIds);

    /**
     * Writes a change in one transaction, if the claim still holds; the lease starts anew. In this order: prove the
     * lease (update the key's row where the lease is the claim's); write the rows of {@code after.known()} that differ
     * from {@code before} and delete those of tasks that it no longer has; make due the tasks of each other store that still
     * takes a task for its own which is new in this plan, so that it looks at its plan at once; append {@code after.news()}, in order, to
     * what is published on {@code commerce.updates}; append {@code after.entries()} to the conflict ledger. News and
     * entries are written once for each call, never again when the same state is saved later; a row of news is deleted
     * only after Kafka acknowledged it.
     *
     * @throws LeaseLostException when another worker has the key; nothing was written
     */
    void save(Claim claim, StoreNumber store, KnownPlan before, Change after);

    /**
     * Writes where the tasks of a store stand, if the claim still holds, in place of what stood there before.
     *
     * @throws LeaseLostException when another worker has the key; nothing was written
     */
    void report(Claim claim, Store store, Board board);
}
