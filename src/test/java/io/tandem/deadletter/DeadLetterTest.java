package io.tandem.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final byte[] BYTES = "no JSON".getBytes(StandardCharsets.UTF_8);
    private static final DeadLetter.Origin ORIGIN = new DeadLetter.Origin("commerce.events", 3, 4711);

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
        Cause cause = new Cause.Refused("unreadable", "the record is no JSON");

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
    void theLetterOfAKeyCarriesTheKeyAndTheAttempts() {
        Key key = Key.of(new StoreNumber("000135"));

        DeadLetter letter = DeadLetter.of(key, new Cause.AttemptsUsedUp(8, "Graph refused to make the team"));

        assertThat(letter.key()).isEqualTo("store/000135");
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("store/000135");
        assertThat(letter.context())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "tandem-cause", "attempts-used-up",
                        "tandem-reason", "Graph refused to make the team",
                        "tandem-attempts", "8"));
    }

    @Test
    void whatTandemSaysWinsOverAHeaderOfTheSameName() {
        DeadLetter letter = new DeadLetter(
                null, BYTES, Map.of("tandem-cause", "forged"), ORIGIN, new Cause.Refused("invalid", "no name"));

        assertThat(letter.context()).containsEntry("tandem-cause", "invalid");
    }

    @Test
    void aKeyThatIsNoKeyIsCutSoThatTheValueHasRoom() {
        DeadLetter letter =
                new DeadLetter("k".repeat(5000), BYTES, Map.of(), ORIGIN, new Cause.Refused("invalid", "no name"));

        DeadLetter fitting = letter.fitting(5000);

        assertThat(fitting.key()).isEqualTo("k".repeat(1024));
        assertThat(fitting.value()).isEqualTo(BYTES);
        assertThat(fitting.context()).containsEntry("tandem-key-cut", "5000");
    }

    @Test
    void aLetterThatFitsIsLeftAsItIs() {
        DeadLetter letter = new DeadLetter("k", BYTES, Map.of(), ORIGIN, new Cause.Refused("invalid", "no name"));

        DeadLetter keyless = new DeadLetter(null, BYTES, Map.of(), ORIGIN, new Cause.Refused("invalid", "no name"));

        assertThat(letter.fitting(5000)).isSameAs(letter);
        assertThat(keyless.fitting(5000)).isSameAs(keyless);
    }

    @Test
    void aValueThatDoesNotFitIsCutAndItsLengthKept() {
        byte[] large = "x".repeat(9000).getBytes(StandardCharsets.UTF_8);
        DeadLetter letter =
                new DeadLetter("k", large, Map.of("trace", "a1"), ORIGIN, new Cause.Refused("invalid", "no name"));

        DeadLetter fitting = letter.fitting(5000);

        assertThat(fitting.value()).hasSizeBetween(4000, 5000).containsOnly('x');
        assertThat(fitting.context()).containsEntry("tandem-cut", "9000").containsEntry("trace", "a1");
    }

    @Test
    void headersThatLeaveNoRoomGo() {
        Map<String, String> large = Map.of("large", "y".repeat(9000));
        DeadLetter letter = new DeadLetter("k", BYTES, large, ORIGIN, new Cause.Refused("invalid", "no name"));

        DeadLetter fitting = letter.fitting(5000);

        assertThat(fitting.value()).isEqualTo(BYTES);
        assertThat(fitting.context()).doesNotContainKey("large");
    }

    @Test
    void headersThatChangeLaterDoNotChangeTheLetter() {
        Map<String, String> headers = new HashMap<>(Map.of("trace", "a1"));
        DeadLetter letter = new DeadLetter(null, BYTES, headers, null, new Cause.Refused("invalid", "no name"));

        headers.put("trace", "b2");

        assertThat(letter.headers()).containsExactly(Map.entry("trace", "a1"));
    }
}
