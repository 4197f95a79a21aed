package io.tandem.model;

import java.util.Locale;

/**
 * Somebody who was put out of a team, or was to be, and is in it because that was undone, until Commerce wants the person there
 * again.
 *
 * @param userId object id in Entra, a GUID in lower case
 * @param role what the person was: a manager owns the team
 */
public record Restored(String userId, Role role) {
    /** User ids are compared without regard to case, as Entra does. */
    public Restored {
        userId = userId.toLowerCase(Locale.ROOT);
    }

    /** {@return by what the directory knows the person} */
    public Identity identity() {
        return new Identity(userId, null);
    }
}
