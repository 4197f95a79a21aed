package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserRefusalsTest {
    private final EventParser parser = new EventParser(InstantSource.system());

    @Test
    void refusesAnEventFromTheFutureForItWouldKeepAllLaterOnesOut() {
        EventParser then = new EventParser(InstantSource.fixed(Instant.parse("2026-11-22T09:30:00Z")));
        String event = """
                {"specversion":"1.0","id":"1","source":"/d365/contoso/usrt","time":"%s",
                 "type":"io.tandem.commerce.store.closed","data":{"storeNumber":"000135"}}""";

        Reading tomorrow = then.read(event.formatted("2026-11-23T09:30:00Z").getBytes(StandardCharsets.UTF_8));
        Reading later = then.read(event.formatted("2026-11-23T09:30:01Z").getBytes(StandardCharsets.UTF_8));

        assertThat(tomorrow).isInstanceOf(Reading.Accepted.class);
        assertThat(later)
                .isEqualTo(new Reading.Refused(
                        RefusalCause.INVALID,
                        "time 2026-11-23T09:30:01Z is more than a day ahead, correct the sender's clock"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void refusesARecordWithoutValue(byte[] value) {
        assertThat(refused(value).cause()).isEqualTo(RefusalCause.UNREADABLE);
        assertThat(refused(value).reason()).isEqualTo("the record is empty, send a CloudEvents 1.0 event in JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Chris", "{", "{\"id\":", "{} {}", "{\"id\":\"1\",\"id\":\"2\"}", "[1,]", "{'id':1}", " "})
    void refusesWhatIsNoJson(String value) {
        assertThat(refused(value).cause()).isEqualTo(RefusalCause.UNREADABLE);
    }

    @Test
    void saysWhereTheJsonBreaksButNotWhatStandsThere() {
        Reading.Refused refused = refused("{\n  \"name\": Gallagher}");

        assertThat(refused.reason())
                .startsWith("the record is no JSON at line 2 column ")
                .endsWith(", send JSON in UTF-8")
                .doesNotContain("Gallagher");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(refused(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}).cause())
                .isEqualTo(RefusalCause.UNREADABLE);
        assertThat(refused(new byte[] {0, 0, 0, '{', (byte) 0xff, (byte) 0xff, 0, 0})
                        .cause())
                .isEqualTo(RefusalCause.UNREADABLE);
    }

    @Test
    void refusesJsonThatIsNestedTooDeeply() {
        assertThat(refused("[".repeat(5000) + "]".repeat(5000)).cause()).isEqualTo(RefusalCause.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"text\"", "[]", "{}"})
    void refusesJsonThatIsNoCloudEvent(String value) {
        assertThat(refused(value).cause()).isEqualTo(RefusalCause.NO_CLOUD_EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type", "time"})
    void refusesAnEventWithoutAMandatoryAttribute(String attribute) {
        Reading.Refused refused =
                TestEvent.store("store.closed", "000135").without(attribute).refused();

        assertThat(refused.cause()).isEqualTo(RefusalCause.NO_CLOUD_EVENT);
        assertThat(refused.reason())
                .startsWith("the record is no CloudEvents 1.0 event: /" + attribute + " is missing, add ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "specversion; 0.3",
                "id; ''",
                "id; a\tb",
                "id; é",
                "id; 'a\n'",
                "source; ''",
                "source; '/d365/a\n'",
                "source; /d365/two words",
                "source; /d365/a|b",
                "type; ''",
                "time; 2026-11-22T09:30:00",
                "time; 2026-11-22",
                "time; 22.11.2026",
                "time; 2026-11-22T09:30:00.1234567890Z",
                "time; 1999-12-31T23:59:59Z",
                "time; 2026-02-30T00:00:00Z",
                "time; 2026-11-22T23:59:60Z",
                "sequence; ''",
                "sequence; 1|2"
            })
    void refusesAnEventWithAWrongAttribute(String attribute, String value) {
        Reading.Refused refused =
                TestEvent.store("store.closed", "000135").with(attribute, value).refused();

        assertThat(refused.cause()).isEqualTo(RefusalCause.NO_CLOUD_EVENT);
        assertThat(refused.reason()).contains(": /" + attribute + " is ", " but must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "time", "subject", "sequence"})
    void refusesAnAttributeThatIsAnObject(String attribute) {
        Reading.Refused refused = TestEvent.store("store.closed", "000135")
                .with(attribute, new int[0])
                .refused();

        assertThat(refused.cause()).isEqualTo(RefusalCause.NO_CLOUD_EVENT);
        assertThat(refused.reason()).contains("/" + attribute + " is an array but must be ");
    }

    @Test
    void refusesAnIdThatIsTooLongToBeKept() {
        Reading.Refused refused = TestEvent.store("store.closed", "000135")
                .with("id", "x".repeat(201))
                .refused();

        assertThat(refused.cause()).isEqualTo(RefusalCause.NO_CLOUD_EVENT);
        assertThat(refused.reason()).contains("x".repeat(30) + "...").doesNotContain("x".repeat(50));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"io.tandem.commerce.hierarchy.renamed", "store.opened", "io.tandem.commerce.STORE.OPENED", "x"})
    void refusesATypeThatIsNotKnown(String type) {
        Reading.Refused refused =
                TestEvent.store("store.opened", "000135").with("type", type).refused();

        assertThat(refused.cause()).isEqualTo(RefusalCause.UNKNOWN_TYPE);
        assertThat(refused.reason())
                .isEqualTo("type \"" + type + "\" is unknown, send one that asyncapi.yaml lists, such as "
                        + "io.tandem.commerce.store.opened");
    }

    @Test
    void keepsAnUnknownTypeShortAndOnOneLine() {
        Reading.Refused refused =
                TestEvent.of("x").with("type", "a\nb" + "c".repeat(100)).refused();

        assertThat(refused.reason()).startsWith("type \"a?b" + "c".repeat(37) + "...\" is unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "store.closed, storeNumber, 000135, store/000136, store/000135",
        "store.closed, storeNumber, 000135, store/135, store/000135",
        "worker.identity.unlinked, personnelNumber, 000205, worker/000206, worker/000205",
        "worker.identity.unlinked, personnelNumber, 000205, store/000205, worker/000205"
    })
    void refusesASubjectThatContradictsTheData(String type, String field, String value, String subject, String about) {
        Reading.Refused refused =
                TestEvent.of(type).data(field, value).with("subject", subject).refused();

        assertThat(refused.cause()).isEqualTo(RefusalCause.SUBJECT_MISMATCH);
        assertThat(refused.reason())
                .isEqualTo("subject \"" + subject + "\" contradicts the data, which is about " + about
                        + "; correct one of them"
                        + (subject.startsWith("store/")
                                ? "; a store keeps its number: to renumber one, close it and open another, whose people get a"
                                        + " team of their own"
                                : ""));
    }

    @Test
    void refusesTheSubjectOfAnotherList() {
        TestEvent started = TestEvent.list("HOL-2026", "000135", "000136");

        assertThat(started.with("subject", "process/HOL-2027").refused())
                .isEqualTo(new Reading.Refused(
                        RefusalCause.SUBJECT_MISMATCH,
                        "subject \"process/HOL-2027\" contradicts the data, which is about process/HOL-2026; correct one"
                                + " of them"));
        assertThat(started.with("subject", "store/000137").refused().cause()).isEqualTo(RefusalCause.SUBJECT_MISMATCH);
    }

    @Test
    void refusesTheSubjectOfAnotherMapping() {
        TestEvent mapping = TestEvent.of("team.mapping.changed")
                .data("sourceType", "RetailStore")
                .data("sourceId", "000135")
                .data("teamId", null);

        assertThat(mapping.with("subject", "communication").refused().cause()).isEqualTo(RefusalCause.SUBJECT_MISMATCH);
    }

    private Reading.Refused refused(String value) {
        return refused(value.getBytes(StandardCharsets.UTF_8));
    }

    private Reading.Refused refused(byte[] value) {
        return (Reading.Refused) parser.read(value);
    }
}
