package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.console.TaskViews;
import io.tandem.console.TaskViews.Conflict;
import io.tandem.console.TaskViews.Row;
import io.tandem.console.TaskViews.StoreTasksView;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskStatus;
import io.tandem.model.Verdict;
import io.tandem.tasks.Board;
import io.tandem.tasks.Change;
import io.tandem.tasks.Finding;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.LedgerEntry;
import io.tandem.tasks.PlanStage;
import io.tandem.tasks.Rollup;
import io.tandem.tasks.Standing;
import io.tandem.tasks.TaskRef;
import io.tandem.tasks.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@BesideOthers
class JdbcTaskViewsIT {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Standing IN_SYNC = new Standing(Standing.State.IN_SYNC, "");
    private static final String[] TABLES = {
        "due_key", "update_out", "plan", "task", "task_conflict", "task_standing", "task_board"
    };
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final DueKeys keys = database.dueKeys(Retry.defaults(), Set.of(Key.TASKS), Due.ANY);
    private final TaskState state = database.taskState(Clock.fixed(TIME, ZoneOffset.UTC), LEASE);
    private final TaskViews views = database.taskViews();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate " + String.join(", ", TABLES));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void countsNothingInAnEmptyDatabase() {
        assertThat(views.counts()).allSatisfy((word, count) -> assertThat(count).isZero());
        assertThat(views.counts().keySet())
                .containsExactly(
                        "open",
                        "inProgress",
                        "done",
                        "canceled",
                        "overdue",
                        "total",
                        "inSync",
                        "working",
                        "waiting",
                        "failed");
        assertThat(views.rollup(Rollup.By.STORE)).isEmpty();
        assertThat(views.tasks(null, null)).isEmpty();
        assertThat(views.store(new StoreNumber("000135"))).isEmpty();
    }

    @Test
    void countsTasksByStatusAndStoresByState() {
        report(store("000001", "CA"), IN_SYNC, row("a", TaskStatus.NOT_STARTED), row("b", TaskStatus.COMPLETED));
        report(store("000002", "CA"), new Standing(Standing.State.WAITING, ""), row("a", TaskStatus.NOT_STARTED));
        report(store("000003", "CA"), new Standing(Standing.State.WORKING, ""), row("a", TaskStatus.IN_PROGRESS));
        report(store("000004", "CA"), Standing.failed("no"), row("a", TaskStatus.CANCELED));
        report(store("000005", "CA"), IN_SYNC);
        keys.markDue(List.of(key("000005"), key("000006")));
        SANDBOX.sql("insert into due_key (key) values ('store/000007')");

        assertThat(views.counts())
                .isEqualTo(Map.of(
                        "open",
                        2L,
                        "inProgress",
                        1L,
                        "done",
                        1L,
                        "canceled",
                        1L,
                        "overdue",
                        0L,
                        "total",
                        6L,
                        "inSync",
                        1L,
                        "working",
                        3L,
                        "waiting",
                        1L,
                        "failed",
                        1L));
    }

    @Test
    void showsTasksAsFailedWhenTheWorkBrokeOffBeforeItCouldSaySo() {
        report(store("000135", "CA"), IN_SYNC);
        keys.markDue(List.of(key("000135")));

        keys.settle(claim(), Verdict.failed("the database broke"), TIME);

        assertThat(views.counts()).containsEntry("failed", 1L).containsEntry("inSync", 0L);
        assertThat(views.store(new StoreNumber("000135")).orElseThrow())
                .returns("failed", StoreTasksView::state)
                .returns("the database broke", StoreTasksView::reason);
    }

    /** Twenty-six hours apart, so that the day is never the same; PostgreSQL reads {@code +14:00} as west of Greenwich. */
    @ParameterizedTest
    @CsvSource({"+14:00, -12:00", "Pacific/Kiritimati, Etc/GMT+12", "UTC+14:00, Etc/GMT+12"})
    void aTaskIsOverdueWhenItsDayIsOverWhereTheStoreIs(String east, String west) {
        Instant now = Instant.now();
        LocalDate yesterdayInTheEast = LocalDate.ofInstant(now, ZoneId.of(east)).minusDays(1);
        Board.Row[] rows = {
            row("a", TaskStatus.NOT_STARTED, yesterdayInTheEast),
            row("b", TaskStatus.IN_PROGRESS, yesterdayInTheEast),
            row("c", TaskStatus.COMPLETED, yesterdayInTheEast),
            row("d", TaskStatus.CANCELED, yesterdayInTheEast),
            row("e", TaskStatus.NOT_STARTED, yesterdayInTheEast.plusDays(1)),
            row("f", TaskStatus.NOT_STARTED)
        };
        report(store("000001", "East", east), IN_SYNC, rows);
        report(store("000002", "West", west), IN_SYNC, rows);

        assertThat(views.rollup(Rollup.By.STORE))
                .containsExactly(
                        Map.entry("000001", new Rollup(3, 1, 1, 2)), Map.entry("000002", new Rollup(3, 1, 1, 0)));
        assertThat(views.counts()).containsEntry("overdue", 2L);
        assertThat(views.tasks(null, null))
                .filteredOn(Row::overdue)
                .extracting(Row::storeNumber)
                .containsExactly("000001", "000001");
    }

    @Test
    void countsByListRegionAndStoreAndLeavesOutWhatIsCanceled() {
        report(store("000001", "CA"), IN_SYNC, onList("a", "Opening", TaskStatus.NOT_STARTED));
        report(
                store("000002", "CA"),
                IN_SYNC,
                onList("a", "Opening", TaskStatus.COMPLETED),
                onList("b", "", TaskStatus.IN_PROGRESS));
        report(
                store("000003", null),
                IN_SYNC,
                onList("a", "Closing", TaskStatus.CANCELED),
                onList("b", "", TaskStatus.COMPLETED));

        assertThat(views.rollup(Rollup.By.LIST))
                .containsExactly(Map.entry("", new Rollup(0, 1, 1, 0)), Map.entry("Opening", new Rollup(1, 0, 1, 0)));
        assertThat(views.rollup(Rollup.By.REGION))
                .containsExactly(Map.entry("CA", new Rollup(1, 1, 1, 0)), Map.entry("USA", new Rollup(0, 0, 1, 0)));
        assertThat(views.rollup(Rollup.By.STORE)).containsOnlyKeys("000001", "000002", "000003");
    }

    @Test
    void showsTheTasksOfAStoreInAStatus() {
        report(store("000001", "CA"), IN_SYNC, row("a", TaskStatus.NOT_STARTED), row("b", TaskStatus.COMPLETED));
        report(store("000002", "CA"), IN_SYNC, row("a", TaskStatus.NOT_STARTED));
        StoreNumber first = new StoreNumber("000001");

        assertThat(views.tasks(null, null)).hasSize(3);
        assertThat(views.tasks(first, null)).extracting(Row::taskId).containsExactly("a", "b");
        assertThat(views.tasks(null, TaskStatus.NOT_STARTED))
                .extracting(Row::storeNumber)
                .containsExactly("000001", "000002");
        assertThat(views.tasks(first, TaskStatus.COMPLETED))
                .extracting(Row::taskId)
                .containsExactly("b");
        assertThat(views.tasks(first, TaskStatus.CANCELED)).isEmpty();
    }

    @Test
    void showsAllOfATaskWithTheNewestConflictsAlsoThoseFromBeforeItHadItsName() {
        TaskRef made = TaskRef.madeInPlanner("p-1");
        TaskRef named = TaskRef.of(new TaskId("T-1"));
        keys.markDue(List.of(key("000135")));
        Claim claim = claim();
        state.save(
                claim,
                new StoreNumber("000135"),
                KnownPlan.unknown(),
                new Change(
                        KnownPlan.unknown(),
                        List.of(),
                        IntStream.rangeClosed(1, 7)
                                .mapToObj(n -> new LedgerEntry(
                                        n == 6 ? made : named,
                                        TaskField.TITLE,
                                        LedgerEntry.Reason.DELETED,
                                        "",
                                        String.valueOf(n),
                                        TIME))
                                .toList()));
        LocalDate day = LocalDate.of(2999, 11, 28);
        state.report(
                claim,
                store("000135", "CA"),
                new Board(
                        IN_SYNC,
                        List.of(),
                        List.of(
                                new Board.Row(
                                        named,
                                        "p-1",
                                        "Shel\0ves",
                                        "Opening",
                                        TaskStatus.IN_PROGRESS,
                                        day,
                                        "000205 000206"),
                                new Board.Row(
                                        TaskRef.madeInPlanner("p-2"),
                                        "p-2",
                                        "Tea",
                                        "",
                                        TaskStatus.COMPLETED,
                                        null,
                                        ""))));

        assertThat(views.tasks(null, null))
                .containsExactly(
                        new Row(
                                "000135",
                                "Store 000135",
                                "CA",
                                null,
                                "p-2",
                                "Tea",
                                "",
                                "Completed",
                                null,
                                List.of(),
                                false,
                                List.of()),
                        new Row(
                                "000135",
                                "Store 000135",
                                "CA",
                                "T-1",
                                "p-1",
                                "Shelves",
                                "Opening",
                                "InProgress",
                                day,
                                List.of("000205", "000206"),
                                false,
                                IntStream.of(7, 6, 5, 4, 3)
                                        .mapToObj(n -> new Conflict(
                                                TaskField.TITLE,
                                                LedgerEntry.Reason.DELETED,
                                                "The title was set to \"" + n
                                                        + "\" in Planner, but Commerce deleted the task."))
                                        .toList()));
    }

    @Test
    void aReportReplacesTheOneBeforeAndWritesOnlyRowsThatDiffer() {
        report(
                store("000135", "CA"),
                Standing.failed("no"),
                row("a", TaskStatus.NOT_STARTED),
                row("b", TaskStatus.NOT_STARTED, LocalDate.of(2026, 3, 1)),
                row("c", TaskStatus.NOT_STARTED));
        report(store("000136", "CA"), IN_SYNC, row("c", TaskStatus.NOT_STARTED));
        String rows = written("a", "b");

        report(
                store("000135", null),
                IN_SYNC,
                row("a", TaskStatus.NOT_STARTED),
                row("b", TaskStatus.COMPLETED, LocalDate.of(2026, 3, 2)));

        assertThat(views.tasks(new StoreNumber("000135"), null))
                .extracting(Row::taskId, Row::status, Row::region)
                .containsExactly(tuple("a", "NotStarted", "USA"), tuple("b", "Completed", "USA"));
        assertThat(written("a")).isEqualTo(rows.split(";")[0]);
        assertThat(written("b")).isNotEqualTo(rows.split(";")[1]);
        assertThat(views.tasks(new StoreNumber("000136"), null)).hasSize(1);
    }

    @Test
    void showsWhereTheTasksOfAStoreStand() {
        keys.markDue(List.of(key("000135")));
        assertThat(views.store(new StoreNumber("000135")))
                .contains(new StoreTasksView(null, "working", "", List.of(), 0, null));
        Claim claim = claim();
        KnownPlan unknown = KnownPlan.unknown();
        state.save(
                claim,
                new StoreNumber("000135"),
                unknown,
                new Change(
                        new KnownPlan(
                                new PlanStage.Ready("plan-1"),
                                unknown.buckets(),
                                Map.of(),
                                unknown.rhythm(),
                                9,
                                unknown.twins()),
                        List.of(),
                        List.of()));
        state.report(
                claim,
                store("000135", "CA"),
                new Board(new Standing(Standing.State.WAITING, "why"), List.of(new Finding.NoTeam()), List.of()));

        keys.settle(claim, Verdict.done(TIME.plusSeconds(15)), TIME);

        assertThat(views.store(new StoreNumber("000135")))
                .contains(new StoreTasksView(
                        "plan-1", "waiting", "why", List.of(new Finding.NoTeam().sentence()), 9, TIME.plusSeconds(15)));
    }

    private void report(Store store, Standing standing, Board.Row... rows) {
        keys.markDue(List.of(Key.ofTasks(store.number())));
        Claim claim = claim();
        state.report(claim, store, new Board(standing, List.of(), List.of(rows)));
        keys.settle(claim, Verdict.done(null), TIME);
    }

    private Claim claim() {
        return keys.claim(1, TIME, LEASE).getFirst();
    }

    private static String written(String... tasks) {
        return SANDBOX.sql(
                "select string_agg(xmin::text, ';' order by ref) from task_board where store_number = '000135'"
                        + " and ref in ('commerce/" + String.join("', 'commerce/", tasks) + "')");
    }

    private static Board.Row row(String id, TaskStatus status) {
        return row(id, status, null);
    }

    private static Board.Row row(String id, TaskStatus status, @Nullable LocalDate due) {
        return new Board.Row(TaskRef.of(new TaskId(id)), null, "Title " + id, "Opening", status, due, "");
    }

    private static Board.Row onList(String id, String list, TaskStatus status) {
        return new Board.Row(TaskRef.of(new TaskId(id)), null, "Title " + id, list, status, null, "");
    }

    private static Store store(String number, @Nullable String region) {
        return store(number, region, "UTC");
    }

    private static Store store(String number, @Nullable String region, String zone) {
        return new Store(
                new StoreNumber(number),
                "Store " + number,
                ZoneId.of(zone),
                new Store.Place(null, null, null, null, region, "USA"),
                null,
                null);
    }

    private static Key key(String store) {
        return Key.ofTasks(new StoreNumber(store));
    }
}
