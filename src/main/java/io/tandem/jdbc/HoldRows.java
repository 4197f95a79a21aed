package io.tandem.jdbc;

import io.tandem.console.Holds.Back;
import io.tandem.console.Holds.Row;
import io.tandem.console.Holds.Team;
import io.tandem.console.Holds.Undone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads holds. */
final class HoldRows {
    private static final String ROWS = """
            select h.number, h.kind, h.state, h.made_at, h.decided_at, h.decided_by, h.reason,
                   h.undone_at, h.undone_by, h.undone_reason,
                   count(d.user_id) as people, count(distinct d.store_number) + count(distinct a.store_number) as stores
            from hold h left join departure d on d.hold = h.number left join archiving a on a.hold = h.number
            where :number is null or h.number = :number
            group by h.number order by h.number desc limit 100""";

    private static final String TEAMS = """
            select d.store_number, b.name, max(d.team_size) as size, array_agg(d.user_id order by d.user_id) as users,
                   array_remove(array_agg(case when d.state = 'restored' and h.undone_at is not null
                       then lower(coalesce(d.role, 'MEMBER')) || ' ' || d.user_id end order by d.user_id), null) as restored,
                   count(*) as leaving
            from departure d join hold h on h.number = d.hold left join store_board b on b.store_number = d.store_number
            where d.hold = :number
            group by d.store_number, b.name
            union all
            select a.store_number, b.name, count(m.user_id), '{}', '{}', 0
            from archiving a left join store_board b on b.store_number = a.store_number
            left join team_member m on m.store_number = a.store_number
                and (m.written_at is not null or m.seen_at is not null)
            where a.hold = :number
            group by a.store_number, b.name
            order by leaving desc, store_number""";

    private HoldRows() {}

    /** {@return the holds, newest first, or one of them} */
    static List<Row> rows(Handle handle, @Nullable Long number) {
        return handle.createQuery(ROWS)
                .bindByType("number", number, Long.class)
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
                        undone(row)))
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

    private static Team team(ResultSet row) throws SQLException {
        return new Team(
                row.getString("store_number"),
                row.getString("name"),
                row.getInt("size"),
                JdbcStoreViews.texts(row, "users"),
                JdbcStoreViews.texts(row, "restored").stream()
                        .map(HoldRows::back)
                        .toList());
    }

    private static Back back(String restored) {
        String[] parts = restored.split(" ", 2);
        return new Back(parts[1], parts[0]);
    }
}
