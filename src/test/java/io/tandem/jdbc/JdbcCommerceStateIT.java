package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.CommerceState.Outcome;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.StoreNumber;
import io.tandem.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcCommerceStateIT {
    private static final String ADA = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final CommerceState state = database.commerceState();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate fact, commerce_event, due_key");
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
        assertThat(dueStores()).containsExactlyInAnyOrder("store/000135", "store/000136");
    }

    @Test
    void countsASecondDeliveryAsDuplicateAndWakesNobody() {
        state.fold(Events.batch(Events.opened("000135", "San Francisco")));
        settleAll();

        Outcome outcome = state.fold(Events.batch(Events.opened("000135", "San Francisco")));

        assertThat(outcome).isEqualTo(new Outcome(0, 1, 0, Set.of()));
        assertThat(dueStores()).isEmpty();
    }

    @Test
    void dropsAnOlderWordAsStaleAndKeepsTheNewerOne() {
        state.fold(Events.batch(renamed("New", TIME.plusSeconds(2))));
        settleAll();

        Outcome outcome = state.fold(Events.batch(renamed("Old", TIME.plusSeconds(1))));

        assertThat(outcome).isEqualTo(new Outcome(0, 0, 1, Set.of()));
        assertThat(SANDBOX.sql("select value from fact where field = 'name'")).isEqualTo("\"New\"");
        assertThat(dueStores()).isEmpty();
    }

    @Test
    void wakesEveryStoreOfAWorkerOfWhomSomethingNewIsKnown() {
        state.fold(Events.batch(
                Events.assigned("000205", "000135", "manager"), Events.assigned("000205", "000136", "worker")));
        settleAll();

        Outcome outcome = state.fold(Events.batch(Events.hired("000205", ADA)));

        assertThat(outcome.due()).isEqualTo(stores("000135", "000136"));
        assertThat(dueStores()).containsExactlyInAnyOrder("store/000135", "store/000136");
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
        SANDBOX.sql("truncate fact, commerce_event, due_key");

        lines.addAll(List.copyOf(lines));
        Collections.shuffle(lines, new Random(7));
        lines.forEach(line -> state.fold(Events.batch(line)));

        assertThat(facts()).isEqualTo(facts);
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

                assertThat(dueStores()).containsExactly("store/000135");
                assertThat(outcomes).allMatch(outcome -> outcome.applied() == 1);
                assertThat(generation()).isEqualTo(round + 1L + hiredCameLast(outcomes));
            }
        }
    }

    private long extra;

    /** A hire that is folded last finds the assignment and wakes the store once more. */
    private long hiredCameLast(List<Outcome> outcomes) {
        extra += outcomes.getLast().due().size();
        return extra;
    }

    private CompletableFuture<Outcome> fold(ExecutorService on, String line) {
        Batch batch = Events.batch(line);
        return CompletableFuture.supplyAsync(() -> state.fold(batch), on);
    }

    private static String renamed(String name, Instant time) {
        return Events.store("store.updated", time, "000135", "name", name);
    }

    private static Set<StoreNumber> stores(String... numbers) {
        return Set.copyOf(List.of(numbers).stream().map(StoreNumber::new).toList());
    }

    private static long generation() {
        return Long.parseLong(SANDBOX.sql("select desired_generation from due_key where key = 'store/000135'"));
    }

    private static String facts() {
        return SANDBOX.sql("select string_agg(f::text, ' ' order by subject, about, field) from fact f");
    }

    private static List<String> dueStores() {
        return SANDBOX.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select key from due_key where desired_generation > observed_generation")
                        .mapTo(String.class)
                        .list());
    }

    private void settleAll() {
        DueKeys keys = database.dueKeys(Retry.defaults());
        for (Claim claim : keys.claim(100, TIME, Duration.ofSeconds(30))) {
            keys.settle(claim, Verdict.done(null), TIME);
        }
    }
}
