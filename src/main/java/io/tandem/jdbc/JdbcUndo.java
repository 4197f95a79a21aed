package io.tandem.jdbc;

import io.tandem.model.Identity;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.teams.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what a run did, as rows: whoever was put out is restored, unless Commerce has decided on the person since, and teams that were
 * archived are kept out of there.
 */
final class JdbcUndo {
    private static final String RECORD = """
            update hold set undone_at = :now, undone_by = :who, undone_reason = :reason
            where number = :number and state in ('approved', 'passed') and undone_at is null""";

    /** Nobody is asked for meanwhile: a plan that is being made sees all of a decision or nothing. */
    static final String LOCK = """
            select pg_advisory_xact_lock(hashtext('tandem departures')), pg_advisory_xact_lock(hashtext('tandem archives'))""";

    private static final String PRESENT = "(m.written_at is not null or m.seen_at is not null)";

    /** Whoever is in the team though the departure is done is there because Commerce wanted the person again. */
    private static final String PEOPLE = """
            select r.store_number, r.user_id, r.at,
                   case when d.hold is distinct from r.run then 'later'
                        when d.state <> 'granted' and m.user_id is not null then 'again'
                        else 'restored' end as fate
            from removal r
            left join departure d on d.store_number = r.store_number and d.user_id = r.user_id
            left join team_member m on m.store_number = r.store_number and m.user_id = r.user_id and %s
            where r.run = :number
            order by r.store_number, r.user_id""".formatted(PRESENT);

    private static final String RESTORE = """
            with fate as (
                select * from unnest(:stores::text[], :users::text[], :fates::text[]) as f(store_number, user_id, fate)),
            told as (
                update removal r set undone = fate.fate from fate
                where r.run = :number and r.store_number = fate.store_number and r.user_id = fate.user_id)
            update departure d set state = 'restored', restored_at = now() from fate
            where fate.fate = 'restored' and d.hold = :number
              and d.store_number = fate.store_number and d.user_id = fate.user_id""";

    /**
     * Owners who may be in only because somebody had to stay: they would go now that others are back. For those whom Commerce wants
     * it is over with the next plan, and those go whom it ended since. Nobody ever asked for them: they are no part of a wave.
     */
    private static final String LAST_OWNERS = """
            insert into departure (store_number, user_id, state, asked_at, team_size, role, restored_at)
            select m.store_number, m.user_id, 'restored', to_timestamp(0), 0, m.role, now() from team_member m
            where m.store_number = any(:stores) and m.role = 'OWNER' and m.ours and %s
              and m.store_number || '/' || m.user_id <> all(:ended)
            on conflict (store_number, user_id) do update
            set state = 'restored', role = excluded.role, restored_at = excluded.restored_at
            where departure.state = 'done'""".formatted(PRESENT);

    private static final String TEAMS = """
            update archiving set state = 'kept' where hold = :number and state in ('granted', 'done') returning store_number""";

    private JdbcUndo() {}

    /** {@return the teams that it is about, empty when it put nobody out or is undone already} */
    static Optional<List<TeamSource>> undo(
            Handle handle, long number, String who, @Nullable String reason, Instant now) {
        handle.execute(LOCK);
        boolean first = handle.createUpdate(RECORD)
                        .bind("now", now)
                        .bind("who", who)
                        .bind("reason", reason)
                        .bind("number", number)
                        .execute()
                == 1;
        return first ? Optional.of(restore(handle, number, now)) : Optional.empty();
    }

    private static List<TeamSource> restore(Handle handle, long number, Instant now) {
        List<RunOfTeam> run = run(handle, number, now);
        List<RunOfTeam.Removed> people = run.stream().flatMap(RunOfTeam::judged).toList();
        handle.createUpdate(RESTORE)
                .bind("number", number)
                .bindArray("stores", String.class, column(people, RunOfTeam.Removed::store))
                .bindArray("users", String.class, column(people, RunOfTeam.Removed::user))
                .bindArray("fates", String.class, column(people, RunOfTeam.Removed::fate))
                .execute();
        List<String> stores = people.stream()
                .filter(RunOfTeam.Removed::isRestored)
                .map(RunOfTeam.Removed::store)
                .distinct()
                .toList();
        handle.createUpdate(LAST_OWNERS)
                .bindArray("stores", String.class, stores)
                .bindArray(
                        "ended",
                        String.class,
                        run.stream().flatMap(RunOfTeam::ended).toList())
                .execute();
        List<String> teams = handle.createQuery(TEAMS)
                .bind("number", number)
                .mapTo(String.class)
                .list();
        return Stream.concat(stores.stream(), teams.stream())
                .distinct()
                .map(TeamSource::of)
                .toList();
    }

    private static List<RunOfTeam> run(Handle handle, long number, Instant now) {
        Map<String, List<RunOfTeam.Removed>> byStore = handle.createQuery(PEOPLE)
                .bind("number", number)
                .map((row, context) -> new RunOfTeam.Removed(
                        row.getString("store_number"),
                        row.getString("user_id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("fate")))
                .collect(Collectors.groupingBy(RunOfTeam.Removed::store, TreeMap::new, Collectors.toList()));
        return byStore.entrySet().stream()
                .map(store -> new RunOfTeam(store.getValue(), gone(handle, TeamSource.of(store.getKey()), now)))
                .toList();
    }

    private static Map<String, Instant> gone(Handle handle, TeamSource source, Instant now) {
        TeamStaff staff = StoreFacts.staff(handle, source);
        List<Identity> identities = staff.goneSince(now).keySet().stream()
                .filter(Identity::isLinked)
                .toList();
        return Roster.goneSince(staff, JdbcPeople.directory(handle, identities), now);
    }

    private static Object[] column(List<RunOfTeam.Removed> people, Function<RunOfTeam.Removed, String> value) {
        return people.stream().map(value).toArray();
    }
}
