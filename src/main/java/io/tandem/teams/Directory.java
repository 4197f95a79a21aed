package io.tandem.teams;

import io.tandem.model.Identity;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the directory says of some people.
 *
 * @param accounts account by identity; an identity that is absent has, and had, no account
 */
public record Directory(Map<Identity, Account> accounts) {
    /** Copies the accounts. */
    public Directory {
        accounts = Map.copyOf(accounts);
    }

    /** {@return the account of this person, empty when there never was one or the person is not linked} */
    public Optional<Account> find(@Nullable Identity identity) {
        return identity == null ? Optional.empty() : Optional.ofNullable(accounts.get(identity));
    }
}
