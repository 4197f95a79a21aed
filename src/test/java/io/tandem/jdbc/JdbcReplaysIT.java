package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.deadletter.DeadLetter.Origin;
import io.tandem.deadletter.DeadLetterBook.Row;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook;
import io.tandem.deadletter.ReplayBook.Chunk;
import io.tandem.deadletter.ReplayBook.Order;
import io.tandem.deadletter.ReplayBook.Replay;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.LeaseLostException;
import io.tandem.model.StoreNumber;
import io.tandem.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcReplaysIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final List<Origin> ENDS = List.of(new Origin("events", 0, 100), new Origin("events", 1, 7));
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final ReplayBook book = database.replays();

    @BeforeEach
    void fileTen() {
        SANDBOX.sql("truncate due_key, dead_letter, replay, activity");
        database.deadLetters()
                .file(IntStream.range(0, 10).mapToObj(JdbcDeadLettersIT::letter).toList());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void takesOpenLettersInOrderAndIsDoneAfterTheLast() {
        long number = begin(LetterFilter.ALL, 2, null);

        Chunk first = take();
        assertThat(first.letters()).containsOnlyKeys(id(0), id(1));
        assertThat(first.ends()).isEqualTo(ENDS);
        book.settle(first, first.letters().keySet(), Map.of());
        assertThat(replay(number)).returns("running", Replay::state).returns(2L, Replay::replayed);

        for (int i = 0; i < 4; i++) {
            Chunk chunk = take();
            book.settle(chunk, chunk.letters().keySet(), Map.of());
        }

        assertThat(replay(number))
                .returns("done", Replay::state)
                .returns(10L, Replay::replayed)
                .returns(10L, Replay::letters);
        assertThat(replay(number).endedAt()).isNotNull();
        assertThat(book.isPending()).isFalse();
        assertThat(book.take(1, ENDS)).isEmpty();
        assertThat(states("replayed")).isEqualTo(10);
    }

    @Test
    void knowsAfterACrashWhatMayBeOnItsWay() {
        long number = begin(LetterFilter.ALL, 3, null);
        Chunk lost = take();

        assertThat(book.take(1, ENDS)).as("nothing else before that is known").isEmpty();
        assertThat(book.unsettled(Duration.ofMinutes(1)))
                .as("while something may be on its way")
                .isEmpty();
        Chunk found = book.unsettled(Duration.ZERO).orElseThrow();
        assertThat(found.letters().keySet()).isEqualTo(lost.letters().keySet());
        assertThat(found.ends()).isEqualTo(ENDS);
        book.settle(found, Set.of(id(1)), Map.of());

        assertThat(book.unsettled(Duration.ZERO)).isEmpty();
        assertThat(take().letters()).containsOnlyKeys(id(0), id(2), id(3));
        assertThat(replay(number).replayed()).isEqualTo(1);
    }

    @Test
    void believesNobodyWhoLostTheLettersToAnother() {
        Key key = Key.of(new StoreNumber("000077"));
        database.deadLetters().file(List.of(JdbcDeadLettersIT.ofKey(77, 1)));
        database.dueKeys(Retry.defaults()).markDue(List.of(key));
        String before = SANDBOX.sql("select due_key::text from due_key");
        long number = begin(LetterFilter.ALL, 20, null);
        Chunk lost = take();
        assertThat(book.keep(lost)).isTrue();

        Chunk found = book.unsettled(Duration.ZERO).orElseThrow();

        assertThat(book.keep(lost)).isFalse();
        assertThat(book.keep(found)).isTrue();
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> book.settle(lost, lost.letters().keySet(), Map.of()))
                .withMessageContaining("replay " + number);
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> book.makeDue(lost, List.of(id(77))));
        assertThat(SANDBOX.sql("select due_key::text from due_key")).isEqualTo(before);
        assertThat(states("replaying")).isEqualTo(11);
        book.settle(found, Set.of(id(3)), Map.of());
        assertThatExceptionOfType(LeaseLostException.class)
                .as("what is settled is so once")
                .isThrownBy(() -> book.settle(found, Set.of(id(3)), Map.of()));
        assertThat(replay(number).replayed()).isEqualTo(1);
    }

    /** The letters that the next one takes are not the ones that the first one speaks of. */
    @Test
    void keepsTheNextLettersFromHimWhoLostTheOnesBefore() {
        begin(LetterFilter.ALL, 2, null);
        Chunk lost = take();
        book.settle(book.unsettled(Duration.ZERO).orElseThrow(), Set.of(), Map.of());
        Chunk next = take();
        assertThat(next.ends()).isEqualTo(lost.ends());

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> book.settle(lost, lost.letters().keySet(), Map.of()));

        assertThat(book.keep(next)).isTrue();
        assertThat(SANDBOX.sql("select count(*) from dead_letter where intended"))
                .isEqualTo("2");
    }

    @Test
    void opensAgainWhatCannotBeSent() {
        long number = begin(LetterFilter.of(Set.of(id(4))), 1, null);

        book.settle(take(), Set.of(), Map.of(id(4), "Kafka has it no more."));

        assertThat(replay(number)).returns("done", Replay::state).returns(1L, Replay::failed);
        Row row = database.deadLetters().find(id(4)).orElseThrow().row();
        assertThat(row.state()).isEqualTo("open");
        assertThat(row.note()).isEqualTo("Kafka has it no more.");
    }

    @Test
    void opensAgainWhatHadNotItsTurnWhenSomebodyCancels() {
        long number = begin(LetterFilter.ALL, 4, null);
        Chunk sending = take();

        assertThat(book.isRunning(number)).isTrue();
        assertThat(book.cancel(number, "bob")).isTrue();
        assertThat(book.cancel(number, "bob")).isFalse();
        assertThat(book.isRunning(number)).isFalse();
        assertThat(states("open")).isEqualTo(6);
        assertThat(book.isPending()).as("until it is known what was sent").isTrue();
        book.settle(sending, Set.of(id(0)), Map.of());

        assertThat(replay(number)).returns("canceled", Replay::state).returns(1L, Replay::replayed);
        assertThat(states("open")).isEqualTo(9);
        assertThat(book.isPending()).isFalse();
    }

    @Test
    void sendsOtherBytesWhenSomebodyMendedThemAndKeepsTheOriginal() {
        byte[] mended = "mended".getBytes(StandardCharsets.UTF_8);
        begin(LetterFilter.of(Set.of(id(4))), 1, mended);

        assertThat(take().letters().values())
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(mended));

        var whole = database.deadLetters().find(id(4)).orElseThrow();
        assertThat(whole.letter().value()).asString(StandardCharsets.UTF_8).isEqualTo("value 4");
        assertThat(whole.repaired()).isEqualTo(mended);
        assertThat(whole.row().repaired()).isTrue();
    }

    @Test
    void leavesOutWhatIsNotOpenOrHasNoTopicToGoTo() {
        database.deadLetters().discard(id(0), "ann", "seen");
        SANDBOX.sql("update dead_letter set cause = 'notification-suspect' where id = '0-1'");
        SANDBOX.sql("update dead_letter set topic = 'elsewhere' where id = '0-2'");

        long number = begin(LetterFilter.ALL, 100, null);

        assertThat(replay(number).letters()).isEqualTo(7);
        assertThat(replay(begin(LetterFilter.ALL, 1, null)))
                .as("all are in the first one")
                .returns(0L, Replay::letters)
                .returns("done", Replay::state);
    }

    @Test
    void makesAKeyDueAnew() {
        Key key = Key.of(new StoreNumber("000135"));
        DueKeys keys = database.dueKeys(new Retry(Duration.ofSeconds(1), Duration.ofSeconds(3), 1));
        keys.markDue(List.of(key));
        var claim = keys.claim(1, NOW, Duration.ofSeconds(20)).getFirst();
        keys.settle(claim, Verdict.failed("no"), NOW);
        database.deadLetters().file(List.of(JdbcDeadLettersIT.ofKey(77, claim.generation())));
        long number = begin(LetterFilter.of(Set.of(id(77))), 5, null);

        Chunk chunk = take();

        assertThat(keys.claim(1, NOW, Duration.ofSeconds(20))).isEmpty();
        book.makeDue(chunk, List.of(id(77)));
        assertThat(states("replayed")).isEqualTo(1);
        assertThat(keys.claim(1, NOW, Duration.ofSeconds(20)))
                .singleElement()
                .satisfies(due -> assertThat(due.attempts()).isZero());
        book.settle(chunk, Set.of(), Map.of());
        assertThat(replay(number)).returns("done", Replay::state).returns(1L, Replay::replayed);
    }

    /** While letters wait for their turn a key may be learnt of anew, or turn out well. */
    @Test
    void opensNoLetterAgainThatNobodyNeedsAnyMore() {
        SANDBOX.sql("""
                insert into due_key (key, desired_generation, observed_generation, attempts)
                values ('store/000001', 1, 1, 8), ('store/000002', 1, 1, 8), ('store/000003', 1, 1, 8)""");
        fileLetterOfKey(71, "000001");
        fileLetterOfKey(72, "000002");
        fileLetterOfKey(73, "000003");
        long number = begin(LetterFilter.of(Set.of(id(71), id(72), id(73))), 1, null);
        Chunk sending = take();
        assertThat(sending.letters()).containsOnlyKeys(id(71));

        database.dueKeys(Retry.defaults()).markDue(List.of(Key.parse("store/000001"), Key.parse("store/000002")));
        book.cancel(number, "bob");
        book.settle(sending, Set.of(), Map.of());

        assertThat(state(71)).as("taken, and not sent").isEqualTo("superseded");
        assertThat(state(72)).as("waiting for its turn").isEqualTo("superseded");
        assertThat(state(73)).as("the key is as it was").isEqualTo("open");
        assertThat(database.activity().latest(null, 1).getFirst().detail()).isEqualTo("1 letters are open again");
    }

    @Test
    void opensNoLetterAgainOfAKeyThatIsWellBySomeLaterAttempt() {
        SANDBOX.sql("""
                insert into due_key (key, desired_generation, observed_generation, attempts)
                values ('store/000001', 1, 1, 8)""");
        fileLetterOfKey(71, "000001");
        long number = begin(LetterFilter.of(Set.of(id(71))), 1, null);

        SANDBOX.sql("update due_key set attempts = 0");
        book.cancel(number, "bob");

        assertThat(state(71)).isEqualTo("superseded");
    }

    private void fileLetterOfKey(int number, String store) {
        database.deadLetters().file(List.of(JdbcDeadLettersIT.ofKey(number, 1)));
        SANDBOX.sql("update dead_letter set key = 'store/%s' where id = '0-%d'".formatted(store, number));
    }

    private String state(int number) {
        return database.deadLetters().find(id(number)).orElseThrow().row().state();
    }

    @Test
    void letsReplaysTakeTurns() {
        long first = begin(LetterFilter.read(Map.of("cause", "invalid")::get), 2, null);
        long second = begin(LetterFilter.read(Map.of("cause", "unreadable")::get), 2, null);

        for (long expected : new long[] {first, second, first, second}) {
            Chunk chunk = take();
            assertThat(chunk.replay()).isEqualTo(expected);
            book.settle(chunk, chunk.letters().keySet(), Map.of());
        }
        assertThat(book.latest(10)).extracting(Replay::number).containsExactly(second, first);
    }

    /** A heap must hold what is sent at once. */
    @Test
    void takesNoMoreThanAFewMegabytesAtOnce() {
        SANDBOX.sql("update dead_letter set value = decode(repeat('00', 3000000), 'hex')");
        begin(LetterFilter.ALL, 100, null);

        assertThat(take().letters()).hasSize(3);
    }

    private long begin(LetterFilter filter, int rate, byte @Nullable [] repaired) {
        Set<String> topics = Set.of("events");
        return book.begin(
                repaired == null
                        ? new Order("ann", filter, topics, rate)
                        : new Order("ann", filter, topics, rate, repaired));
    }

    private Chunk take() {
        return book.take(1, ENDS).orElseThrow();
    }

    private Replay replay(long number) {
        return book.find(number).orElseThrow();
    }

    private long states(String state) {
        return database.deadLetters()
                .page(LetterFilter.read(Map.of("state", state)::get), null, 100)
                .total();
    }

    private static LetterId id(int number) {
        return new LetterId(0, number);
    }
}
