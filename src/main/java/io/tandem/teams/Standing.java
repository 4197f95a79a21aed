package io.tandem.teams;

/**
 * Where a store stands.
 *
 * @param state its state
 * @param reason why, or what comes next; empty when there is nothing to say
 */
public record Standing(State state, String reason) {
    /** States of a store (DESIGN 11, {@code /api/status}). */
    public enum State {
        /** As Commerce wants it. */
        IN_SYNC,
        /** On its way. */
        WORKING,
        /** Cannot go on until Commerce or the directory changes. */
        WAITING,
        /** Somebody must approve. */
        HELD,
        /** Went wrong. */
        FAILED
    }

    /** {@return gone wrong for this reason} */
    public static Standing failed(String reason) {
        return new Standing(State.FAILED, reason);
    }
}
