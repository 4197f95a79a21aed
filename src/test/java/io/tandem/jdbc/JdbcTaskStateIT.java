package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static io.tandem.model.TaskField.DUE_DATE;
import static io.tandem.model.TaskField.NOTES;
import static io.tandem.model.TaskField.TITLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.console.Syncs;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Identity;
import io.tandem.model.Key;
import io.tandem.model.LeaseLostException;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.RetailTask;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import io.tandem.model.TaskId;
import io.tandem.model.Verdict;
import io.tandem.tasks.Agreed;
import io.tandem.tasks.Board;
import io.tandem.tasks.Buckets;
import io.tandem.tasks.Change;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.KnownTask;
import io.tandem.tasks.LedgerEntry;
import io.tandem.tasks.PlanStage;
import io.tandem.tasks.Presence;
import io.tandem.tasks.Rhythm;
import io.tandem.tasks.Standing;
import io.tandem.tasks.TaskNews;
import io.tandem.tasks.TaskRef;
import io.tandem.tasks.TaskState;
import io.tandem.tasks.Trial;
import io.tandem.tasks.Twins;
import io.tandem.tasks.Unanswered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@BesideOthers
class JdbcTaskStateIT {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final String ADA = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final Instant LATER = TIME.plusMillis(1234).plusNanos(567_000);
    private static final TaskRef SAID = TaskRef.of(new TaskId("holiday/000135/task0"));
    private static final TaskRef MADE = TaskRef.madeInPlanner("AAD_planner-1");
    private static final KnownTask.Details UNREAD = new KnownTask.Details("", false, null);
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final DueKeys keys = database.dueKeys(Retry.defaults(), Set.of(Key.TASKS), Due.ANY);
    private final TaskState state = database.taskState(Clock.fixed(TIME, ZoneOffset.UTC), LEASE);

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql(
                "truncate fact, commerce_event, due_key, update_out, plan, planner_task, task, task_conflict, task_standing,"
                        + " task_board, activity, dead_letter");
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<PlanStage> stages() {
        return Stream.of(
                new PlanStage.Unknown(null, null, null),
                new PlanStage.Unknown("lost", null, LATER),
                new PlanStage.Unknown("lost", null, LATER, new PlanStage.Silence(TIME, null)),
                new PlanStage.Unknown("lost", null, LATER, new PlanStage.Silence(TIME, LATER)),
                new PlanStage.Ready("plan-1", TIME),
                new PlanStage.Unknown(null, "San Francisco tasks", LATER),
                new PlanStage.Missing(),
                new PlanStage.Ready("plan-1"));
    }

    static Stream<KnownTask> tasks() {
        Agreed told = new Agreed("", "s2", "Open early", true, new Agreed.Told(LATER, TIME, List.of("Open", "")));
        Agreed agreed = new Agreed("2026-11-28", "", "2026-11-28", false, null);
        Agreed refused =
                new Agreed("Open \0", "s3", "", true, null, null, new Trial("Open \0", "badRequest", false, LATER));
        return Stream.of(
                new KnownTask(new Presence.Absent("id-0", "W/\"0\""), false, Map.of(), Map.of(), UNREAD, null, null),
                new KnownTask(
                        new Presence.Creating(TIME, "", LATER),
                        false,
                        Map.of(DUE_DATE, agreed),
                        Map.of(TITLE, "Open", NOTES, ""),
                        UNREAD,
                        null,
                        null),
                new KnownTask(
                        new Presence.Present("id-1", "W/\"1\"", Presence.Sight.CLEAR),
                        true,
                        Map.of(TITLE, told, DUE_DATE, agreed),
                        Map.of(),
                        new KnownTask.Details("W/\"2\"", true, TIME),
                        null,
                        null),
                new KnownTask(
                        new Presence.Present("id-1", "W/\"1\"", Presence.Sight.DOUBTFUL),
                        false,
                        Map.of(),
                        Map.of(TITLE, "\0 \ud83c\udf85 \ud800 \"é\""),
                        new KnownTask.Details("W/\"2\"", false, LATER),
                        new KnownTask.Parked("MaximumTasksInProject", LATER, ""),
                        null),
                new KnownTask(
                        new Presence.Present("id-1", "W/\"1\"", Presence.Sight.MISSING),
                        false,
                        Map.of(TITLE, refused),
                        Map.of(),
                        UNREAD,
                        new KnownTask.Parked("refused", LATER, "s3"),
                        ZoneId.of("Asia/Kolkata")));
    }

    private static Buckets.Refused refused(Instant until) {
        return new Buckets.Refused("Forbidden", until);
    }

    static Stream<KnownPlan> plans() {
        Map<TaskRef, KnownTask> none = Map.of();
        Buckets buckets = new Buckets(
                true,
                Map.of("Opening \0 \ud800", "b-1"),
                Map.of("Closing", refused(LATER)),
                Map.of("b-2", "By hand", "b-3", ""));
        return Stream.of(
                KnownPlan.unknown(),
                plan(new PlanStage.Missing(), none),
                new KnownPlan(
                        new PlanStage.Ready("plan-1"),
                        buckets,
                        none,
                        new Rhythm(Duration.ofMinutes(15), LATER, true, TIME),
                        7,
                        new Twins(List.of(
                                new Unanswered(SAID, "b-1", Map.of(TITLE, "Count"), TIME, null),
                                new Unanswered(SAID, "", Map.of(), LATER, new Unanswered.Twin("p/9", "e", true))))));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void goesFromEveryStageToEveryOther(PlanStage stage) {
        Claim claim = claim();
        stages().forEach(from -> {
            KnownPlan before = plan(from, Map.of());
            save(claim, KnownPlan.unknown(), before);
            save(claim, before, plan(stage, Map.of()));

            assertThat(state.known(STORE)).isEqualTo(plan(stage, Map.of()));
        });
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void goesFromEveryStateOfATaskToEveryOther(KnownTask task) {
        Claim claim = claim();
        tasks().forEach(from -> {
            KnownPlan before = plan(new PlanStage.Missing(), Map.of(SAID, from, MADE, from));
            KnownPlan after = plan(new PlanStage.Missing(), Map.of(SAID, task, MADE, task));
            save(claim, KnownPlan.unknown(), before);
            save(claim, before, after);

            assertThat(state.known(STORE)).isEqualTo(after);
        });
    }

    @ParameterizedTest
    @MethodSource("plans")
    void remembersBucketsAndRhythm(KnownPlan plan) {
        save(claim(), KnownPlan.unknown(), plan);

        assertThat(state.known(STORE)).isEqualTo(plan);
    }

    /** What an older version wrote has to be read by the newer one: whoever changes the form changes the rows too. */
    @Test
    void readsWhatIsInTheDatabase() {
        SANDBOX.sql("""
                insert into plan values ('000135', 'ready', 'plan-1', null, null, null, true,
                    '{"Opening":"b-1"}', '{"Closing":"Forbidden"}', 15000, '2026-03-01T09:30:00Z', false, 3)""");
        SANDBOX.sql("""
                insert into task values ('000135', 'planner/p/1', 'present', 'p/1', 'e', 'CLEAR', null, null, null, true,
                    'd', false, null, null, null,
                    '{"TITLE":{"value":"A","stamp":"s","planner":"B","owed":true,
                               "told":{"at":"2026-03-01T09:30:00.000000001Z",
                                       "since":"2026-03-01T09:30:00Z","earlier":["C"]}}}',
                    '{"NOTES":"N"}')""");

        KnownPlan known = state.known(STORE);

        assertThat(known)
                .isEqualTo(new KnownPlan(
                        new PlanStage.Ready("plan-1"),
                        new Buckets(true, Map.of("Opening", "b-1"), Map.of("Closing", refused(Instant.EPOCH))),
                        Map.of(
                                TaskRef.madeInPlanner("p/1"),
                                new KnownTask(
                                        new Presence.Present("p/1", "e", Presence.Sight.CLEAR),
                                        true,
                                        Map.of(
                                                TITLE,
                                                new Agreed(
                                                        "A",
                                                        "s",
                                                        "B",
                                                        true,
                                                        new Agreed.Told(TIME.plusNanos(1), TIME, List.of("C")))),
                                        Map.of(NOTES, "N"),
                                        new KnownTask.Details("d", false, null),
                                        null,
                                        null)),
                        new Rhythm(Duration.ofSeconds(15), TIME, false, null),
                        3,
                        Twins.none()));
    }

    @Test
    void forgetsATaskThatIsNoLongerKnownAndTheOldNameOfOneThatHasAnother() {
        List<KnownTask> states = tasks().toList();
        KnownPlan before = plan(new PlanStage.Ready("plan-1"), Map.of(SAID, states.get(0), MADE, states.get(2)));
        TaskRef named = TaskRef.of(new TaskId("T-1"));
        Claim claim = claim();
        save(claim, KnownPlan.unknown(), before);

        save(claim, before, plan(new PlanStage.Ready("plan-1"), Map.of(named, states.get(2))));

        assertThat(state.known(STORE).tasks()).containsExactly(Map.entry(named, states.get(2)));
        assertThat(SANDBOX.sql("select count(*) from task")).isEqualTo("1");
    }

    @Test
    void writesOnlyTheRowsThatDiffer() {
        List<KnownTask> states = tasks().toList();
        KnownPlan before = plan(new PlanStage.Ready("plan-1"), Map.of(SAID, states.get(0), MADE, states.get(2)));
        Claim claim = claim();
        save(claim, KnownPlan.unknown(), before);
        SANDBOX.sql("update due_key set lease_until = now()");
        String rows = rows();

        save(claim, before, plan(new PlanStage.Ready("plan-1"), Map.of(SAID, states.get(1), MADE, states.get(2))));

        assertThat(rows().split(";"))
                .hasSize(3)
                .contains(rows.split(";")[0], rows.split(";")[2])
                .doesNotContain(rows.split(";")[1]);
        assertThat(SANDBOX.sql("select (lease_until = '" + TIME.plus(LEASE) + "')::text from due_key"))
                .isEqualTo("true");
    }

    @Test
    void knowsWhichTasksWereInThePlanOfAnotherStoreWhateverBecameOfThem() {
        Claim claim = claim();
        KnownPlan full = plan(
                new PlanStage.Ready("plan-1"), Map.of(SAID, tasks().toList().get(2)));
        KnownPlan empty = plan(new PlanStage.Ready("plan-1"), Map.of());
        save(claim, KnownPlan.unknown(), full);
        save(claim, full, empty);
        StoreNumber other = new StoreNumber("000136");
        Set<String> ids = Set.of("id-1", "id-2");

        assertThat(state.knownElsewhere(other, ids)).containsExactly("id-1");
        assertThat(state.knownElsewhere(STORE, ids)).isEmpty();

        save(claim, empty, plan(new PlanStage.Unknown("plan-1", null, LATER), Map.of()));
        SANDBOX.sql("""
                insert into plan (store_number, stage, plan_id, buckets_known, buckets, buckets_refused, interval_millis, unclear, calls)
                values ('000136', 'ready', 'plan-1', false, '{}', '{}', 0, false, 0)""");
        assertThat(state.knownElsewhere(other, ids)).isEmpty();
    }

    @Test
    void aStoreWhoseTaskIsSeenInThePlanOfAnotherLooksAtOnceAndOnlyOnce() {
        KnownTask task = tasks().toList().get(2);
        KnownPlan empty = plan(new PlanStage.Ready("plan-1"), Map.of());
        KnownPlan full = new KnownPlan(
                new PlanStage.Ready("plan-1"),
                empty.buckets(),
                Map.of(SAID, task),
                new Rhythm(Duration.ofMinutes(15), TIME, false, TIME),
                0,
                Twins.none());
        Claim claim = claim();
        save(claim, KnownPlan.unknown(), empty);
        save(claim, empty, full);
        keys.settle(claim, Verdict.done(LATER), TIME);
        StoreNumber other = new StoreNumber("000134");
        keys.markDue(List.of(Key.ofTasks(other)));
        Claim theirs = keys.claim(1, TIME, LEASE).getFirst();
        KnownPlan before = plan(new PlanStage.Ready("plan-2"), Map.of());
        KnownPlan after = plan(new PlanStage.Ready("plan-2"), Map.of(MADE, task));

        state.save(theirs, other, before, new Change(after, List.of(), List.of()));

        assertThat(keys.claim(2, TIME, LEASE)).extracting(Claim::key).containsExactly(Key.ofTasks(STORE));
        assertThat(state.known(STORE)).isEqualTo(full.doubted());
        SANDBOX.sql("update due_key set lease_until = null, observed_generation = desired_generation");
        state.save(theirs, other, after, new Change(after, List.of(), List.of()));
        assertThat(keys.claim(2, TIME, LEASE)).isEmpty();
    }

    /** A plan on which somebody works, one of whose tasks and one of whose buckets Graph refused. */
    private KnownPlan refused() {
        return new KnownPlan(
                new PlanStage.Unknown("plan-1", null, LATER),
                new Buckets(true, Map.of("Opening", "b-1"), Map.of("Closing", refused(LATER))),
                Map.of(SAID, tasks().toList().getLast(), MADE, tasks().toList().get(2)),
                new Rhythm(Duration.ofMinutes(15), TIME, false, TIME),
                3,
                Twins.none());
    }

    @Test
    void readsAgainAndTriesAgainWhatWasRefusedOnceSomebodyAsks() {
        KnownPlan before = refused();
        save(claim(), KnownPlan.unknown(), before);

        boolean there = database.consoleTables().syncs(() -> {}).sync(STORE, "ann");

        assertThat(there).isTrue();
        KnownPlan after = state.known(STORE);
        assertThat(after.rhythm().unclear()).isTrue();
        assertThat(after.stage()).isEqualTo(new PlanStage.Unknown("plan-1", null, null));
        assertThat(after.buckets()).isEqualTo(new Buckets(true, Map.of("Opening", "b-1"), Map.of()));
        assertThat(after.tasks().values())
                .allMatch(task -> task.parked() == null)
                .flatExtracting(task -> task.fields().values())
                .hasSize(3)
                .allMatch(agreed -> agreed.trial() == null);
        assertThat(after.tasks().get(MADE)).isEqualTo(before.tasks().get(MADE));
        assertThat(state.known(STORE)).isEqualTo(after);
    }

    @Test
    void writesDownWhoAskedForWhatIsThere() {
        save(claim(), KnownPlan.unknown(), refused());
        SANDBOX.sql("insert into dead_letter (id, at, cause, reason, headers, cut, key) values"
                + " ('l-1', now(), 'c', 'r', '{}', false, 'tasks/" + STORE + "')");
        Syncs syncs = database.consoleTables().syncs(() -> {});

        syncs.sync(STORE, "ann");
        boolean there = syncs.sync(new StoreNumber("999999"), "bob");
        syncs.syncAll("cid");

        assertThat(there).isFalse();
        assertThat(SANDBOX.sql("select state from dead_letter"))
                .as("that of a key that is tried again")
                .isEqualTo("superseded");
        assertThat(SANDBOX.sql(
                        "select string_agg(who || ' ' || what || ' ' || subject, ', ' order by number) from activity"))
                .isEqualTo("ann store.sync store/" + STORE + ", cid sync all");
    }

    @Test
    void keepsTheDoubtThatComesWhileThePlanIsWorkedOn() {
        Claim claim = claim();
        save(claim, KnownPlan.unknown(), refused());
        KnownPlan worked = state.known(STORE);

        database.consoleTables().syncs(() -> {}).syncAll("ann");
        save(claim, worked, plan(new PlanStage.Ready("plan-1"), worked.tasks()));

        assertThat(state.known(STORE).rhythm().unclear()).isTrue();
        assertThat(state.known(STORE).tasks().values()).allMatch(task -> task.parked() == null);
        assertThat(SANDBOX.sql("select (desired_generation - observed_generation > 1)::text from due_key"))
                .isEqualTo("true");
    }

    @Test
    void leavesAPlanThatMayJustHaveBeenMadeToSettle() {
        KnownPlan making = plan(new PlanStage.Unknown(null, "Houston tasks", LATER), Map.of());
        save(claim(), KnownPlan.unknown(), making);

        database.consoleTables().syncs(() -> {}).sync(STORE, "ann");

        assertThat(state.known(STORE).stage()).isEqualTo(making.stage());
    }

    @Test
    void writesNothingWithALostLease() {
        Claim lost = claim();
        Claim held = keys.claim(1, TIME.plus(LEASE), LEASE).getFirst();
        KnownPlan plan = plan(
                new PlanStage.Ready("plan-1"), Map.of(SAID, tasks().toList().getLast()));
        Change change = new Change(
                plan,
                List.of(new TaskNews.PlanLinked(STORE, "plan-1")),
                List.of(new LedgerEntry(SAID, TITLE, LedgerEntry.Reason.COMMERCE_OWNS, "Open", "Close", TIME)));

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> state.save(lost, STORE, KnownPlan.unknown(), change))
                .withMessageContaining("tasks/000135");
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> state.report(
                        lost, Store.unknown(STORE), new Board(Standing.failed("no"), List.of(), List.of())));

        assertThat(state.known(STORE)).isEqualTo(KnownPlan.unknown());
        assertThat(SANDBOX.sql("select (select count(*) from update_out) + (select count(*) from task_conflict)"
                        + " + (select count(*) from task_standing)"))
                .isEqualTo("0");
        state.save(held, STORE, KnownPlan.unknown(), change);
        assertThat(state.known(STORE)).isEqualTo(plan);
    }

    @Test
    void letsNoTwoStoresHaveOnePlanButBothLoseIt() {
        Claim claim = claim();
        StoreNumber other = new StoreNumber("000999");
        KnownPlan ready = plan(new PlanStage.Ready("plan-1"), Map.of());
        KnownPlan lost = plan(new PlanStage.Unknown("plan-1", null, null), Map.of());
        save(claim, KnownPlan.unknown(), ready);

        assertThatException()
                .isThrownBy(
                        () -> state.save(claim, other, KnownPlan.unknown(), new Change(ready, List.of(), List.of())))
                .withStackTraceContaining("plan_ready");
        state.save(claim, other, KnownPlan.unknown(), new Change(lost, List.of(), List.of()));
        save(claim, ready, lost);

        assertThat(state.known(other)).isEqualTo(state.known(STORE));
    }

    @Test
    void tellsTheTasksOfAStoreAndWhoTheirAssigneesAre() {
        database.commerceState()
                .fold(Events.batch(
                        Events.opened("000135", "San Francisco"),
                        Events.hired("000205", ADA),
                        Events.list("holiday", TIME, "000135", "000136"),
                        Events.store(
                                "task.created",
                                TIME,
                                "000135",
                                "taskId",
                                "T-1",
                                "title",
                                "Shelves",
                                "assignees",
                                List.of("000205"))));

        StoreTasks wanted = state.wanted(STORE);

        assertThat(wanted.store().name()).isEqualTo("San Francisco");
        assertThat(wanted.tasks())
                .extracting(RetailTask::id)
                .extracting(TaskId::value)
                .containsExactly("T-1", "holiday/000135/task0", "holiday/000135/task1", "holiday/000135/task2");
        assertThat(wanted.people()).containsExactly(Map.entry(new PersonnelNumber("000205"), new Identity(ADA, null)));
    }

    private void save(Claim claim, KnownPlan before, KnownPlan after) {
        state.save(claim, STORE, before, new Change(after, List.of(), List.of()));
    }

    private static KnownPlan plan(PlanStage stage, Map<TaskRef, KnownTask> tasks) {
        KnownPlan unknown = KnownPlan.unknown();
        return new KnownPlan(stage, unknown.buckets(), tasks, unknown.rhythm(), unknown.calls(), unknown.twins());
    }

    /** Who wrote the plan, then the tasks. */
    private static String rows() {
        return SANDBOX.sql("select (select string_agg('plan ' || xmin, ';') from plan) || ';'"
                + " || (select string_agg(ref || xmin, ';' order by ref) from task)");
    }

    private Claim claim() {
        keys.markDue(List.of(Key.ofTasks(STORE)));
        return keys.claim(1, TIME, LEASE).getFirst();
    }
}
