package io.tandem.teams;

import io.tandem.model.StoreNumber;

/** A team belongs to one store, and this one belongs to another. */
public final class TeamTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which team and whose it is. */
    public TeamTakenException(String teamId, StoreNumber holder) {
        super("team " + teamId + " already serves store " + holder + "; correct the mapping of one of them");
    }
}
