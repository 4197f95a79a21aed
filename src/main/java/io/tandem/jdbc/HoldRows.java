package io.tandem.jdbc;

import io.tandem.console.Holds.Back;
import io.tandem.console.Holds.Row;
import io.tandem.console.Holds.Skipped;
import io.tandem.console.Holds.Team;
import io.tandem.console.Holds.Undone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads holds. */
final class HoldRows {
    /** Who is held by one that is open, or was when it was decided: who was wanted again before does not go, and is not shown. */
    private static final String PEOPLE = """
            (select hold as run, store_number, user_id, role, team_size, null as undone from departure where state = 'held'
             union all
             select run, store_number, user_id, role, team_size, undone from removal)""";

    private static final String ROWS = """
            select h.number, h.kind, h.state, h.made_at, h.decided_at, h.decided_by, h.reason,
                   h.undone_at, h.undone_by, h.undone_reason, p.people, p.stores + a.stores as stores,
                   case when h.state = 'open'
                       then p.people || '-' || p.stores + a.stores || '-' || left(md5(concat(p.who, ' ', a.who)), 12)
                   end as revision
            from (select * from hold where number = :number or state = any(:states)
                  order by state = 'open' desc, number desc limit 100) h
            cross join lateral (
                select count(*) as people, count(distinct store_number) as stores,
                       string_agg(store_number || '/' || user_id, ',' order by store_number, user_id) as who
                from %s held where run = h.number) p
            cross join lateral (
                select count(*) as stores, string_agg(store_number, ',' order by store_number) as who
                from archiving where hold = h.number and (h.state <> 'open' or archiving.state = 'held')) a
            order by h.number desc""".formatted(PEOPLE);

    private static final String TEAMS = """
            select p.store_number, b.name, max(p.team_size) as size, array_agg(p.user_id order by p.user_id) as users,
                   array_remove(array_agg(case when p.undone = 'restored'
                       then lower(coalesce(p.role, 'MEMBER')) || ' ' || p.user_id end order by p.user_id), null) as restored,
                   array_remove(array_agg(case when p.undone <> 'restored'
                       then p.undone || ' ' || p.user_id end order by p.user_id), null) as skipped,
                   count(*) as leaving
            from %s p left join store_board b on b.store_number = p.store_number
            where p.run = :number
            group by p.store_number, b.name
            union all
            select a.store_number, b.name, count(m.user_id), '{}', '{}', '{}', 0
            from archiving a join hold h on h.number = a.hold left join store_board b on b.store_number = a.store_number
            left join team_member m on m.store_number = a.store_number
                and (m.written_at is not null or m.seen_at is not null)
            where a.hold = :number and (h.state <> 'open' or a.state = 'held')
            group by a.store_number, b.name
            order by leaving desc, store_number""".formatted(PEOPLE);

    private static final String NAMES = """
            select distinct on (p.user_id) p.user_id as id,
                   concat_ws(' ', substr(link.subject, length('worker/') + 1), name.value::json #>> '{}') as name
            from (select distinct user_id from %s held where run = :number) p
            cross join lateral (%s) known
            join worker_link link on link.identity = known.identity
            left join fact name on name.subject = link.subject and name.about = '' and name.field = 'name'
            order by p.user_id, link.subject""".formatted(PEOPLE, JdbcLinks.identities("p"));

    private HoldRows() {}

    /** {@return the holds and runs in these states, newest first} */
    static List<Row> rows(Handle handle, List<String> states) {
        return rows(handle, null, states);
    }

    /** {@return the one of this number} */
    static Optional<Row> row(Handle handle, long number) {
        return rows(handle, number, List.of()).stream().findFirst();
    }

    private static List<Row> rows(Handle handle, @Nullable Long number, List<String> states) {
        return handle.createQuery(ROWS)
                .bindByType("number", number, Long.class)
                .bindArray("states", String.class, states)
                .map((row, context) -> new Row(
                        row.getLong("number"),
                        row.getString("kind"),
                        row.getString("state"),
                        Objects.requireNonNull(TeamRows.instant(row, "made_at")),
                        row.getLong("people"),
                        row.getLong("stores"),
                        TeamRows.instant(row, "decided_at"),
                        row.getString("decided_by"),
                        row.getString("reason"),
                        undone(row),
                        row.getString("revision")))
                .list();
    }

    private static @Nullable Undone undone(ResultSet row) throws SQLException {
        Instant at = TeamRows.instant(row, "undone_at");
        return at == null ? null : new Undone(at, row.getString("undone_by"), row.getString("undone_reason"));
    }

    /** {@return the teams that a hold is about, those first that lose the most} */
    static List<Team> teams(Handle handle, long number) {
        return handle.createQuery(TEAMS)
                .bind("number", number)
                .map((row, context) -> team(row))
                .list();
    }

    /** {@return personnel numbers and names of those whom a hold is about, by object id} */
    static Map<String, String> names(Handle handle, long number) {
        return handle.createQuery(NAMES)
                .bind("number", number)
                .map((row, context) -> Map.entry(row.getString("id"), row.getString("name")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Team team(ResultSet row) throws SQLException {
        return new Team(
                row.getString("store_number"),
                row.getString("name"),
                row.getInt("size"),
                JdbcStoreViews.texts(row, "users"),
                JdbcStoreViews.texts(row, "restored").stream()
                        .map(HoldRows::back)
                        .toList(),
                JdbcStoreViews.texts(row, "skipped").stream()
                        .map(HoldRows::skipped)
                        .toList());
    }

    private static Back back(String restored) {
        String[] parts = restored.split(" ", 2);
        return new Back(parts[1], parts[0]);
    }

    private static Skipped skipped(String fate) {
        String[] parts = fate.split(" ", 2);
        return new Skipped(
                parts[1],
                switch (parts[0]) {
                    case "ended" -> "Commerce ended the employment, the assignment or the role since";
                    case "again" -> "the person is in the team again already";
                    default -> "a later decision is about the person";
                });
    }
}
