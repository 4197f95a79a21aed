package io.tandem.jdbc;

import io.tandem.console.StoreViews;
import io.tandem.model.Communications;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads the board of stores. A store with something new to do is working whatever its last standing was, and one whose
 * last attempt failed has failed, even when the work broke off before it could say so on the board.
 */
final class JdbcStoreViews implements StoreViews {
    /** Of a key and the row {@code b} of its board, if there is one. */
    static final String STATE = """
            case when desired_generation > observed_generation then 'working'
                 when attempts > 0 then 'failed'
                 when b.state is null or b.state = 'WORKING' then 'working'
                 when b.state = 'IN_SYNC' then 'inSync'
                 else lower(b.state) end""";

    private static final String FROM_KEYS = """
            from due_key k left join store_board b on k.key = 'store/' || b.store_number
            where k.key like 'store/%'""";

    private static final String COUNTS = """
            select %s as state, count(*) as stores
            %s
            group by 1""".formatted(STATE, FROM_KEYS);

    private static final String ROWS = """
            select split_part(k.key, '/', 2) as store_number, b.name, b.legal_entity, b.city, b.country, %s as state,
                   coalesce(case when attempts > 0 then last_reason end, b.reason, '') as reason, b.updated_at, t.team_id,
                   coalesce(t.calls, 0) as calls, coalesce(t.polls, 0) as polls,
                   m.owners, m.members
            from due_key k
            left join store_board b on b.store_number = split_part(k.key, '/', 2)
            left join team t on t.key = k.key
            left join lateral (
                select count(*) filter (where role = 'OWNER') as owners,
                       count(*) filter (where role = 'MEMBER') as members
                from team_member
                where store_number = split_part(k.key, '/', 2) and (written_at is not null or seen_at is not null)) m on true
            where k.key like :key
            order by k.key""".formatted(STATE);

    private static final String FINDINGS = """
            select findings from store_board where store_number = :store""";

    private static final String ROSTER = """
            select user_id, role, ours, written_at, seen_at, refusal_code
            from team_member where store_number = :store order by role desc, user_id""";

    private final Jdbi jdbi;

    JdbcStoreViews(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        List.of("total", "inSync", "working", "waiting", "held", "failed").forEach(state -> counts.put(state, 0L));
        jdbi.useHandle(handle -> handle.createQuery(COUNTS)
                .map((row, context) -> Map.entry(row.getString("state"), row.getLong("stores")))
                .forEach(state -> {
                    counts.merge(state.getKey(), state.getValue(), Long::sum);
                    counts.merge("total", state.getValue(), Long::sum);
                }));
        return counts;
    }

    @Override
    public List<Row> stores() {
        return jdbi.withHandle(handle -> rows(handle, Key.STORE + "/%"));
    }

    @Override
    public Optional<Detail> store(StoreNumber number) {
        return detail(number);
    }

    @Override
    public Optional<Detail> communications() {
        return detail(Communications.TEAM);
    }

    private Optional<Detail> detail(TeamSource source) {
        return jdbi.withHandle(handle -> rows(handle, source.key().toString()).stream()
                .findFirst()
                .map(row -> new Detail(row, findings(handle, source), roster(handle, source))));
    }

    private static List<Row> rows(Handle handle, String key) {
        return handle.createQuery(ROWS)
                .bind("key", key)
                .map((row, context) -> row(row))
                .list();
    }

    private static List<String> findings(Handle handle, TeamSource source) {
        return handle.createQuery(FINDINGS)
                .bind("store", source.value())
                .map((row, context) -> texts(row, "findings"))
                .findOne()
                .orElse(List.of());
    }

    private static List<Person> roster(Handle handle, TeamSource source) {
        return handle.createQuery(ROSTER)
                .bind("store", source.value())
                .map((row, context) -> new Person(
                        row.getString("user_id"),
                        row.getString("role").toLowerCase(Locale.ROOT),
                        row.getBoolean("ours"),
                        TeamRows.instant(row, "written_at"),
                        TeamRows.instant(row, "seen_at"),
                        row.getString("refusal_code")))
                .list();
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("store_number"),
                row.getString("name"),
                row.getString("legal_entity"),
                row.getString("city"),
                row.getString("country"),
                Objects.requireNonNull(row.getString("state")),
                row.getString("reason"),
                row.getString("team_id"),
                row.getLong("owners"),
                row.getLong("members"),
                row.getLong("calls"),
                row.getLong("polls"),
                TeamRows.instant(row, "updated_at"));
    }
}
