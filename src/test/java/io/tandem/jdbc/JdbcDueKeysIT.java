package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcDueKeysIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Retry RETRY = new Retry(Duration.ofSeconds(1), Duration.ofSeconds(3), 4);
    private static final Key KEY = Key.of(new StoreNumber("000135"));
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final DueKeys keys = database.dueKeys(RETRY);

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate due_key");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void claimsADueKeyOnce() {
        keys.markDue(List.of(KEY, KEY));

        Claim claim = claim(NOW);

        assertThat(claim.key()).isEqualTo(KEY);
        assertThat(claim.generation()).isEqualTo(1);
        assertThat(claim.attempts()).isZero();
        assertThat(keys.claim(5, NOW, LEASE)).isEmpty();
    }

    @Test
    void marksNothing() {
        keys.markDue(List.of());

        assertThat(keys.claim(5, NOW, LEASE)).isEmpty();
    }

    @Test
    void claimsNoMoreThanAskedForAndTheMostUrgentFirst() {
        keys.markDue(IntStream.range(0, 50).mapToObj(JdbcDueKeysIT::key).toList());
        SANDBOX.sql("update due_key set priority = 1 where key in ('store/000031', 'store/000040')");

        List<Claim> first = keys.claim(3, NOW, LEASE);

        assertThat(first).extracting(Claim::key).containsExactlyInAnyOrder(key(31), key(40), key(0));
        assertThat(keys.claim(100, NOW, LEASE)).hasSize(47);
    }

    @Test
    void makesAllTeamsDueOnceWhenTheyWerePlannedByOtherSettings() {
        SANDBOX.sql("truncate plan_settings");
        Key tasks = Key.ofTasks(new StoreNumber("000135"));
        keys.markDue(List.of(KEY, Key.COMMUNICATIONS, tasks));
        SANDBOX.sql("update due_key set observed_generation = desired_generation, due_since = null");

        database.planTeamsBy("as ever");
        database.planTeamsBy("as ever");
        assertThat(due())
                .as("nothing is known of what was before the first start")
                .isEqualTo("");

        try (ExecutorService three = Executors.newFixedThreadPool(3)) {
            IntStream.range(0, 3)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> database.planTeamsBy("otherwise"), three))
                    .toList()
                    .forEach(CompletableFuture::join);
        }

        assertThat(due()).isEqualTo("store/000135 2, team/communications 2");
        assertThat(SANDBOX.sql("select digest from plan_settings")).isEqualTo("otherwise");
    }

    private static String due() {
        return SANDBOX.sql("""
                select coalesce(string_agg(key || ' ' || desired_generation, ', ' order by key), '') from due_key
                where desired_generation > observed_generation""");
    }

    @Test
    void neverGivesAKeyToTwoClaimers() {
        keys.markDue(IntStream.range(0, 400).mapToObj(JdbcDueKeysIT::key).toList());

        List<Claim> all = new ArrayList<>();
        try (ExecutorService four = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<List<Claim>>> claimers = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(this::claimUntilNoneIsLeft, four))
                    .toList();
            claimers.forEach(claimer -> all.addAll(claimer.join()));
        }

        assertThat(all).hasSize(400).extracting(Claim::key).doesNotHaveDuplicates();
        assertThat(all).extracting(Claim::lease).doesNotHaveDuplicates();
    }

    @Test
    void givesAKeyAwayWhenItsLeaseHasEnded() {
        keys.markDue(List.of(KEY));
        Claim lost = claim(NOW);

        assertThat(keys.claim(1, NOW.plus(LEASE).minusMillis(1), LEASE)).isEmpty();
        Claim next = claim(NOW.plus(LEASE));

        assertThat(next.lease()).isNotEqualTo(lost.lease());
    }

    @Test
    void keepsAClaimThatIsExtended() {
        keys.markDue(List.of(KEY));
        Claim claim = claim(NOW);

        keys.extend(List.of(claim), NOW.plusSeconds(10), LEASE);

        assertThat(keys.claim(1, NOW.plus(LEASE), LEASE)).isEmpty();
        assertThat(keys.claim(1, NOW.plus(LEASE).plusSeconds(10), LEASE)).hasSize(1);
    }

    @Test
    void extendsNoClaimThatWasLost() {
        keys.markDue(List.of(KEY));
        Claim lost = claim(NOW);
        claim(NOW.plus(LEASE));

        keys.extend(List.of(lost), NOW.plusSeconds(1000), LEASE);

        assertThat(keys.claim(1, NOW.plus(LEASE).plus(LEASE), LEASE)).hasSize(1);
    }

    @Test
    void isDueNoMoreWhenDone() {
        keys.markDue(List.of(KEY));

        boolean parked = keys.settle(claim(NOW), Verdict.done(null), NOW);

        assertThat(parked).isFalse();
        assertThat(keys.claim(1, NOW.plusSeconds(1_000_000), LEASE)).isEmpty();
    }

    @Test
    void isDueAgainAtTheTimeOfTheVerdict() {
        keys.markDue(List.of(KEY, key(7)));
        List<Claim> claims = keys.claim(2, NOW, LEASE);
        keys.settle(claims.getFirst(), Verdict.done(NOW.plusSeconds(60)), NOW);
        keys.settle(claims.getLast(), Verdict.againAt(NOW.plusSeconds(60), "waiting"), NOW);

        assertThat(keys.claim(2, NOW.plusSeconds(59), LEASE)).isEmpty();
        assertThat(keys.claim(2, NOW.plusSeconds(60), LEASE)).hasSize(2);
    }

    @Test
    void triesAFailedKeyAgainAfterAWaitThatDoublesAndParksItWhenTheAttemptsAreUsedUp() {
        keys.markDue(List.of(KEY));
        Instant now = NOW;
        for (long wait : new long[] {1, 2, 3}) {
            Claim claim = claim(now);
            assertThat(keys.settle(claim, Verdict.failed("no"), now)).isFalse();
            assertThat(keys.claim(1, now.plusSeconds(wait).minusMillis(1), LEASE))
                    .isEmpty();
            now = now.plusSeconds(wait);
        }
        Claim last = claim(now);

        boolean parked = keys.settle(last, Verdict.failed("no"), now);

        assertThat(parked).isTrue();
        assertThat(last.attempts()).isEqualTo(3);
        assertThat(keys.claim(1, now.plusSeconds(1_000_000), LEASE)).isEmpty();
        assertThat(SANDBOX.sql("select last_reason from due_key")).isEqualTo("no");
    }

    @Test
    void parksAtOnceWhatFailedForGood() {
        keys.markDue(List.of(KEY));

        assertThat(keys.settle(claim(NOW), Verdict.failedForGood("never"), NOW)).isTrue();
    }

    @Test
    void countsNoAttemptWhenWorkOnlyGoesOnLaterAndForgetsThemWhenDone() {
        keys.markDue(List.of(KEY));
        keys.settle(claim(NOW), Verdict.failed("no"), NOW);
        keys.settle(claim(NOW.plusSeconds(1)), Verdict.againAt(NOW.plusSeconds(2), "waiting"), NOW);
        Claim third = claim(NOW.plusSeconds(2));
        keys.settle(third, Verdict.done(NOW.plusSeconds(3)), NOW);

        assertThat(third.attempts()).isEqualTo(1);
        assertThat(claim(NOW.plusSeconds(3)).attempts()).isZero();
    }

    @Test
    void newsMakeAParkedKeyDueWithAllItsAttempts() {
        keys.markDue(List.of(KEY));
        keys.settle(claim(NOW), Verdict.failedForGood("never"), NOW);

        keys.markDue(List.of(KEY));

        assertThat(claim(NOW).attempts()).isZero();
    }

    @Test
    void aLostClaimSettlesNothing() {
        keys.markDue(List.of(KEY));
        Claim lost = claim(NOW);
        Claim held = claim(NOW.plus(LEASE));

        assertThat(keys.settle(lost, Verdict.failedForGood("never"), NOW)).isFalse();

        assertThat(keys.claim(1, NOW.plus(LEASE), LEASE)).isEmpty();
        assertThat(keys.settle(held, Verdict.done(null), NOW)).isFalse();
        assertThat(keys.claim(1, NOW.plusSeconds(1000), LEASE)).isEmpty();
    }

    @Test
    void claimsOnlyTheKindsThatAreAskedFor() {
        Key tasks = Key.ofTasks(new StoreNumber("000135"));
        keys.markDue(List.of(KEY, tasks));

        List<Claim> teams = keys.claim(10, NOW, LEASE);
        List<Claim> others = database.dueKeys(RETRY, Set.of(Key.TASKS), Due.ANY).claim(10, NOW, LEASE);

        assertThat(teams).extracting(Claim::key).containsExactly(KEY);
        assertThat(others).extracting(Claim::key).containsExactly(tasks);
    }

    @Test
    void staysDueWhenNewsCameDuringTheWork() {
        keys.markDue(List.of(KEY));
        Claim claim = claim(NOW);
        keys.markDue(List.of(KEY));

        keys.settle(claim, Verdict.done(null), NOW);

        assertThat(claim(NOW).generation()).isEqualTo(2);
    }

    @Test
    void leavesAKeyAllItsAttemptsWhenNewsCameDuringTheLastOne() {
        keys.markDue(List.of(KEY));
        Claim claim = claim(NOW);
        keys.markDue(List.of(KEY));

        boolean parked = keys.settle(claim, Verdict.failedForGood("never"), NOW);

        assertThat(parked).isFalse();
        assertThat(claim(NOW).attempts()).isZero();
    }

    @Test
    void triesABarredKeyAgainAfterTheLongestWaitForEver() {
        keys.markDue(List.of(KEY));
        Instant now = NOW;
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(keys.settle(claim(now), new Verdict.Barred("no permission"), now))
                    .isFalse();
            now = now.plus(RETRY.longest());
            assertThat(keys.claim(1, now.minusMillis(1), LEASE)).isEmpty();
        }

        assertThat(claim(now).attempts()).isZero();
    }

    private List<Claim> claimUntilNoneIsLeft() {
        List<Claim> mine = new ArrayList<>();
        for (List<Claim> some = keys.claim(7, NOW, LEASE); !some.isEmpty(); some = keys.claim(7, NOW, LEASE)) {
            assertThat(some).hasSizeLessThanOrEqualTo(7);
            mine.addAll(some);
        }
        return mine;
    }

    private Claim claim(Instant now) {
        return keys.claim(1, now, LEASE).getFirst();
    }

    private static Key key(int store) {
        return Key.of(new StoreNumber("%06d".formatted(store)));
    }
}
