package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An event under construction, valid as far as its envelope goes unless it is told otherwise. */
final class TestEvent {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventParser PARSER = new EventParser(InstantSource.fixed(Instant.MAX));
    private static final AtomicLong IDS = new AtomicLong();

    private final ObjectNode event = JSON.createObjectNode();
    private final ObjectNode data = event.putObject("data");

    private TestEvent(String type) {
        event.put("specversion", "1.0");
        event.put("id", "event-" + IDS.incrementAndGet());
        event.put("source", "/d365/contoso/usrt");
        event.put("type", "io.tandem.commerce." + type);
        event.put("time", "2026-11-22T09:30:00Z");
    }

    /** An event of a type without its prefix. */
    static TestEvent of(String type) {
        return new TestEvent(type);
    }

    static TestEvent store(String type, String store) {
        return of(type).data("storeNumber", store);
    }

    static TestEvent worker(String type, String worker) {
        return of(type).data("personnelNumber", worker);
    }

    TestEvent data(String field, @Nullable Object value) {
        data.set(field, JSON.valueToTree(value));
        return this;
    }

    TestEvent with(String attribute, @Nullable Object value) {
        event.set(attribute, JSON.valueToTree(value));
        return this;
    }

    TestEvent without(String attribute) {
        event.remove(attribute);
        return this;
    }

    TestEvent withoutData(String field) {
        data.remove(field);
        return this;
    }

    TestEvent at(String time) {
        return with("time", time);
    }

    TestEvent from(String source) {
        return with("source", source);
    }

    JsonNode json() {
        return event;
    }

    byte[] bytes() {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    Reading read() {
        return PARSER.read(bytes());
    }

    Reading.Refused refused() {
        return (Reading.Refused) read();
    }

    CommerceEvent accepted() {
        return switch (read()) {
            case Reading.Accepted(CommerceEvent accepted) -> accepted;
            case Reading.Refused refused -> throw new AssertionError(refused);
        };
    }

    @Override
    public String toString() {
        return event.toString();
    }
}
