package io.tandem.jdbc;

import io.tandem.console.TaskMap;
import io.tandem.console.TaskViews;
import io.tandem.tasks.Rollup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Counts tasks by region and list, and finds some of them. */
final class JdbcTaskMap implements TaskMap {
    /** First by store: there are far fewer of these than of tasks. */
    private static final String CELLS = """
            select coalesce(s.region, '') as region, counted.list, count(*) as stores, sum(open) as open,
                   sum(in_progress) as in_progress, sum(done) as done, sum(overdue) as overdue
            from (select b.store_number, b.list, %s
                  %s
                  where b.status <> 'Canceled'
                  group by 1, 2) counted
            left join task_standing s using (store_number)
            group by 1, 2 order by 1, 2""".formatted(JdbcTaskViews.COUNTED, JdbcTaskViews.FROM_BOARD);

    private static final String ONLY = """
            (:region::text is null or coalesce(s.region, '') = :region) and (:list::text is null or b.list = :list)""";

    private static final String STORES = """
            select b.store_number, coalesce(s.name, '') as name, count(*) over () as total, %s
            %s
            where b.status <> 'Canceled' and %s
            group by 1, 2 order by overdue desc, 1 limit :most""".formatted(JdbcTaskViews.COUNTED, JdbcTaskViews.FROM_BOARD, ONLY);

    /** On most days a task is overdue wherever its store is, or nowhere: only for those between does it matter where. */
    private static final String LATE = """
            b.status in ('NotStarted', 'InProgress')
            and b.due < (select max(day) from unnest(:days::date[]) day)
            and (b.due < (select min(day) from unnest(:days::date[]) day)
                 or b.due < (select today.day from task_standing
                             join unnest(:zones::text[], :days::date[]) as today (zone, day) using (zone)
                             where task_standing.store_number = b.store_number))
            and (:list::text is null or b.list = :list)
            and (:region::text is null or b.store_number in (
                     select store_number from task_standing where region = :region))""";

    /** Chosen and counted in an index that has all of this; the tasks themselves are read for the page alone. */
    private static final String OVERDUE = """
            with chosen as (
                select store_number, ref, (select count(*) from task_board b where %1$s) as total
                from task_board b
                where %1$s
                order by due, store_number, list, ref
                limit :size offset :skip),
            page as (select b.*, chosen.total from chosen join task_board b using (store_number, ref))
            %2$s
            order by b.due, b.store_number, b.list, b.ref""".formatted(LATE, JdbcTaskViews.FROM_PAGE);

    private static final String FOUND = some("""
            position(lower(:text) in lower(b.title || ' ' || b.ref || ' ' || coalesce(b.planner_task_id, ''))) > 0""");
    private static final String NAMED =
            some("b.ref in ('commerce/' || :id, 'planner/' || :id) or b.planner_task_id = :id");
    private static final String ONE = some("b.store_number = :store and b.ref = :ref");

    /** In the order of the key, so that a search ends with the last one that is shown. */
    private static String some(String which) {
        return """
                with page as (
                    select * from task_board b
                    where %s
                    order by b.store_number, b.ref
                    limit :most)
                %s
                order by b.store_number, b.list, b.title, b.ref""".formatted(which, JdbcTaskViews.FROM_PAGE);
    }

    private final Jdbi jdbi;

    JdbcTaskMap(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<Cell> cells() {
        return jdbi.withHandle(handle -> JdbcTaskViews.today(handle, CELLS)
                .map((row, context) -> new Cell(
                        row.getString("region"),
                        row.getString("list"),
                        JdbcTaskViews.rollup(row),
                        row.getLong("stores")))
                .list());
    }

    @Override
    public Stores stores(Wanted wanted, int most) {
        List<Tally> found = jdbi.withHandle(handle -> only(JdbcTaskViews.today(handle, STORES), wanted)
                .bind("most", most)
                .map((row, context) -> new Tally(count(row), row.getLong("total")))
                .list());
        return new Stores(
                found.stream().map(Tally::count).toList(),
                found.isEmpty() ? 0 : found.getFirst().total());
    }

    /** The tasks of a store, and how many stores have some. */
    private record Tally(StoreCount count, long total) {}

    private static StoreCount count(ResultSet row) throws SQLException {
        Rollup counts = JdbcTaskViews.rollup(row);
        return new StoreCount(row.getString("store_number"), row.getString("name"), counts);
    }

    private static Query only(Query query, Wanted wanted) {
        return query.bind("region", wanted.only().get("region"))
                .bind("list", wanted.only().get("list"));
    }

    @Override
    public Page overdue(Wanted wanted) {
        List<Counted> found = jdbi.withHandle(handle -> only(JdbcTaskViews.today(handle, OVERDUE), wanted)
                .bind("size", Wanted.SIZE)
                .bind("skip", (wanted.page() - 1) * (long) Wanted.SIZE)
                .map((row, context) -> new Counted(JdbcTaskViews.row(row), row.getLong("total")))
                .list());
        return new Page(
                found.stream().map(Counted::row).toList(),
                found.isEmpty() ? 0 : found.getFirst().total());
    }

    /** A task, and how many there are. */
    private record Counted(TaskViews.Row row, long total) {}

    @Override
    public List<TaskViews.Row> find(String text, int most) {
        return some(FOUND, Map.of("text", text), most);
    }

    @Override
    public List<TaskViews.Row> named(String id, int most) {
        return some(NAMED, Map.of("id", id), most);
    }

    @Override
    public List<TaskViews.Row> task(String storeNumber, String ref) {
        return some(ONE, Map.of("store", storeNumber, "ref", ref), 1);
    }

    private List<TaskViews.Row> some(String sql, Map<String, String> texts, int most) {
        return jdbi.withHandle(handle -> {
            Query query = JdbcTaskViews.today(handle, sql).bind("most", most);
            texts.forEach((name, text) -> query.bind(name, TaskBoard.shown(text)));
            return query.map((row, context) -> JdbcTaskViews.row(row)).list();
        });
    }
}
