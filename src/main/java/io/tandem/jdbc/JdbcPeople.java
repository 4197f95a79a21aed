package io.tandem.jdbc;

import io.tandem.model.Identity;
import io.tandem.teams.Account;
import io.tandem.teams.Directory;
import io.tandem.teams.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Remembers accounts by {@code id:<object id>} or {@code upn:<user principal name>}. */
final class JdbcPeople implements People {
    private static final String DIRECTORY = """
            select identity, user_id, enabled, licensed, missing from account
            where identity = any(:identities) and user_id is not null""";

    private static final String STALE = """
            select wanted.identity from unnest(:identities::text[]) as wanted(identity)
            left join account using (identity)
            where account.asked_at is null
               or account.asked_at < :goodSince
               or (account.asked_at < :doubtfulSince
                   and (user_id is null or not enabled or not licensed))
               or (account.identity like 'upn:%%' and exists (
                   select 1 from %s and other.asked_at > account.asked_at))""".formatted(FormerBearers.OTHER_NAMES);

    /** People whom Commerce named and the directory was never asked about: they fill the call up. */
    private static final String NEVER_ASKED = """
            select identity from account where asked_at is null limit :most""";

    private static final String EXPECT = """
            insert into account (identity) select distinct unnest(:identities::text[])
            on conflict (identity) do nothing""";

    /** Whom the directory does not show any more is still known by id. */
    private static final String REMEMBER = """
            insert into account (identity, user_id, enabled, licensed, missing, asked_at)
            values (:identity, :user, :enabled, :licensed, :missing, :now)
            on conflict (identity) do update
            set user_id = coalesce(excluded.user_id, account.user_id), enabled = excluded.enabled, licensed = excluded.licensed,
                missing = excluded.missing, asked_at = excluded.asked_at""";

    private static final String DOUBT = """
            update account set asked_at = null where user_id = any(:users)""";

    private final Jdbi jdbi;

    JdbcPeople(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Directory directory(Collection<Identity> identities) {
        return jdbi.withHandle(handle -> directory(handle, identities));
    }

    /** {@return what is remembered, read inside the caller's transaction} */
    static Directory directory(Handle handle, Collection<Identity> identities) {
        Map<String, List<Identity>> byKey = identities.stream().collect(Collectors.groupingBy(JdbcPeople::key));
        Map<Identity, Account> accounts = new HashMap<>();
        handle.createQuery(DIRECTORY)
                .bindArray("identities", String.class, byKey.keySet())
                .map((row, context) -> Map.entry(
                        row.getString("identity"),
                        new Account(
                                row.getString("user_id"),
                                row.getBoolean("enabled"),
                                row.getBoolean("licensed"),
                                row.getBoolean("missing"))))
                .forEach(account -> byKey.getOrDefault(account.getKey(), List.of())
                        .forEach(identity -> accounts.put(identity, account.getValue())));
        return new Directory(accounts);
    }

    @Override
    public List<Identity> unresolved(Collection<Identity> wanted, Instant goodSince, Instant doubtfulSince, int most) {
        List<String> keys = wanted.stream().map(JdbcPeople::key).distinct().toList();
        return jdbi.withHandle(handle -> {
            List<String> stale = handle.createQuery(STALE)
                    .bindArray("identities", String.class, keys)
                    .bind("goodSince", goodSince)
                    .bind("doubtfulSince", doubtfulSince)
                    .mapTo(String.class)
                    .list();
            List<String> ask = new ArrayList<>(stale);
            if (!stale.isEmpty() && stale.size() < most) {
                handle.createQuery(NEVER_ASKED).bind("most", most).mapTo(String.class).stream()
                        .filter(key -> !stale.contains(key))
                        .limit(most - (long) stale.size())
                        .forEach(ask::add);
            }
            return ask.stream()
                    .map(JdbcPeople::identity)
                    .filter(Identity::isLinked)
                    .toList();
        });
    }

    @Override
    public void forgetBearers(Collection<Identity> names, Collection<String> others) {
        List<String> keys = names.stream().map(JdbcPeople::key).toList();
        jdbi.useHandle(handle -> FormerBearers.forget(handle, keys, others));
    }

    @Override
    public void doubt(Collection<String> userIds) {
        jdbi.useHandle(handle -> handle.createUpdate(DOUBT)
                .bindArray("users", String.class, userIds)
                .execute());
    }

    @Override
    public void remember(Map<Identity, Optional<Account>> answers, Instant now) {
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(REMEMBER);
            // Sorted, so that two instances lock in the same order.
            Map<Identity, Optional<Account>> sorted = new TreeMap<>(Comparator.comparing(JdbcPeople::key));
            sorted.putAll(answers);
            sorted.forEach((identity, account) -> batch.bind("identity", key(identity))
                    .bind("user", account.map(Account::userId).orElse(identity.objectId()))
                    .bind("enabled", account.map(Account::enabled).orElse(false))
                    .bind("licensed", account.map(Account::licensed).orElse(false))
                    .bind("missing", account.isEmpty())
                    .bind("now", now)
                    .add());
            batch.execute();
        });
    }

    /** Notes inside the caller's transaction that the directory will be asked about these people. */
    static void expect(Handle handle, Collection<Identity> identities) {
        Object[] keys = identities.stream().map(JdbcPeople::key).sorted().toArray();
        handle.createUpdate(EXPECT).bindArray("identities", String.class, keys).execute();
    }

    static String key(Identity identity) {
        return identity.objectId() != null ? "id:" + identity.objectId() : "upn:" + identity.userPrincipalName();
    }

    private static Identity identity(String key) {
        return key.startsWith("id:") ? new Identity(key.substring(3), null) : new Identity(null, key.substring(4));
    }
}
