package io.tandem.jdbc;

import io.tandem.model.TeamSource;
import io.tandem.teams.Brake;
import io.tandem.teams.Departures;
import io.tandem.teams.Leave;
import io.tandem.teams.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Departures as rows. Nobody goes before a moment has passed and every store of which something new is known was planned, as far
 * as that takes no longer than half a minute: only then it is known how many are to go at once, and one bad feed removes nobody.
 */
final class JdbcDepartures implements Departures {
    /** Until then others have been planned, or there is so much to do that a few people more make no difference. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final String OF_STORE = """
            select user_id, state from departure where store_number = :store and state <> 'done'""";

    /** One store after the other decides: two halves of a wave must see each other. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('tandem departures'))";

    /** A decision stands for as long as somebody is in the team and not wanted there, and what is not decided for as long as it is asked. */
    private static final String STAY = """
            update departure set state = 'done'
            where store_number = :store and state not in ('done', 'restored')
              and user_id <> all(case when state = 'asked' then :leaving else :unwanted end)""";

    private static final String ASK_NO_MORE = """
            update departure set state = 'done' where store_number = :store and state = 'asked'""";

    private static final String ASK = """
            insert into departure (store_number, user_id, state, asked_at, team_size, role)
            select :store, leaver.user_id, 'asked', :now, :size, role
            from unnest(:users::text[]) as leaver(user_id)
            left join team_member m on m.store_number = :store and m.user_id = leaver.user_id
            on conflict (store_number, user_id) do update
            set state = 'asked', asked_at = excluded.asked_at, team_size = excluded.team_size, role = excluded.role, hold = null,
                told_until = clock_timestamp(), restored_at = null, last_owner = false
            where departure.state = 'done'""";

    /** What the brake itself let through; of what is done without that, nothing was ever done. */
    static final String PASSED = "hold in (select number from hold where state = 'passed')";

    /** What somebody has decided is no part of the next wave. */
    static final String UNDECIDED = """
            asked_at > :since and state not in ('kept', 'restored')
            and (state = 'held' or (hold is null and state <> 'done') or %s)""".formatted(PASSED);

    private static final String WAVE = "select count(*) from departure where " + UNDECIDED;

    private static final String MEMBERSHIPS = """
            select count(*) from team_member where written_at is not null or seen_at is not null""";

    private static final String OTHERS_COME = """
            select exists (select 1 from due_key
                           where kind in ('store', 'team') and desired_generation > observed_generation and key <> :key)""";

    private static final String OPEN = """
            with known as (select number from hold where state = 'open' and kind = 'people'),
            made as (
                insert into hold (made_at) select :now where not exists (select 1 from known) returning number)
            select number from known union all select number from made""";

    private static final String HOLD = """
            update departure set state = 'held', hold = :hold where state = 'asked' and (:all or store_number = :store)""";

    private static final String GRANT = """
            with gone as (
                update departure set state = 'granted', hold = :run where state = 'asked' and store_number = :store
                returning store_number, user_id, role, team_size, told_until)
            insert into removal (run, store_number, user_id, role, team_size, at, told_until)
            select :run, store_number, user_id, role, team_size, clock_timestamp(), told_until from gone
            on conflict (run, store_number, user_id) do update
            set role = excluded.role, team_size = excluded.team_size, at = excluded.at, told_until = excluded.told_until,
                undone = null""";

    private static final String WITHDRAW = """
            update hold set state = 'withdrawn', decided_at = :now
            where state = 'open' and kind = 'people' and not exists (select 1 from departure where hold = hold.number and state = 'held')""";

    private static final String DECIDED_ANEW = """
            update departure set state = 'done'
            where store_number = :store and state in ('restored', 'kept') and user_id = any(:users)""";

    private final Jdbi jdbi;
    private final Brake brake;
    private final JdbcArchives archives;

    JdbcDepartures(Jdbi jdbi, Brake brake) {
        this.jdbi = jdbi;
        this.brake = brake;
        this.archives = new JdbcArchives(jdbi, brake);
    }

    @Override
    public Permit archive(TeamSource source, boolean wanted, Instant now) {
        return archives.ask(source, wanted, now);
    }

    @Override
    public Permit archived(TeamSource source, Instant now) {
        return archives.archived(source, now);
    }

    @Override
    public void decidedAnew(TeamSource source, Set<String> users) {
        jdbi.useHandle(handle -> handle.createUpdate(DECIDED_ANEW)
                .bind("store", source.value())
                .bindArray("users", String.class, users)
                .execute());
    }

    @Override
    public Leave decided(TeamSource source) {
        return jdbi.inTransaction(handle -> {
            if (states(handle, source).containsValue("asked")) {
                handle.createUpdate(ASK_NO_MORE).bind("store", source.value()).execute();
            }
            return leave(handle, source, null);
        });
    }

    @Override
    public Leave ask(Wish wish, Instant now) {
        return jdbi.inTransaction(handle -> {
            Map<String, String> before = states(handle, wish.source());
            return wish.leaving().isEmpty() && before.values().stream().allMatch("restored"::equals)
                    ? new Leave(Set.of(), before.keySet(), null, null)
                    : decide(handle, wish, now);
        });
    }

    private Leave decide(Handle handle, Wish wish, Instant now) {
        handle.execute(LOCK);
        handle.createUpdate(STAY)
                .bind("store", wish.source().value())
                .bindArray("leaving", String.class, wish.leaving())
                .bindArray("unwanted", String.class, wish.unwanted())
                .execute();
        handle.createUpdate(ASK)
                .bind("store", wish.source().value())
                .bindArray("users", String.class, wish.leaving())
                .bind("size", wish.size())
                .bind("now", now)
                .execute();
        Map<String, String> states = states(handle, wish.source());
        Instant notBefore = states.containsValue("asked") ? decide(handle, wish, states, now) : null;
        handle.createUpdate(WITHDRAW).bind("now", now).execute();
        return leave(handle, wish.source(), notBefore);
    }

    /** Returns when to ask again, null when it is decided. */
    private @Nullable Instant decide(Handle handle, Wish wish, Map<String, String> states, Instant now) {
        long undecided = states.values().stream()
                .filter(state -> state.equals("asked") || state.equals("held"))
                .count();
        if (OutflowRows.of(handle, wish.source(), now.minus(brake.wave())).stops(brake, (int) undecided, wish.size())) {
            hold(handle, wish, false, now);
        } else if (isWave(handle, now)) {
            hold(handle, wish, true, now);
        } else if (mayBeMore(handle, wish, now)) {
            return now.plus(LOOK);
        } else {
            handle.createUpdate(GRANT)
                    .bind("store", wish.source().value())
                    .bind("run", JdbcRuns.passing(handle, "people", brake, now))
                    .execute();
        }
        return null;
    }

    private boolean isWave(Handle handle, Instant now) {
        long leaving = handle.createQuery(WAVE)
                .bind("since", now.minus(brake.wave()))
                .mapTo(Long.class)
                .one();
        return brake.stopsWave(
                leaving, handle.createQuery(MEMBERSHIPS).mapTo(Long.class).one());
    }

    private boolean mayBeMore(Handle handle, Wish wish, Instant now) {
        Instant asked = handle.createQuery(
                        "select min(asked_at) from departure where store_number = ? and state = 'asked'")
                .bind(0, wish.source().value())
                .mapTo(Instant.class)
                .one();
        boolean othersCome = handle.createQuery(OTHERS_COME)
                .bind("key", wish.source().key().toString())
                .mapTo(Boolean.class)
                .one();
        return asked.plus(othersCome ? LONGEST_WAIT : brake.settle()).isAfter(now);
    }

    private static void hold(Handle handle, Wish wish, boolean all, Instant now) {
        long number =
                handle.createQuery(OPEN).bind("now", now).mapTo(Long.class).one();
        handle.createUpdate(HOLD)
                .bind("hold", number)
                .bind("all", all)
                .bind("store", wish.source().value())
                .execute();
    }

    private static Leave leave(Handle handle, TeamSource source, @Nullable Instant notBefore) {
        Map<String, String> states = states(handle, source);
        Long hold = handle.createQuery("select max(hold) from departure where store_number = ? and state = 'held'")
                .bind(0, source.value())
                .mapTo(Long.class)
                .one();
        return new Leave(in(states, "held"), in(states, "kept", "restored"), hold, notBefore);
    }

    private static Set<String> in(Map<String, String> states, String... wanted) {
        return states.entrySet().stream()
                .filter(user -> List.of(wanted).contains(user.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<String, String> states(Handle handle, TeamSource source) {
        return handle.createQuery(OF_STORE)
                .bind("store", source.value())
                .map((row, context) -> Map.entry(row.getString("user_id"), row.getString("state")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
