package io.tandem.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a sample company writes, as its users would. */
final class SampleJson {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String PREFIX = "io.tandem.commerce.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private SampleJson() {}

    static List<JsonNode> parse(Collection<String> lines) {
        return lines.stream().map(SampleJson::parse).toList();
    }

    static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    static String type(JsonNode event) {
        return event.get("type").asText().substring(PREFIX.length());
    }

    /** The payloads of the events of a type. */
    static Stream<JsonNode> data(Collection<JsonNode> events, String type) {
        return events.stream().filter(event -> type(event).equals(type)).map(event -> event.get("data"));
    }

    static Stream<String> texts(Stream<JsonNode> nodes, String field) {
        return nodes.map(node -> node.path(field).asText());
    }
}
