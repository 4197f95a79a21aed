package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.console.TaskViews;
import io.tandem.console.TaskViews.Page;
import io.tandem.console.TaskViews.Place;
import io.tandem.console.TaskViews.Row;
import io.tandem.console.TaskViews.Wanted;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class JdbcTaskPagesIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);

    /** Titles that differ in case, accents or not at all, with and without a list, in three stores. */
    private static final String TASKS = """
            insert into task_board (store_number, ref, title, list, status, assignees)
            select store, 'commerce/' || list || title || number, title, list,
                   case when number = 1 then 'NotStarted' else 'Completed' end, ''
            from unnest(array['000001', '000002', '00001A']) as store,
                 unnest(array['', 'Opening', 'opening']) as list,
                 unnest(array['Shelves', 'shelves', 'Öl', 'O''Hara''s "tea"', '100 %']) as title,
                 generate_series(1, 2) as number""";

    private final Database database = SANDBOX.database();
    private final TaskViews views = database.taskViews();

    @BeforeEach
    void makeTasks() {
        SANDBOX.sql("truncate task_board");
        SANDBOX.sql(TASKS);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 29, 30, 89, 90, 91})
    void showEachTaskOnceAndInOrderHoweverLongTheyAre(int limit) {
        List<Row> whole = views.page(new Wanted(null, null, null, 1000)).rows();

        List<Page> pages = pages(null, null, limit);

        assertThat(whole).hasSize(90).doesNotHaveDuplicates();
        assertThat(pages).hasSize((90 + limit - 1) / limit);
        assertThat(rows(pages)).isEqualTo(whole);
    }

    @Test
    void keepToTheStoreAndTheStatusThatAreWanted() {
        StoreNumber store = new StoreNumber("000002");

        List<Row> rows = rows(pages(store, TaskStatus.NOT_STARTED, 4));

        assertThat(rows)
                .hasSize(15)
                .isEqualTo(views.tasks(store, TaskStatus.NOT_STARTED))
                .allMatch(row ->
                        row.storeNumber().equals("000002") && row.status().equals("NotStarted"));
    }

    @Test
    void goOnWhereTheTaskWasThatIsGoneMeanwhile() {
        Wanted first = new Wanted(null, null, null, 10);
        List<Row> rows = views.page(new Wanted(null, null, null, 20)).rows();
        Place place = views.page(first).next();
        SANDBOX.sql("delete from task_board where store_number = '000001' and title = '"
                + rows.get(9).title() + "' and list = '" + rows.get(9).list() + "'");

        Page second = views.page(new Wanted(null, null, place, 10));

        assertThat(second.rows()).containsExactlyElementsOf(rows.subList(10, 20));
    }

    @Test
    void showAllTasksWhenThereAreMoreThanOnOnePage() {
        SANDBOX.sql(
                "insert into task_board (store_number, ref, title, list, status, assignees)"
                        + " select '000009', 'commerce/' || n, 'Title', '', 'NotStarted', '' from generate_series(1, 2345) as n");

        assertThat(views.tasks(null, null)).hasSize(2435).doesNotHaveDuplicates();
    }

    /** Of a hundred thousand tasks a page far behind reads those of some stores. */
    @Test
    void readNoMoreThanTheStoresThatTheyShow() {
        SANDBOX.sql("insert into task_board (store_number, ref, title, list, status, assignees)"
                + " select lpad((n / 10)::text, 6, '0'), 'commerce/' || n, 'Title ' || n, 'Opening', 'NotStarted', ''"
                + " from generate_series(100000, 199999) as n");
        SANDBOX.sql("analyze task_board");

        // What a connection of another test has read may be counted late.
        assertThat(Stream.generate(JdbcTaskPagesIT::rowsReadForAPage).limit(3)).anyMatch(rows -> rows < 400);
    }

    private static long rowsReadForAPage() {
        long before = readRows();
        try (Database fresh = SANDBOX.database()) {
            Page page = fresh.taskViews()
                    .page(new Wanted(
                            null, null, new Place("015000", "Opening", "Title 150003", "commerce/150003"), 200));
            assertThat(page.rows()).hasSize(200).first().returns("Title 150004", Row::title);
        }
        await().until(() -> readRows() - before >= 200);
        return readRows() - before;
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001, Integer.MAX_VALUE})
    void areNeitherEmptyNorEndless(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wanted(null, null, null, limit))
                .withMessage("limit=" + limit + " is not a whole number from 1 to 1000");
    }

    private List<Page> pages(@Nullable StoreNumber store, @Nullable TaskStatus status, int limit) {
        List<Page> pages = new ArrayList<>(List.of(views.page(new Wanted(store, status, null, limit))));
        while (pages.getLast().next() != null) {
            pages.add(views.page(new Wanted(store, status, pages.getLast().next(), limit)));
        }
        return pages;
    }

    private static List<Row> rows(List<Page> pages) {
        return pages.stream().flatMap(page -> page.rows().stream()).toList();
    }

    private static long readRows() {
        return Long.parseLong(SANDBOX.sql("select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                + " from pg_stat_user_tables where relname = 'task_board'"));
    }
}
