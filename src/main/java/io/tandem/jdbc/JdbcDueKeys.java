package io.tandem.jdbc;

import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Freshness;
import io.tandem.model.Key;
import io.tandem.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Due keys as rows, claimed with {@code SKIP LOCKED} so that instances never wait for each other. */
final class JdbcDueKeys implements DueKeys {
    /**
     * The common table is there so that the rows are picked once, whatever way the update takes. The order is that of an
     * index, so that only the rows that are taken are read.
     */
    private static final String CLAIM = """
            with picked as materialized (
                select key from due_key
                where kind = any(:kinds) and %s
                  and (lease_until is null or lease_until <= :now)
                order by kind, %s
                limit :most
                for update skip locked)
            update due_key set lease = :lease || '/' || due_key.key, lease_until = :until, renewed_at = null
            from picked where due_key.key = picked.key
            returning due_key.key, desired_generation, attempts, lease""";

    private static final String CLAIM_NEWS =
            CLAIM.formatted("desired_generation > observed_generation", "priority desc, key");

    /** The earliest deadline first: when time is short for all, none is late by more than its own interval for long. */
    private static final String CLAIM_TIME =
            CLAIM.formatted("desired_generation <= observed_generation and next_attempt_at <= :now", "late_at, key");

    /** Locked in the order in which all lock keys. */
    private static final String EXTEND = """
            with held as materialized (
                select key from due_key where lease = any(:leases) order by key for update)
            update due_key set lease_until = :until from held where due_key.key = held.key""";

    private static final String RELEASE = """
            with held as materialized (
                select key from due_key where lease = any(:leases) order by key for update)
            update due_key set lease = null, lease_until = null from held where due_key.key = held.key""";

    /** Since when a settled key had been due is forgotten, but not since when it is due anew. */
    private static final String SETTLE = """
            with held as (
                select key, due_since, next_attempt_at from due_key where key = :key and lease = :lease for update)
            update due_key
            set observed_generation = :generation, next_attempt_at = :next, late_at = :late, last_reason = :reason,
                attempts = case when desired_generation > :generation then attempts else :attempts end,
                due_since = case when :settled then renewed_at else due_key.due_since end,
                lease = null, lease_until = null
            from held where due_key.key = held.key
            returning desired_generation, held.due_since is not null as news,
                coalesce(extract(epoch from clock_timestamp() - coalesce(held.due_since, held.next_attempt_at)), -1)
                    as seconds""";

    /** Row by row in the order of the keys: sorted by whoever calls, and by nothing else. */
    private static final String MARK = """
            insert into due_key (key) select unnest(:keys::text[])
            on conflict (key) do update
            set desired_generation = due_key.desired_generation + 1, attempts = 0,
                due_since = coalesce(due_key.due_since, now()), renewed_at = coalesce(due_key.renewed_at, now())""";

    /** The tasks of a store of whose tasks nobody ever spoke are nobody's business. */
    private static final String MARK_SPOKEN_OF = """
            insert into due_key (key)
            select spoken.key from unnest(:keys::text[]) as spoken (key)
            where spoken.key not like 'tasks/%'
               or exists (select 1 from due_key known where known.key = spoken.key)
               or exists (select 1 from fact
                          where about = 'store/' || substr(spoken.key, 7) and (subject like 'task/%' or subject like 'list/%'))
            on conflict (key) do update
            set desired_generation = due_key.desired_generation + 1, attempts = 0,
                due_since = coalesce(due_key.due_since, now()), renewed_at = coalesce(due_key.renewed_at, now())""";

    private static final String MARK_IF_THERE = """
            update due_key set desired_generation = desired_generation + 1, attempts = 0,
                due_since = coalesce(due_since, now()), renewed_at = coalesce(renewed_at, now())
            where key = :key""";

    private static final Duration PARKED = Duration.ofHours(6);

    /** What may go on at once does not come before all else. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final Retry retry;
    private final Set<String> kinds;
    private final List<String> claims;
    private final Freshness freshness;

    JdbcDueKeys(Jdbi jdbi, Retry retry, Set<String> kinds, Due due, Freshness freshness) {
        this.jdbi = jdbi;
        this.freshness = freshness;
        this.retry = retry;
        this.kinds = Set.copyOf(kinds);
        this.claims = switch (due) {
            case ANY -> List.of(CLAIM_NEWS, CLAIM_TIME);
            case NEWS -> List.of(CLAIM_NEWS);
            case TIME -> List.of(CLAIM_TIME);
        };
    }

    @Override
    public List<Claim> claim(int most, Instant now, Duration lease) {
        return jdbi.inTransaction(handle -> {
            List<Claim> all = new ArrayList<>();
            for (String claim : claims) {
                if (all.size() < most) {
                    all.addAll(claim(handle, claim, most - all.size(), now, lease));
                }
            }
            return all;
        });
    }

    private List<Claim> claim(Handle handle, String sql, int most, Instant now, Duration lease) {
        return handle.createQuery(sql)
                .bind("lease", UUID.randomUUID().toString())
                .bind("until", now.plus(lease))
                .bind("now", now)
                .bind("most", most)
                .bindArray("kinds", String.class, kinds)
                .map((row, context) -> new Claim(
                        Key.parse(row.getString("key")),
                        row.getLong("desired_generation"),
                        row.getInt("attempts"),
                        row.getString("lease")))
                .list();
    }

    @Override
    public void extend(Collection<Claim> claims, Instant now, Duration lease) {
        String[] leases = claims.stream().map(Claim::lease).toArray(String[]::new);
        jdbi.useHandle(handle -> handle.createUpdate(EXTEND)
                .bind("until", now.plus(lease))
                .bindArray("leases", String.class, (Object[]) leases)
                .execute());
    }

    @Override
    public void release(Collection<Claim> claims) {
        String[] leases = claims.stream().map(Claim::lease).toArray(String[]::new);
        jdbi.useHandle(handle -> handle.createUpdate(RELEASE)
                .bindArray("leases", String.class, (Object[]) leases)
                .execute());
    }

    @Override
    public boolean usesUp(Claim claim, Verdict.Failed verdict) {
        return verdict.forGood() || retry.areUsedUp(claim.attempts() + 1);
    }

    @Override
    public boolean settle(Claim claim, Verdict verdict, Instant now) {
        boolean nothingNew = switch (verdict) {
            case Verdict.Done done -> settleDone(claim, Next.of(done.againAt(), now));
            case Verdict.AgainAt again -> settle(claim, Next.of(again.at(), now), claim.attempts(), again.reason());
            case Verdict.Barred barred ->
                settle(claim, Next.of(now.plus(retry.longest()), now), claim.attempts(), barred.reason());
            case Verdict.Failed failed -> {
                int attempts = claim.attempts() + 1;
                Instant next = usesUp(claim, failed) ? parkedUntil(claim, now) : retry.next(attempts, now);
                yield settle(claim, Next.of(next, now), attempts, failed.reason());
            }
        };
        return nothingNew && verdict instanceof Verdict.Failed failed && usesUp(claim, failed);
    }

    /** A key that had failed may have a dead letter. */
    private boolean settleDone(Claim claim, Next next) {
        return jdbi.inTransaction(handle -> {
            boolean nothingNew = settle(handle, claim, next, 0, null);
            if (nothingNew && claim.attempts() > 0) {
                JdbcDeadLetters.mended(handle, claim.key());
            }
            return nothingNew;
        });
    }

    /** Nobody tells of what people do in Planner, so its plan is looked at again; a team waits for news. */
    private static @Nullable Instant parkedUntil(Claim claim, Instant now) {
        return claim.key().kind().equals(Key.TASKS) ? now.plus(PARKED) : null;
    }

    /**
     * The next attempt.
     *
     * @param lateAt until when it should have been made: once it has waited twice as long as was meant, or some seconds longer
     */
    private record Next(@Nullable Instant at, @Nullable Instant lateAt) {
        static Next of(@Nullable Instant at, Instant now) {
            if (at == null) {
                return new Next(null, null);
            }
            Duration meant = Duration.between(now, at);
            return new Next(at, at.plus(meant.compareTo(GRACE) > 0 ? meant : GRACE));
        }
    }

    /** Whether the claim held and nothing new came meanwhile. */
    private boolean settle(Claim claim, Next next, int attempts, @Nullable String reason) {
        return jdbi.withHandle(handle -> settle(handle, claim, next, attempts, reason));
    }

    private boolean settle(Handle handle, Claim claim, Next next, int attempts, @Nullable String reason) {
        return handle.createQuery(SETTLE)
                .bind("generation", claim.generation())
                .bind("next", next.at())
                .bind("late", next.lateAt())
                .bind("attempts", attempts)
                .bind("settled", next.at() == null || reason == null)
                .bind("reason", reason)
                .bind("key", claim.key().toString())
                .bind("lease", claim.lease())
                .map((row, context) -> {
                    if (reason == null && row.getDouble("seconds") >= 0) {
                        freshness.settled(claim.key(), row.getBoolean("news"), seconds(row.getDouble("seconds")));
                    }
                    return row.getLong("desired_generation");
                })
                .findOne()
                .filter(desired -> desired == claim.generation())
                .isPresent();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    @Override
    public void markDue(Collection<Key> keys) {
        jdbi.useHandle(handle -> markDue(handle, keys));
    }

    /** The same inside the caller's transaction. Sorted, so that two transactions lock in the same order. */
    static void markDue(Handle handle, Collection<Key> keys) {
        mark(handle, MARK, keys);
    }

    /** The same of keys on which Commerce said something; the tasks of a store only once it has spoken of one. */
    static void markSpokenOf(Handle handle, Collection<Key> keys) {
        mark(handle, MARK_SPOKEN_OF, keys);
    }

    private static void mark(Handle handle, String sql, Collection<Key> keys) {
        String[] sorted = keys.stream().map(Key::toString).sorted().distinct().toArray(String[]::new);
        if (sorted.length > 0) {
            handle.createUpdate(sql)
                    .bindArray("keys", String.class, (Object[]) sorted)
                    .execute();
            JdbcDeadLetters.supersede(handle, List.of(sorted));
        }
    }

    /** Marks a key that somebody marked before; of others nothing becomes known. */
    static void markDueIfThere(Handle handle, Key key) {
        handle.createUpdate(MARK_IF_THERE).bind("key", key.toString()).execute();
        JdbcDeadLetters.supersede(handle, List.of(key.toString()));
    }
}
