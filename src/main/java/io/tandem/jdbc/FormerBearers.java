package io.tandem.jdbc;

import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** Forgets who bore names that were given up. */
final class FormerBearers {
    /** Under which other names a user is known: an id alone tells of none. */
    static final String OTHER_NAMES = """
            account other
            where other.user_id = account.user_id and other.identity <> account.identity and other.identity like 'upn:%'
              and not other.missing""";

    /** Locked in the order in which answers are written. */
    private static final String FORGET = """
            with former as materialized (
                select identity from account
                where identity = any(:identities) and user_id is not null
                  and (user_id = any(:others) or exists (
                      select 1 from %s and other.asked_at >= coalesce(account.asked_at, '-infinity')))
                order by identity collate "C" for update)
            update account set user_id = null, enabled = false, licensed = false, missing = true
            from former where account.identity = former.identity""".formatted(OTHER_NAMES);

    private FormerBearers() {}

    /**
     * Forgets them as far as each is known under another identity that was looked up no earlier.
     *
     * @param identities names as they are remembered
     * @param others ids of users whom the directory has just shown under other names
     */
    static void forget(Handle handle, Collection<String> identities, Collection<String> others) {
        handle.createUpdate(FORGET)
                .bindArray("identities", String.class, identities)
                .bindArray("others", String.class, others)
                .execute();
    }
}
