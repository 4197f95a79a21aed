package io.tandem.teams;

import java.util.Locale;

/**
 * A user of the directory, as far as teams care (graph-contract 7). One that the directory does not show any more keeps its id: the
 * person may have another sign-in name by now, or the answer was short of somebody, and nobody is put out for that.
 *
 * @param userId object id, a GUID in lower case
 * @param enabled whether the account may sign in; a disabled one cannot be added to a team
 * @param licensed whether the account has a plan for Teams
 * @param missing whether the directory does not show it any more
 */
public record Account(String userId, boolean enabled, boolean licensed, boolean missing) {
    /** User ids are compared without regard to case, as Entra does. */
    public Account {
        userId = userId.toLowerCase(Locale.ROOT);
    }

    /** One that the directory shows. */
    public Account(String userId, boolean enabled, boolean licensed) {
        this(userId, enabled, licensed, false);
    }

    /** {@return whether the person can be in a team} */
    public boolean isUsable() {
        return enabled && licensed && !missing;
    }
}
