package io.tandem.jdbc;

import io.tandem.console.StoreBoard;
import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Reads pages of the board of stores. What is counted for a store is counted for those of the page alone. */
final class JdbcStoreBoard implements StoreBoard {
    /** The region is that by which tasks are counted, and that of the address where nobody has tasks. */
    private static final String BOARD = """
            with board as materialized (
                select substr(k.key, 7) as store_number, b.name, b.legal_entity, b.city, b.country,
                       coalesce(nullif(s.region, ''), address.value::json ->> 'state', b.country, '') as region,
                       %s as state, coalesce(case when attempts > 0 then last_reason end, b.reason, '') as reason,
                       coalesce(cardinality(b.findings), 0) as findings, b.updated_at
                from due_key k
                left join store_board b on b.store_number = substr(k.key, 7)
                left join task_standing s on s.store_number = substr(k.key, 7)
                left join fact address on address.subject = k.key and address.about = '' and address.field = 'address'
                where k.kind = 'store')""".formatted(JdbcStoreViews.STATE);

    private static final String PAGE =
            """
            %s, page as (
                select *, count(*) over () as total from board
                where (:state = '' or state = :state) and (:region = '' or region = :region)
                  and (:text = '' or position(lower(:text) in lower(
                           concat_ws(' ', store_number, name, city, case when :reasons then reason end))) > 0)
                order by store_number limit :size offset :skip)
            select b.*, t.team_id, coalesce(t.calls, 0) as calls, coalesce(t.polls, 0) as polls, people.*, done.*
            from page b
            left join team t using (store_number)
            left join %s on s.store_number = b.store_number
            left join lateral (
                select count(*) filter (where role = 'OWNER') as owners, count(*) filter (where role = 'MEMBER') as members
                from team_member m
                where m.store_number = b.store_number and (written_at is not null or seen_at is not null)) people on true
            left join lateral (
                select count(*) filter (where t.status in ('NotStarted', 'InProgress')) as tasks,
                       count(*) filter (where %s) as overdue
                from task_board t where t.store_number = b.store_number) done on true
            order by b.store_number""".formatted(BOARD, JdbcTaskViews.STANDING, JdbcTaskViews.OVERDUE.replace("b.", "t."));

    private static final String REGIONS = BOARD + """

            select region, state, count(*) as stores from board group by 1, 2 order by 1, 2""";

    /** A list is started in a thousand stores, and what it says is no news of one of them. */
    private static final String HISTORY = """
            select subject, field, coalesce(value, '') as value, stamp from fact
            where %s
            union all
            select subject, field, coalesce(value, ''), stamp from fact
            where about = %s and subject like 'worker/%%'
            order by stamp desc limit :most""";

    private static final String OF_STORE = HISTORY.formatted(
            "subject = 'store/' || :store or subject = 'mapping/RetailStore/' || :store", "'store/' || :store");

    private static final String OF_COMMUNICATIONS =
            HISTORY.formatted("subject like 'mapping/Communication/%'", "'team/' || :store");

    private final Jdbi jdbi;

    JdbcStoreBoard(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Page page(Wanted wanted) {
        List<Counted> found = jdbi.withHandle(handle -> JdbcTaskViews.today(handle, PAGE)
                .bind("state", wanted.state())
                .bind("region", wanted.region())
                .bind("text", TaskBoard.shown(wanted.text().strip()))
                .bind("reasons", wanted.reasons())
                .bind("size", Wanted.SIZE)
                .bind("skip", (wanted.page() - 1) * (long) Wanted.SIZE)
                .map((row, context) -> new Counted(row(row), row.getLong("total")))
                .list());
        return new Page(
                found.stream().map(Counted::row).toList(),
                found.isEmpty() ? 0 : found.getFirst().total());
    }

    /** A row, and how many there are. */
    private record Counted(Row row, long total) {}

    @Override
    public Map<String, Map<String, Long>> regions() {
        Map<String, Map<String, Long>> regions = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery(REGIONS)
                .map((row, context) -> new Tally(
                        Objects.requireNonNull(row.getString("region")),
                        Objects.requireNonNull(row.getString("state")),
                        row.getLong("stores")))
                .forEach(tally -> regions.computeIfAbsent(tally.region(), region -> new LinkedHashMap<>())
                        .put(tally.state(), tally.stores())));
        return regions;
    }

    /** How many stores of a region are in a state. */
    private record Tally(String region, String state, long stores) {}

    @Override
    public List<Word> history(TeamSource source, int most) {
        String sql = switch (source) {
            case StoreNumber store -> OF_STORE;
            case Communications communications -> OF_COMMUNICATIONS;
        };
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("store", source.value())
                .bind("most", most)
                .map((row, context) -> new Word(
                        row.getString("subject"),
                        row.getString("field"),
                        row.getString("value"),
                        row.getString("stamp")))
                .list());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                JdbcStoreViews.row(row),
                row.getString("region"),
                row.getLong("findings"),
                row.getLong("tasks"),
                row.getLong("overdue"));
    }
}
