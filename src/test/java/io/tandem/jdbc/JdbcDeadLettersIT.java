package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.console.Activity;
import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.DeadLetterBook.By;
import io.tandem.deadletter.DeadLetterBook.Group;
import io.tandem.deadletter.DeadLetterBook.Page;
import io.tandem.deadletter.DeadLetterBook.Row;
import io.tandem.deadletter.FiledLetter;
import io.tandem.deadletter.FiledLetter.Traits;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.Refusal;
import io.tandem.model.StoreNumber;
import io.tandem.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcDeadLettersIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final Key KEY = Key.of(new StoreNumber("000135"));
    private static final Traits NONE = new Traits(null, null, null, null);
    private static final Cause REFUSED =
            new Cause.RefusedByGraph(4, new Refusal(400, "BadRequest", "8a5e"), "Graph refused");
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final DeadLetterBook book = database.deadLetters();
    private final DueKeys keys = database.dueKeys(new Retry(Duration.ofSeconds(1), Duration.ofSeconds(3), 1));

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate due_key, dead_letter, replay, activity");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsALetterWithAllThatIsKnownOfIt() {
        byte[] bytes = {0, 1, (byte) 0xff};
        DeadLetter letter = new DeadLetter(
                "worker/000205",
                bytes,
                Map.of("ce_id", "e-1\0"),
                new DeadLetter.Origin("commerce.events", 2, 71),
                Cause.Refused.of("invalid", "no \0 name"));
        Traits traits = new Traits("io.tandem.commerce.worker.hired", "000135", "e-1\0", "4bf9");

        book.file(List.of(new FiledLetter(new LetterId(0, 5), NOW, letter, traits)));

        var whole = book.find(new LetterId(0, 5)).orElseThrow();
        assertThat(whole.letter().value()).isEqualTo(bytes);
        assertThat(whole.letter().key()).isEqualTo("worker/000205");
        assertThat(whole.letter().headers()).isEqualTo(Map.of("ce_id", "e-1\0"));
        assertThat(whole.letter().origin()).isEqualTo(letter.origin());
        assertThat(whole.letter().cause()).isEqualTo(Cause.Refused.of("invalid", "no \uFFFD name"));
        Row row = whole.row();
        assertThat(row.at()).isEqualTo(NOW);
        assertThat(List.of(row.type(), row.store(), row.eventId(), row.traceId(), row.state()))
                .containsExactly("io.tandem.commerce.worker.hired", "000135", "e-1\uFFFD", "4bf9", "open");
        assertThat(row.size()).isEqualTo(3);
        assertThat(book.find(new LetterId(0, 6))).isEmpty();
    }

    @Test
    void keepsHowGraphRefused() {
        book.file(List.of(ofKey(1, 3)));

        Row row = book.page(LetterFilter.ALL, null, 1).rows().getFirst();

        assertThat(row.code()).isEqualTo("BadRequest");
        assertThat(row.requestId()).isEqualTo("8a5e");
        assertThat(row.status()).isEqualTo(400);
        assertThat(row.attempts()).isEqualTo(4);
        assertThat(book.find(LetterId.parse(row.id())).orElseThrow().letter().cause())
                .isEqualTo(REFUSED);
    }

    @Test
    void countsALetterOnceHoweverOftenItIsReadOrWritten() {
        assertThat(book.file(List.of(letter(1), letter(2)))).isEqualTo(2);
        book.discard(new LetterId(0, 1), "ann", "seen");

        assertThat(book.file(List.of(letter(1), letter(2)))).as("read again").isZero();
        FiledLetter again = new FiledLetter(new LetterId(0, 99), NOW, letter(1).letter(), NONE);
        assertThat(book.file(List.of(again))).as("written again").isZero();

        assertThat(states()).containsExactly("open", "discarded");
        assertThat(book.file(List.of())).isZero();
    }

    @Test
    void filesLettersOfATopicThatWasMadeAnewBesideTheOldOnes() {
        book.file(List.of(letter(1), letter(2)));
        book.discard(new LetterId(0, 1), "ann", "seen");
        Instant later = NOW.plus(Duration.ofDays(9));
        FiledLetter anew = new FiledLetter(new LetterId(0, 1), later, letter(7).letter(), NONE);

        assertThat(book.file(List.of(anew, letter(2)))).isEqualTo(1);

        LetterId id = new LetterId(0, 1).writtenAt(later);
        assertThat(book.find(id).orElseThrow().row().state()).isEqualTo("open");
        assertThat(book.find(id).orElseThrow().letter().value())
                .isEqualTo(letter(7).letter().value());
        assertThat(book.find(new LetterId(0, 1)).orElseThrow().row().state()).isEqualTo("discarded");
        assertThat(book.file(List.of(anew, letter(1)))).as("read again").isZero();
    }

    @Test
    void filesLettersOfRecordsThatAreWhereOthersWereBefore() {
        DeadLetter old = letter(1).letter().writtenAt(1000);
        DeadLetter same = letter(1).letter().writtenAt(2000);

        assertThat(book.file(List.of(
                        new FiledLetter(new LetterId(0, 1), NOW, old, NONE),
                        new FiledLetter(new LetterId(0, 2), NOW, same, NONE),
                        new FiledLetter(new LetterId(0, 3), NOW, same, NONE))))
                .isEqualTo(2);

        assertThat(book.find(new LetterId(0, 2)).orElseThrow().letter().written())
                .hasValue(2000);
    }

    @Test
    void remembersWhichRequestOfGraphSomethingWasDoneAbout() {
        book.file(List.of(ofKey(1, 3), letter(2)));
        Activity activity = database.activity();
        SANDBOX.sql("update dead_letter set at = now() - interval '1 minute'");
        activity.add("ann", "store.sync", "store/000135", "");
        activity.add("ann", "sync", "all", "");
        book.discard(new LetterId(0, 2), "ann", "seen");
        long replay = database.replays().begin(new ReplayBook.Order("ann", LetterFilter.ALL, Set.of(), 5));
        book.discard(new LetterId(0, 1), "ann", "too late");

        List<Activity.Entry> done = activity.latest(null, 9);

        assertThat(done)
                .extracting(Activity.Entry::what, Activity.Entry::requestIds)
                .containsExactly(
                        tuple("dead-letter.replay", List.of("8a5e")),
                        tuple("dead-letter.discard", List.of()),
                        tuple("sync", List.of()),
                        tuple("store.sync", List.of("8a5e")));
        assertThat(done.getFirst().subject()).isEqualTo("replay " + replay);
    }

    @Test
    void remembersToWhichRequestsOfGraphSomethingLed() {
        Activity activity = database.activity();
        activity.add("ann", "store.sync", "store/000137", "");
        activity.add("ann", "hold.approve", "7", "");
        SANDBOX.sql("insert into hold (number, made_at, state) overriding system value values (7, now(), 'approved')");
        SANDBOX.sql("insert into removal (run, store_number, user_id, team_size, at)"
                + " select 7, '000136', 'user ' || n, 9, now() from generate_series(1, 5) as n");
        String step = "insert into team_step (at, store_number, kind, sentence, users, outcome, request_id)"
                + " values (now() + interval '%d seconds', '%s', 'removeMembers', 'x', '{%s}', 'done', '%s')";
        SANDBOX.sql(step.formatted(-9, "000137", "", "before"));
        SANDBOX.sql(step.formatted(1, "000137", "", "a"));
        SANDBOX.sql(step.formatted(2, "000137", "", ""));
        SANDBOX.sql(step.formatted(3, "000137", "", "b"));
        SANDBOX.sql(step.formatted(1, "000136", "user 1,user 2", "c"));
        SANDBOX.sql(step.formatted(2, "000136", "another", "d"));
        SANDBOX.sql(step.formatted(601, "000136", "user 1", "much later"));
        SANDBOX.sql(step.formatted(601, "000137", "", "much later"));

        assertThat(activity.latest(null, 9))
                .extracting(Activity.Entry::what, Activity.Entry::requestIds)
                .containsExactly(tuple("hold.approve", List.of("c")), tuple("store.sync", List.of("a", "b")));
    }

    @Test
    void discardsAllOpenOnesThatAFilterLeavesAndSaysSoOnce() {
        book.file(List.of(letter(1), letter(2), ofKey(3, 3)));

        int discarded = book.discard(LetterFilter.of(Set.of(new LetterId(0, 1), new LetterId(0, 2))), "ann", "noise");

        assertThat(discarded).isEqualTo(2);
        assertThat(book.page(LetterFilter.ALL, null, 9).rows())
                .extracting(DeadLetterBook.Row::id, DeadLetterBook.Row::state)
                .containsExactlyInAnyOrder(tuple("0-1", "discarded"), tuple("0-2", "discarded"), tuple("0-3", "open"));
        assertThat(book.discard(LetterFilter.of(Set.of(new LetterId(0, 1))), "ann", "again"))
                .isZero();
        assertThat(database.activity().latest(null, 9))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).startsWith("noise ("));
    }

    @Test
    void takesWhateverSomebodyWrites() {
        DeadLetter odd = DeadLetter.read(
                "k\0" + "x".repeat(4000), null, Map.of("tandem-topic", "t\0", "tandem-reason", "r".repeat(9000)));
        Traits traits = new Traits("t".repeat(200), null, null, null);

        assertThat(book.file(List.of(new FiledLetter(new LetterId(0, 1), NOW, odd, traits))))
                .isEqualTo(1);

        assertThat(book.find(new LetterId(0, 1)).orElseThrow().letter().value()).isNull();
    }

    /** What cannot be compressed does not fit in an index when it is long. */
    @Test
    void takesACauseAndATopicOfAnyLength() {
        String endless = new Random(1)
                .ints(9000, '!', 0x2000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Map<String, String> headers =
                Map.of("tandem-cause", endless, "tandem-topic", endless, "tandem-partition", "0", "tandem-offset", "1");
        DeadLetter foreign = DeadLetter.read("k", new byte[] {1}, headers);

        assertThat(book.file(List.of(new FiledLetter(new LetterId(0, 1), NOW, foreign, NONE), letter(2))))
                .isEqualTo(2);

        Row row = book.find(new LetterId(0, 1)).orElseThrow().row();
        assertThat(endless).startsWith(row.cause());
        assertThat(row.cause()).hasSize(200);
        assertThat(row.topic()).hasSize(249);
    }

    @Test
    void findsByWhatIsAskedFor() {
        book.file(IntStream.range(0, 10).mapToObj(JdbcDeadLettersIT::letter).toList());

        assertThat(found(Map.of("cause", "invalid"))).isEqualTo(5);
        assertThat(found(Map.of("cause", "unreadable", "store", "000001"))).isEqualTo(1);
        assertThat(found(Map.of("type", "type.2"))).isEqualTo(2);
        assertThat(found(Map.of("type", "io.type.2"))).isEqualTo(2);
        assertThat(found(Map.of("type", "ype.2"))).isZero();
        assertThat(found(Map.of("key", "store/000003"))).isEqualTo(2);
        assertThat(found(Map.of("topic", "events"))).isEqualTo(10);
        assertThat(found(Map.of("topic", "updates"))).isZero();
        assertThat(found(Map.of("text", "REASON 7"))).isEqualTo(1);
        assertThat(found(Map.of("text", "e-7"))).isEqualTo(1);
        assertThat(found(Map.of("text", "%"))).isZero();
        assertThat(found(Map.of("text", "\0")))
                .as("PostgreSQL knows no such character")
                .isZero();
        assertThat(found(Map.of("state", "discarded"))).isZero();
        assertThat(found(Map.of("from", NOW.plusSeconds(8).toString()))).isEqualTo(2);
        assertThat(found(Map.of("to", NOW.plusSeconds(8).toString()))).isEqualTo(8);
        assertThat(book.page(LetterFilter.of(Set.of(new LetterId(0, 3), new LetterId(7, 3))), null, 9)
                        .total())
                .isEqualTo(1);
    }

    @Test
    void leadsFromPageToPageTheLatestFirst() {
        book.file(IntStream.range(0, 5).mapToObj(JdbcDeadLettersIT::letter).toList());

        Page first = book.page(LetterFilter.ALL, null, 3);
        Page last = book.page(LetterFilter.ALL, first.next(), 3);

        assertThat(first.rows()).extracting(Row::id).containsExactly("0-4", "0-3", "0-2");
        assertThat(last.rows()).extracting(Row::id).containsExactly("0-1", "0-0");
        assertThat(last.next()).isNull();
        assertThat(last.total()).isEqualTo(5);
    }

    @Test
    void groupsByWhatLettersHaveInCommon() {
        book.file(IntStream.range(0, 9).mapToObj(JdbcDeadLettersIT::letter).toList());
        book.discard(new LetterId(0, 0), "ann", "seen");
        book.discard(new LetterId(0, 2), "ann", "seen");

        List<Group> groups = book.groups(LetterFilter.ALL, By.CAUSE, 10);

        assertThat(groups)
                .containsExactly(
                        new Group("unreadable", 4, 4, NOW.plusSeconds(1), NOW.plusSeconds(7)),
                        new Group("invalid", 5, 3, NOW, NOW.plusSeconds(8)));
        for (By by : By.values()) {
            assertThat(book.groups(LetterFilter.ALL, by, 10)).isNotEmpty();
        }
    }

    @Test
    void discardsOnceAndWritesWhoDidIt() {
        book.file(List.of(letter(1)));

        assertThat(book.discard(new LetterId(0, 1), "ann", "of a test")).isTrue();
        assertThat(book.discard(new LetterId(0, 1), "bob", "of a test")).isFalse();

        assertThat(database.activity().latest(null, 10))
                .extracting(Activity.Entry::who, Activity.Entry::what, Activity.Entry::subject, Activity.Entry::detail)
                .containsExactly(tuple("ann", "dead-letter.discard", "0-1", "of a test"));
        database.activity().add("bob", "something", "else", "");
        assertThat(database.activity().latest(null, 1))
                .extracting(Activity.Entry::who)
                .containsExactly("bob");
    }

    @Test
    void aNewerEventOfTheKeySupersedesItsLetter() {
        Claim claim = parked();
        book.file(List.of(letter(3), ofKey(1, claim.generation())));
        assertThat(states()).containsExactly("open", "open");

        database.commerceState().fold(Events.batch(Events.opened("000135", "Renamed")));

        assertThat(states()).containsExactly("superseded", "open");
    }

    /** The letter takes a while to come back from Kafka; the event may be faster. */
    @Test
    void aLetterThatIsFiledAfterTheNewerEventIsSupersededAtOnce() {
        Claim claim = parked();
        keys.markDue(List.of(KEY));

        book.file(List.of(ofKey(1, claim.generation())));

        assertThat(states()).containsExactly("superseded");
    }

    @Test
    void aLaterLetterOfTheKeySupersedesTheFirst() {
        Claim claim = parked();

        book.file(List.of(ofKey(1, claim.generation())));
        book.file(List.of(ofKey(2, claim.generation())));

        assertThat(states()).containsExactly("open", "superseded");
    }

    @Test
    void aKeyThatIsWellAgainNeedsItsLetterNoMore() {
        keys.markDue(List.of(KEY));
        Claim claim = claim(NOW);
        keys.settle(claim, Verdict.failed("no"), NOW);
        book.file(List.of(ofKey(1, claim.generation())));
        SANDBOX.sql("update due_key set next_attempt_at = '2026-03-01T09:31:00Z'");

        keys.settle(claim(NOW.plusSeconds(90)), Verdict.done(null), NOW);

        assertThat(states()).containsExactly("superseded");
    }

    @Test
    void aLetterWithoutGenerationStaysWhileItsKeyIsParked() {
        parked();
        DeadLetter old = DeadLetter.read("store/000135", null, Map.of("tandem-cause", "attempts-used-up"));
        book.file(List.of(new FiledLetter(new LetterId(0, 1), NOW, old, NONE)));
        assertThat(states()).containsExactly("open");

        SANDBOX.sql("update due_key set attempts = 0");
        book.file(List.of(new FiledLetter(new LetterId(0, 2), NOW, old, NONE)));

        assertThat(states()).containsExactly("superseded", "superseded");
    }

    private Claim parked() {
        keys.markDue(List.of(KEY));
        Claim claim = claim(NOW);
        assertThat(keys.settle(claim, Verdict.failed("no"), NOW)).isTrue();
        return claim;
    }

    private Claim claim(Instant now) {
        return keys.claim(1, now, Duration.ofSeconds(20)).getFirst();
    }

    private List<String> states() {
        return book.page(LetterFilter.ALL, null, 100).rows().stream()
                .map(Row::state)
                .toList();
    }

    private long found(Map<String, String> parameters) {
        return book.page(LetterFilter.read(parameters::get), null, 100).total();
    }

    static FiledLetter ofKey(int number, long generation) {
        return new FiledLetter(
                new LetterId(0, number), NOW, DeadLetter.of(new Claim(KEY, generation, 3, "lease"), REFUSED), NONE);
    }

    static FiledLetter letter(int number) {
        DeadLetter letter = new DeadLetter(
                "store/00000" + number % 5,
                ("value " + number).getBytes(StandardCharsets.UTF_8),
                Map.of(),
                new DeadLetter.Origin("events", 0, number),
                Cause.Refused.of(number % 2 == 0 ? "invalid" : "unreadable", "Reason " + number));
        return new FiledLetter(
                new LetterId(0, number),
                NOW.plusSeconds(number),
                letter,
                new Traits("io.type." + number % 5, "00000" + number, "e-" + number, null));
    }
}
