package io.tandem.tasks;

import io.tandem.model.Claim;
import io.tandem.model.LeaseLostException;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;

/** What Commerce wants of tasks and what is known of them. */
public interface TaskState {

    /**
     * {@return what Commerce says of a store's tasks; an unknown store has only its number} The tasks that Commerce
     * deleted belong to it as long as {@link #known} has them, and so do assignees who never worked in the store.
     */
    StoreTasks wanted(StoreNumber store);

    /** {@return what is known of a store's plan, {@link KnownPlan#unknown()} when nothing was ever saved} */
    KnownPlan known(StoreNumber store);

    /**
     * Writes a change in one transaction, if the claim still holds; the lease starts anew. In this order: prove the
     * lease (update the key's row where the lease is the claim's); write the rows of {@code after.known()} that differ
     * from {@code before} and delete those of tasks that it no longer has; append {@code after.news()}, in order, to
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
