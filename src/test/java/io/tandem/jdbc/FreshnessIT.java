package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.console.Headcount;
import io.tandem.console.Headcount.Measure;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class FreshnessIT {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Key KEY = Key.of(new StoreNumber("000135"));
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final List<Told> told = new ArrayList<>();
    private final DueKeys keys = database.dueKeys(
            Retry.defaults(),
            Set.of(Key.STORE),
            Due.ANY,
            (key, news, age) -> told.add(new Told(news, age.toSeconds())));

    private record Told(boolean news, long seconds) {}

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate dead_letter, due_key, store_board, task_standing, update_out");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aKeyHasBeenDueSinceTheFirstNewsWhateverWasTriedInBetween() {
        keys.markDue(Set.of(KEY));
        isDueFor(60);
        keys.settle(claim(), Verdict.againAt(Instant.now(), "a team is being made"), Instant.now());
        keys.markDue(Set.of(KEY));

        keys.settle(claim(), Verdict.done(null), Instant.now());

        assertThat(told).containsExactly(new Told(true, 60));
    }

    @Test
    void whatCameDuringTheWorkIsCountedFromThenOn() {
        keys.markDue(Set.of(KEY));
        isDueFor(60);
        Claim claim = claim();
        keys.markDue(Set.of(KEY));
        SANDBOX.sql("update due_key set renewed_at = now() - interval '5 seconds'");
        keys.settle(claim, Verdict.done(null), Instant.now());

        keys.settle(claim(), Verdict.done(null), Instant.now());

        assertThat(told).containsExactly(new Told(true, 60), new Told(true, 5));
    }

    @Test
    void aKeyWhoseTimeCameIsDueSinceThen() {
        keys.markDue(Set.of(KEY));
        keys.settle(claim(), Verdict.done(Instant.now().minusSeconds(30)), Instant.now());

        keys.settle(claim(), Verdict.done(null), Instant.now());

        assertThat(told).containsExactly(new Told(true, 0), new Told(false, 30));
    }

    @Test
    void whatFailedOrWasLostIsNotSettled() {
        keys.markDue(Set.of(KEY));
        Claim claim = claim();
        keys.settle(claim, Verdict.failed("Graph is away"), Instant.now());

        keys.settle(claim, Verdict.done(null), Instant.now());

        assertThat(told).isEmpty();
    }

    @Test
    void keysAreCountedByWhatIsDoneWithThem() {
        SANDBOX.sql(
                "insert into due_key (key, desired_generation, observed_generation, next_attempt_at, attempts, lease_until,"
                        + " due_since, renewed_at) values"
                        + " ('store/1', 2, 1, null, 0, null, now() - interval '90 seconds', now() - interval '40 seconds'),"
                        + " ('store/2', 1, 1, now() - interval '30 seconds', 2, null, null, null),"
                        + " ('store/3', 2, 1, null, 0, now() + interval '9 seconds', now(), null),"
                        + " ('store/4', 1, 1, now() + interval '9 seconds', 0, null, null, null),"
                        + " ('store/5', 1, 1, null, 8, null, null, null),"
                        + " ('store/6', 1, 1, null, 0, null, null, null),"
                        + " ('store/7', 1, 1, now() + interval '2 hours', 8, null, null, null),"
                        + " ('store/8', 1, 1, now() + interval '2 minutes', 8, null, null, null),"
                        + " ('tasks/6', 1, 1, null, 0, null, null, null)");

        SANDBOX.sql("insert into dead_letter (id, at, cause, reason, headers, cut, state)"
                + " select n::text, now(), 'invalid', '', '{}', false, case when n = 1 then 'open' else 'replayed' end"
                + " from generate_series(1, 3) n");

        var counted = database.headcount().take(Instant.now());

        assertThat(counted)
                .containsEntry(new Headcount.Number(Measure.KEYS, "store", "due"), 2.0)
                .containsEntry(new Headcount.Number(Measure.KEYS, "store", "working"), 1.0)
                .containsEntry(new Headcount.Number(Measure.KEYS, "store", "waiting"), 1.0)
                .containsEntry(new Headcount.Number(Measure.KEYS, "store", "failed"), 1.0)
                .containsEntry(new Headcount.Number(Measure.KEYS, "store", "parked"), 2.0)
                .containsEntry(new Headcount.Number(Measure.LETTERS, "", ""), 1.0)
                .containsEntry(new Headcount.Number(Measure.KEYS, "store", "settled"), 1.0)
                .containsEntry(new Headcount.Number(Measure.KEYS, "tasks", "settled"), 1.0)
                .containsEntry(new Headcount.Number(Measure.STANDING, "store", "failed"), 4.0)
                .containsEntry(new Headcount.Number(Measure.UPDATES, "", ""), 0.0);
        assertThat(counted.get(new Headcount.Number(Measure.OLDEST, "store", "")))
                .isBetween(40.0, 60.0);
        assertThat(counted).doesNotContainKey(new Headcount.Number(Measure.OLDEST, "tasks", ""));
    }

    private Claim claim() {
        return keys.claim(1, Instant.now(), LEASE).getFirst();
    }

    private static void isDueFor(int seconds) {
        SANDBOX.sql(
                "update due_key set due_since = now() - interval '%1$d seconds', renewed_at = now() - interval '%1$d seconds'"
                        .formatted(seconds));
    }
}
