package io.tandem.jdbc;

import io.tandem.model.Identity;
import io.tandem.model.Restored;
import io.tandem.model.Role;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.model.Worker;
import io.tandem.teams.Roster;
import io.tandem.teams.TeamRole;
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
     * it is over with the next plan. Nobody ever asked for them: they are no part of a wave.
     */
    private static final String LAST_OWNERS = """
            insert into departure (store_number, user_id, state, asked_at, team_size, role, restored_at)
            select m.store_number, m.user_id, 'restored', to_timestamp(0), 0, m.role, now() from team_member m
            where m.store_number = any(:stores) and m.role = 'OWNER' and m.ours and %s
            on conflict (store_number, user_id) do update
            set state = 'restored', role = excluded.role, restored_at = excluded.restored_at
            where departure.state = 'done'""".formatted(PRESENT);

    private static final String TEAMS = """
            update archiving set state = 'kept' where hold = :number and state in ('granted', 'done') returning store_number""";

    private static final String RESTORED = """
            select store_number, user_id, role, restored_at from departure
            where store_number = any(:stores) and state = 'restored' order by store_number, user_id""";

    private static final String RESTORED_FATE = "restored";

    private JdbcUndo() {}

    /**
     * Whom the run put out of a team.
     *
     * @param at when that was decided
     * @param fate what undoing it does to the person: {@code restored}, or why not
     */
    private record Removed(String store, String user, Instant at, String fate) {
        /** Whether Commerce ended the person's employment or assignment after it was decided. */
        Removed unlessEnded(Map<String, Instant> gone) {
            Instant since = gone.get(user);
            return fate.equals(RESTORED_FATE) && since != null && since.isAfter(at)
                    ? new Removed(store, user, at, "ended")
                    : this;
        }

        boolean isRestored() {
            return fate.equals(RESTORED_FATE);
        }
    }

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
        List<Removed> people = removed(handle, number, now);
        handle.createUpdate(RESTORE)
                .bind("number", number)
                .bindArray("stores", String.class, column(people, Removed::store))
                .bindArray("users", String.class, column(people, Removed::user))
                .bindArray("fates", String.class, column(people, Removed::fate))
                .execute();
        List<String> stores = people.stream()
                .filter(Removed::isRestored)
                .map(Removed::store)
                .distinct()
                .toList();
        handle.createUpdate(LAST_OWNERS)
                .bindArray("stores", String.class, stores)
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

    private static List<Removed> removed(Handle handle, long number, Instant now) {
        Map<String, List<Removed>> byStore = handle.createQuery(PEOPLE)
                .bind("number", number)
                .map((row, context) -> new Removed(
                        row.getString("store_number"),
                        row.getString("user_id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("fate")))
                .collect(Collectors.groupingBy(Removed::store, TreeMap::new, Collectors.toList()));
        return byStore.entrySet().stream()
                .flatMap(store -> {
                    Map<String, Instant> gone = gone(handle, TeamSource.of(store.getKey()), now);
                    return store.getValue().stream().map(person -> person.unlessEnded(gone));
                })
                .toList();
    }

    private static Map<String, Instant> gone(Handle handle, TeamSource source, Instant now) {
        TeamStaff staff = StoreFacts.staff(handle, source);
        List<Identity> identities = staff.workers().stream()
                .map(Worker::identity)
                .filter(Identity::isLinked)
                .distinct()
                .toList();
        return Roster.goneSince(staff, JdbcPeople.directory(handle, identities), now);
    }

    private static Object[] column(List<Removed> people, Function<Removed, String> value) {
        return people.stream().map(value).toArray();
    }

    /** {@return who of a team was restored} */
    static List<Restored> restored(Handle handle, TeamSource source) {
        return restored(handle, List.of(source.value())).getOrDefault(source.value(), List.of());
    }

    /** {@return who was restored, by number or name of the source; one without anybody is left out} */
    static Map<String, List<Restored>> restored(Handle handle, List<String> sources) {
        return handle.createQuery(RESTORED)
                .bindArray("stores", String.class, sources)
                .map((row, context) -> Map.entry(
                        row.getString("store_number"),
                        new Restored(
                                row.getString("user_id"),
                                role(row.getString("role")),
                                TeamRows.instant(row, "restored_at"))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Of some who left long ago nothing but that is known; they were members mostly. */
    private static Role role(@Nullable String known) {
        return TeamRole.OWNER.name().equals(known) ? Role.MANAGER : Role.WORKER;
    }
}
