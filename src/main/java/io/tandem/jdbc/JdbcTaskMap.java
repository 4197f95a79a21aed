package io.tandem.jdbc;

import io.tandem.console.TaskMap;
import io.tandem.console.TaskViews;
import io.tandem.tasks.Rollup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
            select b.store_number, coalesce(s.name, '') as name, %s
            %s
            where b.status <> 'Canceled' and %s
            group by 1, 2 order by overdue desc, 1""".formatted(JdbcTaskViews.COUNTED, JdbcTaskViews.FROM_BOARD, ONLY);

    private static final String BY_DUE = "b.due, b.store_number, b.list, b.title, b.ref";
    private static final String BY_PLACE = "b.store_number, b.list, b.title, b.ref";

    private static final String OVERDUE = some(JdbcTaskViews.OVERDUE + " and " + ONLY, BY_DUE);
    private static final String FOUND = some("""
            position(lower(:text) in lower(b.title || ' ' || b.ref || ' ' || coalesce(b.planner_task_id, ''))) > 0""", BY_PLACE);
    private static final String ONE = some("b.store_number = :store and b.ref = :ref", BY_PLACE);

    /** Counted apart, so that only the rows of the page are carried and put in order. */
    private static String some(String which, String order) {
        return """
                with page as (
                    select b.*, (select count(*) %1$s where %2$s) as total
                    %1$s
                    where %2$s
                    order by %3$s
                    limit :size offset :skip)
                %4$s
                order by %3$s""".formatted(JdbcTaskViews.FROM_BOARD, which, order, JdbcTaskViews.FROM_PAGE);
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
    public List<StoreCount> stores(Wanted wanted) {
        return jdbi.withHandle(handle -> only(JdbcTaskViews.today(handle, STORES), wanted)
                .map((row, context) -> count(row))
                .list());
    }

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
        return jdbi.withHandle(handle -> JdbcTaskViews.today(handle, FOUND)
                .bind("text", TaskBoard.shown(text))
                .bind("size", most)
                .bind("skip", 0)
                .map((row, context) -> JdbcTaskViews.row(row))
                .list());
    }

    @Override
    public List<TaskViews.Row> task(String storeNumber, String ref) {
        return jdbi.withHandle(handle -> JdbcTaskViews.today(handle, ONE)
                .bind("store", TaskBoard.shown(storeNumber))
                .bind("ref", TaskBoard.shown(ref))
                .bind("size", 1)
                .bind("skip", 0)
                .map((row, context) -> JdbcTaskViews.row(row))
                .list());
    }
}
