package io.tandem.tasks;

import io.tandem.model.Identity;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The team of a store, as far as its tasks care.
 *
 * @param teamId id of group and team, null while there is none
 * @param accounts user id by identity, of people who have a usable account
 * @param members user ids of those who are in the team: only they are assigned (graph-contract 8.7)
 */
public record TeamAccess(@Nullable String teamId, Map<Identity, String> accounts, Set<String> members) {
    /** User ids are compared without regard to case, as Entra does. */
    public TeamAccess {
        accounts = accounts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, account -> lower(account.getValue())));
        members = members.stream().map(TeamAccess::lower).collect(Collectors.toUnmodifiableSet());
    }

    private static String lower(String userId) {
        return userId.toLowerCase(Locale.ROOT);
    }
}
