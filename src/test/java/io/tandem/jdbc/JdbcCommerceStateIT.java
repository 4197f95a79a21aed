package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.CommerceState.Outcome;
import io.tandem.commerce.Fact;
import io.tandem.commerce.FactReader;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Identity;
import io.tandem.model.Key;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.RetailTask;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import io.tandem.model.TaskField;
import io.tandem.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcCommerceStateIT {
    private static final String ADA = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final CommerceState state = database.commerceState();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate fact, worker_link, commerce_event, due_key");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void appliesNewEventsAndMakesTheirStoresDue() {
        Outcome outcome = state.fold(Events.batch(
                Events.opened("000135", "San Francisco"),
                Events.hired("000205", ADA),
                Events.assigned("000205", "000136", "manager")));

        assertThat(outcome).isEqualTo(new Outcome(3, 0, 0, stores("000135", "000136")));
        assertThat(dueKeys()).containsExactlyInAnyOrder("store/000135", "store/000136");
    }

    @Test
    void countsASecondDeliveryAsDuplicateAndWakesNobody() {
        state.fold(Events.batch(Events.opened("000135", "San Francisco")));
        settleAll();

        Outcome outcome = state.fold(Events.batch(Events.opened("000135", "San Francisco")));

        assertThat(outcome).isEqualTo(new Outcome(0, 1, 0, Set.of()));
        assertThat(dueKeys()).isEmpty();
    }

    @Test
    void dropsAnOlderWordAsStaleAndKeepsTheNewerOne() {
        state.fold(Events.batch(renamed("New", TIME.plusSeconds(2))));
        settleAll();

        Outcome outcome = state.fold(Events.batch(renamed("Old", TIME.plusSeconds(1))));

        assertThat(outcome).isEqualTo(new Outcome(0, 0, 1, Set.of()));
        assertThat(SANDBOX.sql("select value from fact where field = 'name'")).isEqualTo("\"New\"");
        assertThat(dueKeys()).isEmpty();
    }

    @Test
    void keepsWhenSomethingWasToldWhenItIsOnlyRepeated() {
        state.fold(Events.batch(renamed("New", TIME)));
        String told = told();

        state.fold(Events.batch(renamed("New", TIME.plusSeconds(1))));

        assertThat(told()).isEqualTo(told);
        assertThat(SANDBOX.sql("select stamp from fact where field = 'name'"))
                .startsWith(TIME.plusSeconds(1).toString().substring(0, 19));
        state.fold(Events.batch(renamed("Newer", TIME.plusSeconds(2))));
        assertThat(told()).isGreaterThan(told);
    }

    @Test
    void knowsWhoHeldARoleFirstThoughGrantsAreRepeatedInAnotherOrder() {
        List<String> first = List.of("000207", "000205", "000206");
        state.fold(Events.batch(granted("000206", 3), granted("000205", 2), granted("000207", 1)));
        assertThat(holders()).isEqualTo(first);

        state.fold(Events.batch(granted("000205", 11), granted("000206", 12), granted("000207", 13)));

        assertThat(holders()).isEqualTo(first);
    }

    private static String granted(String worker, int second) {
        return Events.worker("role.granted", TIME.plusSeconds(second), worker, "role", "Retail task manager");
    }

    private static List<String> holders() {
        return FactReader.communications(SANDBOX.jdbi().withHandle(StoreFacts::ofCommunications)).workers().stream()
                .map(worker -> worker.number().value())
                .toList();
    }

    @Test
    void remembersWhoAWorkerEverWasInEntraWhateverComesFirst() {
        String other = ADA.replace('3', '4');

        state.fold(Events.batch(Events.hired("000205", ADA)));
        state.fold(Events.batch(Events.hired("000205", other)));

        assertThat(SANDBOX.sql("select string_agg(subject || ' ' || identity, ',' order by identity) from worker_link"))
                .isEqualTo("worker/000205 id:" + ADA + ",worker/000205 id:" + other);
    }

    private static String told() {
        return SANDBOX.sql("select told_at from fact where field = 'name'");
    }

    @Test
    void wakesEveryStoreOfAWorkerOfWhomSomethingNewIsKnown() {
        state.fold(Events.batch(
                Events.assigned("000205", "000135", "manager"), Events.assigned("000205", "000136", "worker")));
        settleAll();

        Outcome outcome = state.fold(Events.batch(Events.hired("000205", ADA)));

        assertThat(outcome.due()).isEqualTo(stores("000135", "000136"));
        assertThat(dueKeys()).containsExactlyInAnyOrder("store/000135", "store/000136");
    }

    @Test
    void wakesNobodyForAWorkerWithoutAStore() {
        assertThat(state.fold(Events.batch(Events.hired("000205", ADA))).due()).isEmpty();
    }

    @Test
    void foldsAnEmptyBatch() {
        assertThat(state.fold(Events.batch())).isEqualTo(new Outcome(0, 0, 0, Set.of()));
    }

    @Test
    void leavesNothingBehindWhenTheBatchFailsAtItsEndAndTakesItAgain() {
        Batch batch = Events.batch(Events.opened("000135", "San Francisco"));
        SANDBOX.sql("alter table due_key rename to due_key_away");

        assertThatThrownBy(() -> state.fold(batch)).hasMessageContaining("due_key");

        SANDBOX.sql("alter table due_key_away rename to due_key");
        assertThat(SANDBOX.sql("select count(*) from fact")).isEqualTo("0");
        assertThat(SANDBOX.sql("select count(*) from commerce_event")).isEqualTo("0");
        assertThat(state.fold(batch).applied()).isEqualTo(1);
    }

    @Test
    void keepsTheSameFactsWhateverTheOrderAndHoweverOften() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> lines.add(renamed("Name " + i, TIME.plusSeconds(i % 20))));
        lines.add(Events.store("store.closed", TIME.plusSeconds(50), "000135", "closedOn", "2026-05-01"));
        state.fold(Events.batch(lines.toArray(String[]::new)));
        String facts = facts();
        SANDBOX.sql("truncate fact, worker_link, commerce_event, due_key");

        lines.addAll(List.copyOf(lines));
        Collections.shuffle(lines, new Random(7));
        lines.forEach(line -> state.fold(Events.batch(line)));

        assertThat(facts()).isEqualTo(facts);
    }

    @Test
    void foldsAListOverAThousandStoresInAThousandSmallRows() {
        String[] stores = IntStream.range(0, 1000).mapToObj("%06d"::formatted).toArray(String[]::new);
        Batch batch = Events.batch(Events.list("HOL-2026", TIME, stores));

        Outcome outcome = assertTimeout(Duration.ofSeconds(5), () -> state.fold(batch));

        assertThat(outcome).isEqualTo(new Outcome(1, 0, 0, tasks(stores)));
        assertThat(SANDBOX.sql("select count(*) from fact")).isEqualTo("1005");
        assertThat(SANDBOX.sql("select count(*) from due_key where key like 'tasks/%'"))
                .isEqualTo("1000");
        assertThat(tasksOf("000999").tasks()).extracting(RetailTask::id).hasSize(3);
    }

    @Test
    void wakesTheTasksOfEveryStoreOfAListThatIsStartedAgainElsewhere() {
        state.fold(Events.batch(Events.list("HOL-2026", TIME, "000135")));
        settleAll();

        Outcome outcome = state.fold(Events.batch(Events.list("HOL-2026", TIME.plusSeconds(1), "000136")));

        assertThat(outcome.due()).isEqualTo(tasks("000135", "000136"));
        assertThat(dueKeys()).containsExactlyInAnyOrder("tasks/000135", "tasks/000136");
    }

    @Test
    void wakesTheTasksOfAStoreWhenTheAccountOfAnAssigneeIsKnown() {
        state.fold(Events.batch(task("task.assigned", TIME, "T1", "000135", "assignees", List.of("000205"))));
        settleAll();

        Outcome outcome = state.fold(Events.batch(Events.hired("000205", ADA)));

        assertThat(outcome.due()).isEqualTo(tasks("000135"));
    }

    @Test
    void loadsTheTasksOfAStoreAndNoOther() {
        state.fold(Events.batch(
                Events.opened("000135", "San Francisco"),
                Events.hired("000205", ADA),
                Events.assigned("000206", "000135", "worker"),
                Events.assigned("000207", "000136", "worker"),
                Events.list("HOL-2026", TIME, "000135", "000136"),
                Events.list("OTHER", TIME, "000136"),
                task("task.created", TIME, "T1", "000135", "title", "Clean", "assignees", List.of("000205")),
                task("task.created", TIME, "T1", "000136", "title", "Elsewhere"),
                task("task.status.changed", TIME, "HOL-2026/000135/task2", "000135", "status", "Completed")));

        StoreTasks tasks = tasksOf("000135");

        assertThat(tasks.store().name()).isEqualTo("San Francisco");
        assertThat(tasks.tasks())
                .extracting(
                        task -> task.id() + " " + task.value(TaskField.STATUS).orElse(""))
                .containsExactly(
                        "HOL-2026/000135/task0 NotStarted",
                        "HOL-2026/000135/task1 NotStarted",
                        "HOL-2026/000135/task2 Completed",
                        "T1 NotStarted");
        assertThat(tasks.people())
                .containsOnly(
                        Map.entry(new PersonnelNumber("000205"), new Identity(ADA, null)),
                        Map.entry(new PersonnelNumber("000206"), Identity.none()));
    }

    @Test
    void leavesTasksOutOfTheFactsOfAStaff() {
        state.fold(Events.batch(
                Events.assigned("000206", "000135", "worker"),
                Events.list("HOL-2026", TIME, "000135", "000136"),
                task("task.created", TIME, "T1", "000135", "title", "Clean", "assignees", List.of("000205"))));

        List<Fact> facts = SANDBOX.jdbi().withHandle(handle -> StoreFacts.ofStaff(handle, new StoreNumber("000135")));

        assertThat(facts).extracting(Fact::subject).containsExactly("worker/000206");
    }

    @Test
    void keepsNamesOfAllScriptsAndTextThatLooksLikeSql() {
        state.fold(Events.batch(Events.opened("000135", "Zürich 東京 🛍 '); drop table fact; --\\")));

        assertThat(SANDBOX.sql("select value::jsonb #>> '{}' from fact where field = 'name'"))
                .isEqualTo("Zürich 東京 🛍 '); drop table fact; --\\");
    }

    /** Two instances: one tells that the worker is in the store, the other that the worker is hired. */
    @Test
    void losesNoWakeUpBetweenTwoConcurrentFolds() {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 40; round++) {
                String number = "%06d".formatted(round);
                settleAll();
                var assigned = fold(both, Events.assigned(number, "000135", "manager"));
                var hired = fold(both, Events.hired(number, ADA));
                List<Outcome> outcomes = List.of(assigned.join(), hired.join());

                assertThat(dueKeys()).containsExactlyInAnyOrder("store/000135");
                assertThat(outcomes).allMatch(outcome -> outcome.applied() == 1);
                assertThat(generation()).isEqualTo(round + 1L + hiredCameLast(outcomes));
            }
        }
    }

    private long extra;

    /** A hire that is folded last finds the assignment and wakes the store once more. */
    private long hiredCameLast(List<Outcome> outcomes) {
        extra += outcomes.getLast().due().contains(Key.of(new StoreNumber("000135"))) ? 1 : 0;
        return extra;
    }

    private CompletableFuture<Outcome> fold(ExecutorService on, String line) {
        Batch batch = Events.batch(line);
        return CompletableFuture.supplyAsync(() -> state.fold(batch), on);
    }

    private static StoreTasks tasksOf(String store) {
        StoreNumber number = new StoreNumber(store);
        return FactReader.tasks(number, SANDBOX.jdbi().withHandle(handle -> StoreFacts.ofTasks(handle, number)));
    }

    private static String task(String type, Instant time, String task, String store, Object... data) {
        return Events.store(
                type,
                time,
                store,
                Stream.concat(Stream.of("taskId", task), Stream.of(data)).toArray());
    }

    private static String renamed(String name, Instant time) {
        return Events.store("store.updated", time, "000135", "name", name);
    }

    /** The keys of the teams and of the tasks of these stores. */
    private static Set<Key> stores(String... numbers) {
        return Stream.concat(teams(numbers).stream(), tasks(numbers).stream()).collect(Collectors.toSet());
    }

    private static Set<Key> teams(String... numbers) {
        return Stream.of(numbers).map(StoreNumber::new).map(Key::of).collect(Collectors.toSet());
    }

    private static Set<Key> tasks(String... numbers) {
        return Stream.of(numbers).map(StoreNumber::new).map(Key::ofTasks).collect(Collectors.toSet());
    }

    private static long generation() {
        return Long.parseLong(SANDBOX.sql("select desired_generation from due_key where key = 'store/000135'"));
    }

    private static String facts() {
        return SANDBOX.sql(
                "select string_agg((to_jsonb(f) - 'told_at')::text, ' ' order by subject, about, field) from fact f");
    }

    private static List<String> dueKeys() {
        return SANDBOX.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select key from due_key where desired_generation > observed_generation")
                        .mapTo(String.class)
                        .list());
    }

    private void settleAll() {
        DueKeys keys = database.dueKeys(Retry.defaults(), Set.of(Key.STORE, Key.TASKS), Due.ANY);
        for (Claim claim : keys.claim(100, TIME, Duration.ofSeconds(30))) {
            keys.settle(claim, Verdict.done(null), TIME);
        }
    }
}
