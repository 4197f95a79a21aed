package io.tandem.jdbc;

import io.tandem.model.Restored;
import io.tandem.model.Role;
import io.tandem.model.TeamSource;
import io.tandem.teams.TeamRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Undoes what an approved hold did, as rows: whoever was put out is restored, and teams that were archived are kept out of there. */
final class JdbcUndo {
    private static final String RECORD = """
            update hold set undone_at = :now, undone_by = :who, undone_reason = :reason
            where number = :number and state = 'approved' and undone_at is null""";

    /** Nobody is asked for meanwhile: a plan that is being made sees all of it or nothing. */
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtext('tandem departures')), pg_advisory_xact_lock(hashtext('tandem archives'))""";

    private static final String PRESENT = "(m.written_at is not null or m.seen_at is not null)";

    /** Whoever is in the team though the departure is done is there because Commerce wanted the person again. */
    private static final String PEOPLE = """
            update departure d set state = 'restored'
            where hold = :number and (state = 'granted' or (state = 'done' and not exists (
                select 1 from team_member m
                where m.store_number = d.store_number and m.user_id = d.user_id and %s)))
            returning store_number""".formatted(PRESENT);

    /**
     * Owners who may be in only because somebody had to stay: they would go now that others are back. For those whom Commerce wants
     * it is over with the next plan. Nobody ever asked for them: they are no part of a wave.
     */
    private static final String LAST_OWNERS = """
            insert into departure (store_number, user_id, state, asked_at, team_size, role)
            select m.store_number, m.user_id, 'restored', to_timestamp(0), 0, m.role from team_member m
            where m.store_number = any(:stores) and m.role = 'OWNER' and m.ours and %s
            on conflict (store_number, user_id) do update set state = 'restored', role = excluded.role
            where departure.state = 'done'""".formatted(PRESENT);

    private static final String TEAMS = """
            update archiving set state = 'kept' where hold = :number and state in ('granted', 'done') returning store_number""";

    private static final String RESTORED = """
            select store_number, user_id, role from departure
            where store_number = any(:stores) and state = 'restored' order by store_number, user_id""";

    private JdbcUndo() {}

    /** {@return the teams that it is about, empty when it was not approved or is undone already} */
    static Optional<List<TeamSource>> undo(
            Handle handle, long number, String who, @Nullable String reason, Instant now) {
        boolean first = handle.createUpdate(RECORD)
                        .bind("now", now)
                        .bind("who", who)
                        .bind("reason", reason)
                        .bind("number", number)
                        .execute()
                == 1;
        return first ? Optional.of(restore(handle, number)) : Optional.empty();
    }

    private static List<TeamSource> restore(Handle handle, long number) {
        handle.execute(LOCK);
        List<String> stores = stores(handle, PEOPLE, number);
        handle.createUpdate(LAST_OWNERS)
                .bindArray("stores", String.class, stores)
                .execute();
        return Stream.concat(stores.stream(), stores(handle, TEAMS, number).stream())
                .distinct()
                .map(TeamSource::of)
                .toList();
    }

    private static List<String> stores(Handle handle, String sql, long number) {
        return handle.createQuery(sql).bind("number", number).mapTo(String.class).list().stream()
                .distinct()
                .toList();
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
                        new Restored(row.getString("user_id"), role(row.getString("role")))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Of some who left long ago nothing but that is known; they were members mostly. */
    private static Role role(@Nullable String known) {
        return TeamRole.OWNER.name().equals(known) ? Role.MANAGER : Role.WORKER;
    }
}
