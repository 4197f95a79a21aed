package io.tandem.model;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was put out of a team, or was to be, and is in it because that was undone, until Commerce itself decides on the
 * person anew.
 *
 * @param userId object id in Entra, a GUID in lower case
 * @param role what the person was: a manager owns the team
 * @param since when it was undone, null = not known
 */
public record Restored(String userId, Role role, @Nullable Instant since) {
    /** User ids are compared without regard to case, as Entra does. */
    public Restored {
        userId = userId.toLowerCase(Locale.ROOT);
    }

    /** Restored nobody knows when. */
    public Restored(String userId, Role role) {
        this(userId, role, null);
    }

    /** {@return whether that was undone before something happened; null = it did not happen} */
    public boolean isBefore(@Nullable Instant happened) {
        return since != null && happened != null && since.isBefore(happened);
    }

    /** {@return by what the directory knows the person} */
    public Identity identity() {
        return new Identity(userId, null);
    }
}
