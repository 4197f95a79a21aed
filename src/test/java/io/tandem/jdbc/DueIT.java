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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class DueIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final Database other = SANDBOX.database();
    private final DueKeys any = keys(database, Due.ANY);
    private final DueKeys news = keys(database, Due.NEWS);
    private final DueKeys time = keys(database, Due.TIME);

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate due_key");
    }

    @AfterEach
    void close() {
        database.close();
        other.close();
    }

    @Test
    void newsAreClaimedApartFromWhatIsDueByTime() {
        lookAt(1, NOW.minusSeconds(5));
        news.markDue(List.of(key(2)));

        assertThat(claimed(news, 10)).containsExactly(key(2));
        assertThat(claimed(time, 10)).containsExactly(key(1));
    }

    @Test
    void aKeyOfWhichSomethingNewIsHeardIsDueByNewsAloneEvenWhenItsTimeHasCome() {
        lookAt(1, NOW.minusSeconds(5));
        news.markDue(List.of(key(1)));

        assertThat(claimed(time, 10)).isEmpty();
        assertThat(claimed(news, 10)).containsExactly(key(1));
    }

    @Test
    void aKeyIsDueByTimeOnceItHasCome() {
        lookAt(1, NOW.plusMillis(1));

        assertThat(time.claim(10, NOW, LEASE)).isEmpty();
        assertThat(time.claim(10, NOW.plusMillis(1), LEASE)).hasSize(1);
    }

    @Test
    void whatWaitsLongestIsLookedAtFirst() {
        lookAt(1, NOW.minusSeconds(1));
        lookAt(2, NOW.minusSeconds(3));
        lookAt(3, NOW.minusSeconds(2));

        assertThat(claimed(time, 1)).containsExactly(key(2));
        assertThat(claimed(time, 1)).containsExactly(key(3));
        assertThat(claimed(time, 1)).containsExactly(key(1));
    }

    @Test
    void ofWhatIsDueTheEarliestDeadlineComesFirst() {
        lookAt(1, NOW.minusSeconds(40), NOW.minusSeconds(160));
        lookAt(2, NOW.minusSeconds(10), NOW.minusSeconds(25));
        lookAt(3, NOW.minusSeconds(700), NOW.minusSeconds(1600));

        assertThat(claimed(time, 1)).containsExactly(key(2));
        assertThat(claimed(time, 1)).containsExactly(key(1));
        assertThat(claimed(time, 1)).containsExactly(key(3));
    }

    @Test
    void whatIsNewComesBeforeWhatIsDueByTime() {
        lookAt(1, NOW.minusSeconds(100));
        lookAt(4, NOW.minusSeconds(100));
        any.markDue(List.of(key(2), key(3), key(4)));

        assertThat(claimed(any, 2)).containsExactlyInAnyOrder(key(2), key(3));
        assertThat(claimed(any, 2)).containsExactlyInAnyOrder(key(4), key(1));
    }

    @Test
    void aClaimOfWhateverIsDueTakesNoMoreThanAskedFor() {
        lookAt(1, NOW);
        lookAt(2, NOW);
        any.markDue(List.of(key(3), key(4)));

        assertThat(claimed(any, 3)).hasSize(3).contains(key(3), key(4));
    }

    @Test
    void keysOfAnotherKindAreLeftAlone() {
        any.markDue(List.of(Key.of(new StoreNumber("000001"))));

        assertThat(claimed(any, 10)).isEmpty();
        assertThat(claimed(news, 10)).isEmpty();
    }

    @Test
    void twoInstancesNeverClaimTheSameKey() {
        IntStream.range(0, 200).forEach(n -> lookAt(n, NOW.minusSeconds(n)));
        news.markDue(IntStream.range(100, 200).mapToObj(DueIT::key).toList());

        List<Key> all = new ArrayList<>();
        try (ExecutorService six = Executors.newFixedThreadPool(6)) {
            List<CompletableFuture<List<Key>>> claimers = Stream.of(database, other)
                    .flatMap(instance -> Stream.of(Due.values()).map(due -> keys(instance, due)))
                    .map(keys -> CompletableFuture.supplyAsync(() -> claimUntilNoneIsLeft(keys), six))
                    .toList();
            claimers.forEach(claimer -> all.addAll(claimer.join()));
        }

        assertThat(all).hasSize(200).doesNotHaveDuplicates();
    }

    private static List<Key> claimUntilNoneIsLeft(DueKeys keys) {
        List<Key> mine = new ArrayList<>();
        for (List<Key> some = claimed(keys, 7); !some.isEmpty(); some = claimed(keys, 7)) {
            mine.addAll(some);
        }
        return mine;
    }

    private void lookAt(int store, Instant when) {
        lookAt(store, when, NOW);
    }

    /** A look at a store is settled, and the next one is to come then. */
    private void lookAt(int store, Instant when, Instant settled) {
        any.markDue(List.of(key(store)));
        Claim claim = any.claim(1, NOW.minusSeconds(2000), LEASE).getFirst();
        assertThat(claim.key()).isEqualTo(key(store));
        any.settle(claim, Verdict.done(when), settled);
    }

    private static List<Key> claimed(DueKeys keys, int most) {
        return keys.claim(most, NOW, LEASE).stream().map(Claim::key).toList();
    }

    private static DueKeys keys(Database database, Due due) {
        return database.dueKeys(Retry.defaults(), Set.of(Key.TASKS), due);
    }

    private static Key key(int store) {
        return Key.ofTasks(new StoreNumber("%06d".formatted(store)));
    }
}
