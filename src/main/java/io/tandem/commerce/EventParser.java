package io.tandem.commerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0 in structured JSON and checks them against the schemas. Every record gets an answer: whatever
 * the bytes are, nothing is thrown. May be shared between threads.
 */
public final class EventParser {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .reader();

    /** A newer word counts, so one from far ahead would keep every later one out; clocks of senders may differ a little. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** Everything about a store hangs on its number, its team too. */
    private static final String RENUMBERING =
            "; a store keeps its number: to renumber one, close it and open another, whose people"
                    + " get a team of their own";

    private final EventSchemas schemas = new EventSchemas();
    private final InstantSource clock;

    /** Tells by this clock which events come from the future. */
    public EventParser(InstantSource clock) {
        this.clock = clock;
    }

    /** {@return the event that the value of a Kafka record is, or why it is none} */
    public Reading read(byte @Nullable [] value) {
        try {
            return read(JSON.readTree(value == null ? new byte[0] : value));
        } catch (JsonProcessingException unreadable) {
            var place = unreadable.getLocation();
            String where = place == null ? "" : " at line " + place.getLineNr() + " column " + place.getColumnNr();
            return refused(RefusalCause.UNREADABLE, "the record is no JSON" + where + ", send JSON in UTF-8")
                    .thrown(unreadable);
        } catch (NumberFormatException outOfRange) {
            // Jackson reads 1e400 as infinity, and the validator cannot compare that with anything.
            return refused(RefusalCause.UNREADABLE, "the record holds a number that is out of range, send 64 bits")
                    .thrown(outOfRange);
        } catch (IOException noText) {
            return refused(RefusalCause.UNREADABLE, "the record is no text, send JSON in UTF-8")
                    .thrown(noText);
        }
    }

    private Reading read(JsonNode event) {
        if (event.isMissingNode()) {
            return refused(RefusalCause.UNREADABLE, "the record is empty, send a CloudEvents 1.0 event in JSON");
        }
        List<String> faults = schemas.faultsOfEnvelope(event);
        if (!faults.isEmpty()) {
            return refused(RefusalCause.NO_CLOUD_EVENT, "the record is no CloudEvents 1.0 event", faults);
        }
        EventHeader header = header(event);
        if (header.stamp().time().minus(AHEAD).isAfter(clock.instant())) {
            return refused(
                    RefusalCause.INVALID,
                    "time " + header.stamp().time() + " is more than a day ahead, correct the sender's clock");
        }
        return EventType.named(header.type())
                .map(type -> read(type, new EventData(header, data(event))))
                .orElseGet(() -> unknown(header.type()));
    }

    private Reading read(EventType type, EventData data) {
        List<String> faults = schemas.faultsOfData(type, data.data());
        if (!faults.isEmpty()) {
            return refused(RefusalCause.INVALID, type.title() + " is not as its schema asks", faults);
        }
        try {
            return matching(type.read(data));
        } catch (IllegalArgumentException contradiction) {
            return refused(RefusalCause.INVALID, type.title() + " contradicts itself: " + contradiction.getMessage())
                    .thrown(contradiction);
        }
    }

    /** A subject may be absent; one that names something else shows that key and data got mixed up. */
    private static Reading matching(CommerceEvent event) {
        String subject = event.header().subject();
        if (subject == null || event.isAbout(subject)) {
            return new Reading.Accepted(event);
        }
        return refused(
                RefusalCause.SUBJECT_MISMATCH,
                "subject \"" + Fault.shortened(subject) + "\" contradicts the data, which is about "
                        + Fault.shortened(event.about()) + "; correct one of them"
                        + (subject.startsWith("store/") ? RENUMBERING : ""));
    }

    private static Reading unknown(String type) {
        return refused(
                RefusalCause.UNKNOWN_TYPE,
                "type \"" + Fault.shortened(type) + "\" is unknown, send one that asyncapi.yaml lists, such as "
                        + EventType.PREFIX + EventType.STORE_OPENED.title());
    }

    private static EventHeader header(JsonNode event) {
        var key = new EventKey(
                event.required("source").asText(), event.required("id").asText());
        var time = OffsetDateTime.parse(event.required("time").asText()).toInstant();
        var stamp = Stamp.of(time, text(event, "sequence"), key);
        String actor = text(event, "actor");
        return new EventHeader(
                key.id(),
                key.source(),
                event.required("type").asText(),
                text(event, "subject"),
                stamp,
                actor == null ? null : actor.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String text(JsonNode event, String attribute) {
        JsonNode value = event.path(attribute);
        if (value.isNumber()) {
            return value.bigIntegerValue().toString();
        }
        return value.textValue();
    }

    private static JsonNode data(JsonNode event) {
        return event.has("data") ? event.required("data") : JsonNodeFactory.instance.objectNode();
    }

    private static Reading.Refused refused(RefusalCause cause, String what, List<String> faults) {
        return refused(cause, what + ": " + String.join("; ", faults));
    }

    private static Reading.Refused refused(RefusalCause cause, String reason) {
        return new Reading.Refused(cause, reason);
    }
}
