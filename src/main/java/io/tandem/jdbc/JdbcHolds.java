package io.tandem.jdbc;

import io.tandem.console.Holds;
import io.tandem.model.Key;
import io.tandem.model.TeamSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Holds as people see and decide them. */
final class JdbcHolds implements Holds {
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

    private static final String DECIDE = """
            update hold set state = :state, decided_at = :now, decided_by = :who, reason = :reason
            where number = :number and state = 'open'""";

    /** Only those who were shown; whoever is to go since then was put there by a plan that came before this decision. */
    private static final String RELEASE = """
            with gone as (
                update departure set state = :state where hold = :number and state = 'held' returning store_number),
            archived as (
                update archiving set state = :state where hold = :number and state = 'held' returning store_number)
            select store_number from gone union select store_number from archived""";

    private final Jdbi jdbi;
    private final InstantSource clock;

    JdbcHolds(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public List<Row> holds() {
        return jdbi.withHandle(handle -> rows(handle, null));
    }

    @Override
    public Optional<Detail> hold(long number) {
        return jdbi.withHandle(handle -> rows(handle, number).stream()
                .findFirst()
                .map(row -> new Detail(
                        row,
                        handle.createQuery(TEAMS)
                                .bind("number", number)
                                .map((team, context) -> team(team))
                                .list())));
    }

    @Override
    public boolean decide(long number, boolean approve, String who, @Nullable String reason) {
        return jdbi.inTransaction(handle -> {
            boolean open = handle.createUpdate(DECIDE)
                            .bind("state", approve ? "approved" : "rejected")
                            .bind("now", clock.instant())
                            .bind("who", who)
                            .bind("reason", reason)
                            .bind("number", number)
                            .execute()
                    == 1;
            if (open) {
                JdbcActivity.add(
                        handle,
                        who,
                        approve ? "hold.approve" : "hold.reject",
                        Long.toString(number),
                        reason == null ? "" : reason);
                JdbcDueKeys.markDue(handle, released(handle, number, approve ? "granted" : "kept"));
            }
            return open;
        });
    }

    @Override
    public boolean undo(long number, String who, @Nullable String reason) {
        return jdbi.inTransaction(handle -> {
            Optional<List<TeamSource>> sources = JdbcUndo.undo(handle, number, who, reason, clock.instant());
            sources.ifPresent(teams -> {
                JdbcActivity.add(handle, who, "hold.undo", Long.toString(number), reason == null ? "" : reason);
                JdbcDueKeys.markDue(handle, teams.stream().map(TeamSource::key).toList());
            });
            return sources.isPresent();
        });
    }

    private static List<Key> released(Handle handle, long number, String state) {
        return handle
                .createQuery(RELEASE)
                .bind("state", state)
                .bind("number", number)
                .mapTo(String.class)
                .list()
                .stream()
                .map(source -> TeamSource.of(source).key())
                .distinct()
                .toList();
    }

    private static List<Row> rows(Handle handle, @Nullable Long number) {
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

    private static Team team(ResultSet row) throws SQLException {
        return new Team(
                row.getString("store_number"),
                row.getString("name"),
                row.getInt("size"),
                JdbcStoreViews.texts(row, "users"),
                JdbcStoreViews.texts(row, "restored").stream()
                        .map(JdbcHolds::back)
                        .toList());
    }

    private static Back back(String restored) {
        String[] parts = restored.split(" ", 2);
        return new Back(parts[1], parts[0]);
    }
}
