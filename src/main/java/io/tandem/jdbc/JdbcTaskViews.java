package io.tandem.jdbc;

import io.tandem.console.TaskViews;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.tasks.LedgerEntry;
import io.tandem.tasks.Rollup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Counts and reads the board of tasks. The state of a store's tasks comes from key and standing, as that of its team. */
final class JdbcTaskViews implements TaskViews {
    private static final String ZONES = """
            select distinct zone, now() as now from task_standing""";

    /** Days come from here: PostgreSQL takes some names of zones otherwise ({@code +01:00} is west to it), some not at all. */
    static final String STANDING = """
            (select standing.*, today.day from task_standing standing
             left join unnest(:zones::text[], :days::date[]) as today (zone, day) using (zone)
             offset 0) s""";

    /** Each store first gets its day ({@code offset 0} keeps it so), and then each task its store: there are many more tasks. */
    private static final String WITH_DAYS = "left join " + STANDING + " on s.store_number = b.store_number";

    static final String FROM_BOARD = """
            from task_board b
            %s""".formatted(WITH_DAYS);

    static final String OVERDUE = "b.status in ('NotStarted', 'InProgress') and b.due < s.day";

    static final String COUNTED = """
            count(*) filter (where b.status = 'NotStarted') as open,
            count(*) filter (where b.status = 'InProgress') as in_progress,
            count(*) filter (where b.status = 'Completed') as done,
            count(*) filter (where %s) as overdue""".formatted(OVERDUE);

    private static final String COUNTS = """
            select %s, count(*) filter (where b.status = 'Canceled') as canceled
            %s""".formatted(COUNTED, FROM_BOARD);

    private static final String STORES = """
            select %s as state, count(*) as stores
            from due_key k left join task_standing b on k.key = 'tasks/' || b.store_number
            where k.key like 'tasks/%%'
            group by 1""".formatted(JdbcStoreViews.STATE);

    private static final String ROLLUP = """
            select %%s as key, %s
            %s
            where b.status <> 'Canceled'
            group by 1""".formatted(COUNTED, FROM_BOARD);

    /** What is shown of the tasks {@code page}. */
    static final String FROM_PAGE = """
            select b.*, s.name, coalesce(s.region, '') as region, coalesce(%s, false) as overdue,
                   array(select c.field || ' ' || c.reason || ' ' || c.sentence from task_conflict c
                         where c.store_number = b.store_number and c.ref in (b.ref, 'planner/' || b.planner_task_id)
                         order by c.number desc limit 5) as conflicts
            from page b
            %s""".formatted(OVERDUE, WITH_DAYS);

    /** Stores come in the order of the key, so that a page costs the rows of its stores and not those of all. */
    private static final String ROWS = """
            with page as (
                select * from task_board b where %%s
                order by b.store_number, b.list, b.title, b.ref
                limit :most)
            %s
            order by b.store_number, b.list, b.title, b.ref""".formatted(FROM_PAGE);

    private static final String OF_STORE = "b.store_number = :store";
    private static final String IN_STATUS = "b.status = :status";
    private static final String BEHIND =
            "(b.store_number, b.list, b.title, b.ref) > (:afterStore, :afterList, :afterTitle, :afterRef)";

    private static final String STORE = """
            select p.plan_id, %s as state, coalesce(case when attempts > 0 then last_reason end, b.reason, '') as reason,
                   coalesce(b.findings, '{}') as findings, coalesce(p.calls, 0) as calls, k.next_attempt_at
            from due_key k
            left join task_standing b on b.store_number = :store
            left join plan p on p.store_number = :store
            where k.key = :key""".formatted(JdbcStoreViews.STATE);

    private final Jdbi jdbi;

    JdbcTaskViews(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        List.of("open", "inProgress", "done", "canceled", "overdue", "total", "inSync", "working", "waiting", "failed")
                .forEach(word -> counts.put(word, 0L));
        jdbi.useHandle(handle -> {
            counts.putAll(
                    today(handle, COUNTS).map((row, context) -> tasks(row)).one());
            handle.createQuery(STORES)
                    .map((row, context) -> Map.entry(row.getString("state"), row.getLong("stores")))
                    .forEach(state -> {
                        counts.merge(state.getKey(), state.getValue(), Long::sum);
                        counts.merge("total", state.getValue(), Long::sum);
                    });
        });
        return counts;
    }

    private static Map<String, Long> tasks(ResultSet row) throws SQLException {
        return Map.of(
                "open", row.getLong("open"),
                "inProgress", row.getLong("in_progress"),
                "done", row.getLong("done"),
                "canceled", row.getLong("canceled"),
                "overdue", row.getLong("overdue"));
    }

    @Override
    public Page page(Wanted wanted) {
        List<String> only = new ArrayList<>(List.of("true"));
        Map<String, Object> bound = new TreeMap<>(Map.of("most", wanted.limit() + 1));
        if (wanted.store() != null) {
            only.add(OF_STORE);
            bound.put("store", wanted.store().value());
        }
        if (wanted.status() != null) {
            only.add(IN_STATUS);
            bound.put("status", wanted.status().word());
        }
        if (wanted.after() != null) {
            only.add(BEHIND);
            bound.putAll(places(wanted.after()));
        }
        List<Placed> found = jdbi.withHandle(handle -> today(handle, ROWS.formatted(String.join(" and ", only)))
                .bindMap(bound)
                .map((row, context) -> new Placed(place(row), row(row)))
                .list());
        return page(found, wanted.limit());
    }

    /** A task and where it is. */
    private record Placed(Place place, Row row) {}

    private static Page page(List<Placed> found, int limit) {
        List<Row> rows = found.stream().limit(limit).map(Placed::row).toList();
        return new Page(rows, found.size() > limit ? found.get(limit - 1).place() : null);
    }

    private static Map<String, String> places(Place place) {
        return Map.of(
                "afterStore", place.storeNumber(),
                "afterList", place.list(),
                "afterTitle", place.title(),
                "afterRef", place.ref());
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getString("store_number"), row.getString("list"), row.getString("title"), row.getString("ref"));
    }

    @Override
    public SortedMap<String, Rollup> rollup(Rollup.By by) {
        String key = switch (by) {
            case LIST -> "b.list";
            case REGION -> "coalesce(s.region, '')";
            case STORE -> "b.store_number";
        };
        SortedMap<String, Rollup> counts = new TreeMap<>();
        jdbi.useHandle(handle -> today(handle, ROLLUP.formatted(key))
                .map((row, context) -> Map.entry(row.getString("key"), rollup(row)))
                .forEach(count -> counts.put(count.getKey(), count.getValue())));
        return counts;
    }

    static Rollup rollup(ResultSet row) throws SQLException {
        return new Rollup(row.getInt("open"), row.getInt("in_progress"), row.getInt("done"), row.getInt("overdue"));
    }

    @Override
    public Optional<StoreTasksView> store(StoreNumber number) {
        return jdbi.withHandle(handle -> handle.createQuery(STORE)
                .bind("store", number.value())
                .bind("key", Key.ofTasks(number).toString())
                .map((row, context) -> new StoreTasksView(
                        row.getString("plan_id"),
                        Objects.requireNonNull(row.getString("state")),
                        row.getString("reason"),
                        JdbcStoreViews.texts(row, "findings"),
                        row.getLong("calls"),
                        TeamRows.instant(row, "next_attempt_at")))
                .findOne());
    }

    /** A statement that is told what day it is in each zone. */
    static Query today(Handle handle, String sql) {
        Map<String, LocalDate> days = new TreeMap<>();
        handle.createQuery(ZONES)
                .map((row, context) ->
                        Map.entry(row.getString("zone"), row.getTimestamp("now").toInstant()))
                .forEach(zone ->
                        days.put(zone.getKey(), LocalDate.ofInstant(zone.getValue(), ZoneId.of(zone.getKey()))));
        return handle.createQuery(sql)
                .bindArray("zones", String.class, days.keySet())
                .bindArray(
                        "days",
                        String.class,
                        days.values().stream().map(LocalDate::toString).toList());
    }

    static Row row(ResultSet row) throws SQLException {
        TaskId task = TaskRows.ref(row.getString("ref")).task();
        String due = row.getString("due");
        return new Row(
                row.getString("store_number"),
                row.getString("name"),
                row.getString("region"),
                task == null ? null : task.value(),
                row.getString("planner_task_id"),
                row.getString("title"),
                row.getString("list"),
                row.getString("status"),
                due == null ? null : LocalDate.parse(due),
                Arrays.stream(row.getString("assignees").split(" "))
                        .filter(number -> !number.isEmpty())
                        .toList(),
                row.getBoolean("overdue"),
                JdbcStoreViews.texts(row, "conflicts").stream()
                        .map(JdbcTaskViews::conflict)
                        .toList());
    }

    private static Conflict conflict(String text) {
        String[] parts = text.split(" ", 3);
        return new Conflict(TaskField.valueOf(parts[0]), LedgerEntry.Reason.valueOf(parts[1]), parts[2]);
    }
}
