package io.tandem.teams;

import io.tandem.model.TeamSource;

/** A team serves one store, or the communications managers, and this one serves another. */
public final class TeamTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which team and whose it is. */
    public TeamTakenException(String teamId, TeamSource holder) {
        super("team " + teamId + " already serves " + holder.words() + "; correct the mapping of one of them");
    }
}
