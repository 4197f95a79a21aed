package io.tandem.model;

/** What a worker is in a store (DESIGN 8, {@code worker.store.assigned}). */
public enum Role {
    /** Runs the store; owns its team. */
    MANAGER,
    /** Works in the store; member of its team. */
    WORKER
}
