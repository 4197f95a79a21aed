package io.tandem.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tandem.model.Claim;
import io.tandem.model.Key;
import io.tandem.model.Refusal;
import io.tandem.model.StoreNumber;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterTest {
    private static final byte[] BYTES = "no JSON".getBytes(StandardCharsets.UTF_8);
    private static final DeadLetter.Origin ORIGIN = new DeadLetter.Origin("commerce.events", 3, 4711);

    private static final Claim CLAIM = new Claim(Key.of(new StoreNumber("000135")), 3, 7, "lease");

    static Stream<Cause> causes() {
        return Stream.of(
                Cause.Refused.of("unreadable", "no JSON"),
                Cause.Refused.of("no-cloud-event", "no id"),
                Cause.Refused.of("unknown-type", "exploded"),
                Cause.Refused.of("invalid", "no name"),
                Cause.Refused.of("subject-mismatch", "another store"),
                new Cause.WriteBackRefused(400, "HQ will not"),
                new Cause.NotificationSuspect("no client state"),
                new Cause.AttemptsUsedUp(8, "the network is away"),
                new Cause.RefusedByGraph(8, new Refusal(400, "BadRequest", "8a5e"), "Graph refused"),
                new Cause.Other("eaten-by-dog", "it was hungry"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void isReadAsItWasWritten(Cause cause) {
        DeadLetter letter = new DeadLetter("store/000135", BYTES, Map.of("traceparent", "00"), ORIGIN, cause);

        DeadLetter read = DeadLetter.read("store/000135", BYTES, letter.context());

        assertThat(read.cause()).isEqualTo(cause);
        assertThat(read.origin()).isEqualTo(ORIGIN);
        assertThat(read.headers()).isEqualTo(Map.of("traceparent", "00"));
        assertThat(read.value()).isEqualTo(BYTES);
        assertThat(read.generation()).isEmpty();
    }

    @Test
    void theLetterOfAKeyIsReadAsItWasWritten() {
        DeadLetter letter = DeadLetter.of(CLAIM, new Cause.AttemptsUsedUp(8, "no"));

        DeadLetter read = DeadLetter.read(letter.key(), letter.value(), letter.context());

        assertThat(read.origin()).isNull();
        assertThat(read.generation()).hasValue(3);
        assertThat(read.originalHeaders()).isEmpty();
    }

    /** Anybody who may write to the topic may write this. */
    @ParameterizedTest
    @CsvSource({"'', '', ''", "t, '', ''", "t, 1, ''", "t, one, 2", "t, 1, -2", "t, 1, 99999999999999999999", "'', 1, 2"
    })
    void isReadWhateverItsHeadersSay(String topic, String partition, String offset) {
        Map<String, String> forged = Map.of(
                "tandem-topic",
                topic,
                "tandem-partition",
                partition,
                "tandem-offset",
                offset,
                "tandem-cause",
                "refused-by-graph",
                "tandem-generation",
                "soon",
                "tandem-attempts",
                "many");

        DeadLetter read = DeadLetter.read(null, null, forged);

        assertThat(read.origin()).isNull();
        assertThat(read.generation()).isEmpty();
        assertThat(read.cause()).isEqualTo(new Cause.RefusedByGraph(0, new Refusal(0, "", ""), ""));
        assertThat(DeadLetter.read(null, null, Map.of()).cause()).isEqualTo(new Cause.Other("unknown", ""));
    }

    @Test
    void saysOfWhichLetterItWasAReplay() {
        assertThat(DeadLetter.read("k", BYTES, Map.of("tandemreplayof", "0-17")).replayOf())
                .hasValue("0-17");
        assertThat(DeadLetter.read("k", BYTES, Map.of()).replayOf()).isEmpty();
    }

    @Test
    void isWholeOnceItIsMendedAndKnowsItsOriginalHeaders() {
        DeadLetter cut = new DeadLetter("k", new byte[9000], Map.of("a", "1"), ORIGIN, Cause.Refused.of("invalid", ""))
                .fitting(5000);

        DeadLetter mended = cut.with(BYTES);

        assertThat(cut.isCut()).isTrue();
        assertThat(cut.originalHeaders()).containsExactly(Map.entry("a", "1"));
        assertThat(mended.isCut()).isFalse();
        assertThat(mended.value()).isEqualTo(BYTES);
        assertThat(DeadLetter.read("k", BYTES, Map.of("tandem-key-cut", "5000")).isCut())
                .isTrue();
    }

    @Test
    void isCompletedByTheRecordItIsAboutButKeepsWhatIsMended() {
        DeadLetter cut = DeadLetter.read("k", BYTES, Map.of("tandem-cut", "9000", "tandem-key-cut", "5000"));
        byte[] whole = {1, 2, 3};

        DeadLetter completed = cut.completed("key", whole, Map.of("a", "1"));
        DeadLetter mended = cut.with(BYTES).completed("key", whole, Map.of());

        assertThat(completed.key()).isEqualTo("key");
        assertThat(completed.value()).isEqualTo(whole);
        assertThat(completed.headers()).containsOnlyKeys("a");
        assertThat(mended.value()).isEqualTo(BYTES);
        assertThat(mended.key()).isEqualTo("key");
    }

    @Test
    void readsAPlaceAsItIsWritten() {
        assertThat(DeadLetter.Origin.parse(ORIGIN.toString())).isEqualTo(ORIGIN);
    }

    @Test
    void refusesNoRecordForAnUnknownCause() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cause.Refused.of("attempts-used-up", ""));
    }

    @Test
    void theLetterOfARefusedWriteBackSaysWhatCommerceAnswered() {
        DeadLetter letter = new DeadLetter(
                "store/000135", BYTES, Map.of(), ORIGIN, new Cause.WriteBackRefused(404, "there is no such task"));

        assertThat(letter.context())
                .containsEntry("tandem-cause", "write-back-refused")
                .containsEntry("tandem-reason", "there is no such task")
                .containsEntry("tandem-status", "404");
    }

    @Test
    void theLetterOfARecordSaysWhatIsWrongAndWhereItWasRead() {
        Cause cause = Cause.Refused.of("unreadable", "the record is no JSON");

        DeadLetter letter = new DeadLetter("store/000135", BYTES, Map.of("trace", "a1"), ORIGIN, cause);

        assertThat(letter.context())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "trace", "a1",
                        "tandem-cause", "unreadable",
                        "tandem-reason", "the record is no JSON",
                        "tandem-topic", "commerce.events",
                        "tandem-partition", "3",
                        "tandem-offset", "4711"));
        assertThat(letter.value()).isEqualTo(BYTES);
        assertThat(ORIGIN).hasToString("commerce.events/3@4711");
    }

    @Test
    void theLetterOfAKeyCarriesTheKeyTheAttemptsAndWhatWasDesired() {
        DeadLetter letter = DeadLetter.of(CLAIM, new Cause.AttemptsUsedUp(8, "Graph refused to make the team"));

        assertThat(letter.key()).isEqualTo("store/000135");
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("store/000135");
        assertThat(letter.generation()).hasValue(3);
        assertThat(letter.context())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "tandem-cause", "attempts-used-up",
                        "tandem-reason", "Graph refused to make the team",
                        "tandem-attempts", "8",
                        "tandem-generation", "3"));
    }

    @Test
    void whatTandemSaysWinsOverAHeaderOfTheSameName() {
        DeadLetter letter = new DeadLetter(
                null, BYTES, Map.of("tandem-cause", "forged"), ORIGIN, Cause.Refused.of("invalid", "no name"));

        assertThat(letter.context()).containsEntry("tandem-cause", "invalid");
    }

    @Test
    void saysWhatWasThrownUnlessSomebodyMadeItUp() {
        DeadLetter thrown = new DeadLetter("k", BYTES, Map.of(), ORIGIN, Cause.Refused.of("invalid", ""))
                .thrown("java.lang.IllegalStateException");

        assertThat(thrown.context()).containsEntry("tandem-exception", "java.lang.IllegalStateException");
        assertThat(DeadLetter.read("k", BYTES, thrown.context()).exception())
                .hasValue("java.lang.IllegalStateException");
        assertThat(thrown.originalHeaders()).isEmpty();
        assertThat(thrown.thrown(null).exception()).isEmpty();
        assertThat(DeadLetter.read("k", BYTES, Map.of("tandem-exception", "<b>no class"))
                        .exception())
                .isEmpty();
    }

    @Test
    void saysWhenItsRecordWasWrittenHoweverLittleRoomThereIs() {
        DeadLetter letter = new DeadLetter(
                        "k",
                        new byte[900],
                        Map.of("big", "x".repeat(900), "tandem-generation", "9".repeat(900)),
                        ORIGIN,
                        Cause.Refused.of("invalid", ""))
                .writtenAt(1_764_000_000_000L);

        DeadLetter fitting = letter.fitting(400);

        assertThat(DeadLetter.read("k", fitting.value(), fitting.context()).written())
                .hasValue(1_764_000_000_000L);
        assertThat(fitting.headers()).containsOnlyKeys("tandem-written", "tandem-cut");
        assertThat(letter.originalHeaders()).containsOnlyKeys("big");
        assertThat(DeadLetter.read("k", BYTES, Map.of("tandem-written", "5")).written())
                .as("it is about a key")
                .isEmpty();
    }

    @Test
    void aKeyThatIsNoKeyIsCutSoThatTheValueHasRoom() {
        DeadLetter letter =
                new DeadLetter("k".repeat(5000), BYTES, Map.of(), ORIGIN, Cause.Refused.of("invalid", "no name"));

        DeadLetter fitting = letter.fitting(5000);

        assertThat(fitting.key()).isEqualTo("k".repeat(1024));
        assertThat(fitting.value()).isEqualTo(BYTES);
        assertThat(fitting.context()).containsEntry("tandem-key-cut", "5000");
    }

    @Test
    void aLetterThatFitsIsLeftAsItIs() {
        DeadLetter letter = new DeadLetter("k", BYTES, Map.of(), ORIGIN, Cause.Refused.of("invalid", "no name"));

        DeadLetter keyless = new DeadLetter(null, BYTES, Map.of(), ORIGIN, Cause.Refused.of("invalid", "no name"));

        assertThat(letter.fitting(5000)).isSameAs(letter);
        assertThat(keyless.fitting(5000)).isSameAs(keyless);
    }

    @Test
    void aValueThatDoesNotFitIsCutAndItsLengthKept() {
        byte[] large = "x".repeat(9000).getBytes(StandardCharsets.UTF_8);
        DeadLetter letter =
                new DeadLetter("k", large, Map.of("trace", "a1"), ORIGIN, Cause.Refused.of("invalid", "no name"));

        DeadLetter fitting = letter.fitting(5000);

        assertThat(fitting.value()).hasSizeBetween(4000, 5000).containsOnly('x');
        assertThat(fitting.context()).containsEntry("tandem-cut", "9000").containsEntry("trace", "a1");
    }

    @Test
    void headersThatLeaveNoRoomGo() {
        Map<String, String> large = Map.of("large", "y".repeat(9000));
        DeadLetter letter = new DeadLetter("k", BYTES, large, ORIGIN, Cause.Refused.of("invalid", "no name"));

        DeadLetter fitting = letter.fitting(5000);

        assertThat(fitting.value()).isEqualTo(BYTES);
        assertThat(fitting.context()).doesNotContainKey("large");
    }

    @Test
    void headersThatChangeLaterDoNotChangeTheLetter() {
        Map<String, String> headers = new HashMap<>(Map.of("trace", "a1"));
        DeadLetter letter = new DeadLetter(null, BYTES, headers, null, Cause.Refused.of("invalid", "no name"));

        headers.put("trace", "b2");

        assertThat(letter.headers()).containsExactly(Map.entry("trace", "a1"));
    }
}
