package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.console.StoreBoard;
import io.tandem.console.TaskMap;
import io.tandem.console.TaskViews;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much of a retailer with 2,000 stores and 60,000 people is read for one page of the console. */
@BesideOthers
class ConsoleTablesIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final int STORES = 2_000;
    private static final int PEOPLE = 60_000;
    private static final long TASKS_OF_A_STORE = 33;

    /** As {@code md5('plan')} says. */
    private static final String PLAN = "5fc25157650d0cb24f02216d904584df";

    private static final String KEYS = """
            insert into due_key (key, desired_generation, observed_generation)
            select kind || '/' || to_char(n, 'FM000000'), 1, 1
            from generate_series(1, %d) n, unnest(array['store', 'tasks']) kind""".formatted(STORES);

    private static final String ADDRESSES = """
            insert into fact (subject, field, value, stamp)
            select 'store/' || to_char(n, 'FM000000'), 'address', json_build_object('state', 'R' || n %% 60)::text, 's'
            from generate_series(1, %d) n""".formatted(STORES);

    private static final String WORDS = """
            insert into fact (subject, about, field, value, stamp)
            select 'worker/' || to_char(n, 'FM000000'), case field when 'assigned' then 'store/' || n %% 2000 else '' end,
                   field, to_json('Ann Smith ' || n)::text, 's'
            from generate_series(1, %d) n, unnest(array['name', 'email', 'assigned', 'employed']) field""".formatted(PEOPLE);

    private static final String STANDINGS = """
            insert into task_standing (store_number, name, region, zone, state, reason, findings)
            select to_char(n, 'FM000000'), 'Store ' || n, 'R' || n %% 60, 'Europe/Paris', 'IN_SYNC', '', '{}'
            from generate_series(1, %d) n""".formatted(STORES);

    private static final String TASKS = """
            insert into task_board (store_number, ref, planner_task_id, title, list, status, due, assignees)
            select to_char(n, 'FM000000'), 'commerce/' || md5('list') || '/' || n || '/T' || t, 'p' || t || '-' || n || md5('plan'),
                   'Task ' || t || ' of a list that headquarters started', 'List ' || t %% 3,
                   case t %% 4 when 0 then 'Completed' else 'NotStarted' end, date '2026-01-01' + t, '000001 000002 000003'
            from generate_series(1, %d) n, generate_series(1, %d) t""".formatted(STORES, TASKS_OF_A_STORE);

    @BeforeAll
    static void fill() {
        SANDBOX.database().close();
        List.of(KEYS, ADDRESSES, WORDS, STANDINGS, TASKS).forEach(SANDBOX::sql);
        SANDBOX.sql("vacuum analyze");
    }

    /** Rows of a table that were read from the first to the last, and those that an index led to. */
    private record Reads(long all, long some) {}

    /** What was asked for, and what it took. */
    private record Asked<T>(T answer, Map<String, Reads> reads) {
        Reads of(String table) {
            return Objects.requireNonNull(reads.get(table));
        }
    }

    private static <T> Asked<T> ask(Function<ConsoleTables, T> question) {
        return SANDBOX.jdbi().inTransaction(handle -> {
            Jdbi jdbi = Jdbi.create(handle.getConnection());
            jdbi.registerArrayType(String.class, "text");
            T answer = question.apply(new ConsoleTables(jdbi));
            return new Asked<>(
                    answer, Map.of("fact", reads(handle, "fact"), "task_board", reads(handle, "task_board")));
        });
    }

    private static Reads reads(Handle handle, String table) {
        return handle.createQuery("""
                        select seq_tup_read, coalesce(idx_tup_fetch, 0) as fetched
                        from pg_stat_xact_user_tables where relname = :table""")
                .bind("table", table)
                .map((row, context) -> new Reads(row.getLong("seq_tup_read"), row.getLong("fetched")))
                .one();
    }

    @Test
    void findsTheFirstPeopleOfACommonNameWithoutReadingTheOthers() {
        var asked = ask(tables -> tables.people().find("smith", 20));

        assertThat(asked.answer()).hasSize(20);
        assertThat(asked.of("fact").all()).isZero();
        assertThat(asked.of("fact").some()).isLessThan(1_000);
    }

    @Test
    void readsOnlyNamesWhenItLooksForSomebodyWhoIsNotThere() {
        var asked = ask(tables -> tables.people().find("nobody", 20));

        assertThat(asked.answer()).isEmpty();
        assertThat(asked.of("fact").all()).isZero();
        assertThat(asked.of("fact").some()).isLessThanOrEqualTo(2L * PEOPLE);
    }

    @Test
    void readsTheAddressesOfStoresAndNothingOfPeople() {
        var regions = ask(tables -> tables.stores().regions());
        var page = ask(tables -> tables.stores().page(new StoreBoard.Wanted("", "R7", "", true, 1)));

        assertThat(regions.answer()).hasSize(60);
        assertThat(page.answer().rows()).hasSize(34);
        for (var asked : List.of(regions, page)) {
            assertThat(asked.of("fact").all()).isZero();
            assertThat(asked.of("fact").some()).isLessThanOrEqualTo(STORES);
        }
    }

    @Test
    void looksIntoReasonsOnlyForWhomMaySeeThem() {
        SANDBOX.sql("insert into store_board (store_number, name, state, reason, findings) values"
                + " ('000007', 'Store 7', 'FAILED', 'user 3f2a91c4 is refused', '{}')");
        var whole = ask(tables -> tables.stores().page(new StoreBoard.Wanted("", "", "3F2A", true, 1)));
        var masked = ask(tables -> tables.stores().page(new StoreBoard.Wanted("", "", "3F2A", false, 1)));
        SANDBOX.sql("truncate store_board");

        assertThat(whole.answer().rows()).hasSize(1);
        assertThat(masked.answer().rows()).isEmpty();
    }

    @Test
    void readsTheTasksOfOnePageHoweverFarBehindItIs() {
        var asked = ask(tables -> tables.tasks().overdue(new TaskMap.Wanted(Map.of(), 990)));

        assertThat(asked.answer().total()).isEqualTo(25L * STORES);
        assertThat(asked.answer().rows())
                .hasSize(TaskMap.Wanted.SIZE)
                .allMatch(TaskViews.Row::overdue)
                .allMatch(row -> row.title().startsWith("Task 33 "));
        assertThat(asked.of("task_board").all()).isZero();
        assertThat(asked.of("task_board").some())
                .as("a page, and some before it as PostgreSQL sorts those of one day")
                .isLessThanOrEqualTo(4L * TaskMap.Wanted.SIZE);
    }

    @Test
    void countsTasksByReadingEachOnce() {
        var asked = ask(tables -> tables.tasks().cells());

        assertThat(asked.answer()).hasSize(60 * 3);
        assertThat(asked.of("task_board").all() + asked.of("task_board").some())
                .isLessThanOrEqualTo(TASKS_OF_A_STORE * STORES);
    }

    @Test
    void findsATaskByItsIdAndTheFirstOfACommonTitleWithoutReadingTheOthers() {
        var named = ask(tables -> tables.tasks().named("p5-77" + PLAN, 20));
        var common = ask(tables -> tables.tasks().find("task", 20));

        assertThat(named.answer())
                .singleElement()
                .matches(row -> String.valueOf(row.taskId()).endsWith("/77/T5"));
        assertThat(common.answer()).hasSize(20);
        for (var asked : List.of(named, common)) {
            assertThat(asked.of("task_board").all()).isZero();
            assertThat(asked.of("task_board").some()).isLessThan(100);
        }
    }
}
