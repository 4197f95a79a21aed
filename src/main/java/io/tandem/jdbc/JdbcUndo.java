package io.tandem.jdbc;

import io.tandem.console.Holds.Undoing;
import io.tandem.jdbc.RunOfTeam.Person;
import io.tandem.jdbc.RunOfTeam.Removed;
import io.tandem.model.TeamSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            where number = :number""";

    /**
     * Nobody is asked for meanwhile: a plan that is being made sees all of a decision or nothing. And nothing is taken in meanwhile:
     * what Commerce says comes before the decision, or after it.
     */
    static final List<String> LOCKS = List.of(JdbcCommerceState.ONE_AT_A_TIME, """
            select pg_advisory_xact_lock(hashtext('tandem departures')), pg_advisory_xact_lock(hashtext('tandem archives'))""");

    private static final String IS_RUN = """
            select exists (select 1 from hold where number = :number and state in ('approved', 'passed') and undone_at is null)""";

    private static final String PRESENT = "(m.written_at is not null or m.seen_at is not null)";

    /** Whoever is in the team though the departure is done is there because Commerce or somebody else has put the person in again. */
    private static final String PEOPLE = """
            select r.store_number, r.user_id, r.role, coalesce(r.told_until, r.at) as told, r.at,
                   case when d.hold is distinct from r.run then 'later'
                        when d.state <> 'granted' and m.user_id is not null then 'again'
                        else 'restored' end as fate,
                   %s
            from removal r
            left join departure d on d.store_number = r.store_number and d.user_id = r.user_id
            left join team_member m on m.store_number = r.store_number and m.user_id = r.user_id and %s
            where r.run = :number
            order by r.store_number, r.user_id""".formatted(JdbcLinks.column("r"), PRESENT);

    private static final String RESTORE = """
            with fate as (
                select * from unnest(:stores::text[], :users::text[], :fates::text[]) as f(store_number, user_id, fate)),
            told as (
                update removal r set undone = fate.fate from fate
                where r.run = :number and r.store_number = fate.store_number and r.user_id = fate.user_id)
            update departure d set state = 'restored', restored_at = clock_timestamp() from fate
            where fate.fate = 'restored' and d.hold = :number
              and d.store_number = fate.store_number and d.user_id = fate.user_id""";

    private static final String OWNERS = """
            select m.store_number, m.user_id, m.role, %s from team_member m
            where m.store_number = any(:stores) and m.role = 'OWNER' and m.ours and %s""".formatted(JdbcLinks.column("m"), PRESENT);

    /**
     * Owners who may be in only because somebody had to stay: they would go now that others are back. Nobody ever asked for them: they
     * are no part of a wave.
     */
    private static final String LAST_OWNERS = """
            insert into departure (store_number, user_id, state, asked_at, team_size, role, restored_at, last_owner)
            select owner.*, 'restored', to_timestamp(0), 0, 'OWNER', clock_timestamp(), true
            from unnest(:stores::text[], :users::text[]) as owner(store_number, user_id)
            on conflict (store_number, user_id) do update
            set state = 'restored', role = 'OWNER', restored_at = excluded.restored_at, hold = null, last_owner = true
            where departure.state = 'done'""";

    /** What is done is archived, or its store has opened again and there is nothing to undo. */
    private static final String TEAMS = """
            update archiving a set state = 'kept'
            where a.hold = :number
              and (a.state = 'granted'
                   or (a.state = 'done' and exists (
                       select 1 from team t
                       where t.store_number = a.store_number and (t.stage = 'archived' or (t.stage = 'archiving' and t.archived)))))
            returning a.store_number""";

    private JdbcUndo() {}

    /**
     * What came of it.
     *
     * @param sources the teams that it is about
     */
    record Undone(Undoing verdict, List<TeamSource> sources) {
        static Undone not(Undoing verdict) {
            return new Undone(verdict, List.of());
        }
    }

    static void lock(Handle handle) {
        LOCKS.forEach(handle::execute);
    }

    static Undone undo(Handle handle, long number, String who, @Nullable String reason, Instant now) {
        lock(handle);
        boolean run = handle.createQuery(IS_RUN)
                .bind("number", number)
                .mapTo(Boolean.class)
                .one();
        if (!run) {
            return Undone.not(Undoing.NO_RUN);
        }
        List<String> back = restore(handle, number, now);
        if (back.isEmpty()) {
            return Undone.not(Undoing.NOBODY);
        }
        handle.createUpdate(RECORD)
                .bind("now", now)
                .bind("who", who)
                .bind("reason", reason)
                .bind("number", number)
                .execute();
        return new Undone(Undoing.UNDONE, back.stream().map(TeamSource::of).toList());
    }

    /** Returns the teams; when there are none, nothing was changed. */
    private static List<String> restore(Handle handle, long number, Instant now) {
        List<RunOfTeam> run = run(handle, number, now);
        List<Removed> people =
                run.stream().flatMap(team -> team.people().stream()).toList();
        List<String> stores = people.stream()
                .filter(Removed::isRestored)
                .map(one -> one.person().store())
                .distinct()
                .toList();
        if (!stores.isEmpty()) {
            handle.createUpdate(RESTORE)
                    .bind("number", number)
                    .bindArray(
                            "stores",
                            String.class,
                            column(people, one -> one.person().store()))
                    .bindArray(
                            "users",
                            String.class,
                            column(people, one -> one.person().user()))
                    .bindArray("fates", String.class, column(people, Removed::fate))
                    .execute();
            keepLastOwners(handle, run);
        }
        List<String> teams = handle.createQuery(TEAMS)
                .bind("number", number)
                .mapTo(String.class)
                .list();
        return Stream.concat(stores.stream(), teams.stream()).distinct().toList();
    }

    private static void keepLastOwners(Handle handle, List<RunOfTeam> run) {
        Map<String, RunOfTeam> byStore = run.stream()
                .filter(RunOfTeam::bringsAnOwnerBack)
                .collect(Collectors.toMap(
                        team -> team.people().getFirst().person().store(), Function.identity()));
        List<Person> owners = handle
                .createQuery(OWNERS)
                .bindArray("stores", String.class, byStore.keySet())
                .map((row, context) -> person(row))
                .stream()
                .filter(owner ->
                        Objects.requireNonNull(byStore.get(owner.store())).isOfIt(owner))
                .toList();
        handle.createUpdate(LAST_OWNERS)
                .bindArray("stores", String.class, column(owners, Person::store))
                .bindArray("users", String.class, column(owners, Person::user))
                .execute();
    }

    private static List<RunOfTeam> run(Handle handle, long number, Instant now) {
        Map<String, List<Removed>> byStore = handle.createQuery(PEOPLE)
                .bind("number", number)
                .map((row, context) -> new Removed(
                        person(row),
                        row.getTimestamp("told").toInstant(),
                        row.getTimestamp("at").toInstant(),
                        row.getString("fate")))
                .collect(Collectors.groupingBy(one -> one.person().store(), TreeMap::new, Collectors.toList()));
        return byStore.entrySet().stream()
                .map(store -> new RunOfTeam(
                        store.getValue(),
                        StoreFacts.staff(handle, TeamSource.of(store.getKey())).goneSince(now)))
                .toList();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("store_number"), row.getString("user_id"), row.getString("role"), JdbcLinks.workers(row));
    }

    private static <T> Object[] column(List<T> people, Function<T, String> value) {
        return people.stream().map(value).toArray();
    }
}
