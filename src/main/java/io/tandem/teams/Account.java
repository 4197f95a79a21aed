package io.tandem.teams;

import java.util.Locale;

/**
 * A user of the directory, as far as teams care (graph-contract 7).
 *
 * @param userId object id, a GUID in lower case
 * @param enabled whether the account may sign in; a disabled one cannot be added to a team
 * @param licensed whether the account has a plan for Teams
 */
public record Account(String userId, boolean enabled, boolean licensed) {
    /** User ids are compared without regard to case, as Entra does. */
    public Account {
        userId = userId.toLowerCase(Locale.ROOT);
    }

    /** {@return whether the person can be in a team} */
    public boolean isUsable() {
        return enabled && licensed;
    }
}
