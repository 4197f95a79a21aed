package io.tandem.tasks;

/**
 * Where the tasks of a store stand.
 *
 * @param state their state
 * @param reason why, or what comes next; empty when there is nothing to say
 */
public record Standing(State state, String reason) {
    /** States of the tasks of a store. */
    public enum State {
        /** Both sides agree. */
        IN_SYNC,
        /** On their way. */
        WORKING,
        /** Cannot go on until the store has a team. */
        WAITING,
        /** Went wrong. */
        FAILED
    }

    /** {@return gone wrong for this reason} */
    public static Standing failed(String reason) {
        return new Standing(State.FAILED, reason);
    }
}
