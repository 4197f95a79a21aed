package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The AsyncAPI document, read without any code of the product. */
final class Catalog {
    private static final JsonNode DOCUMENT = read();

    private Catalog() {}

    static JsonNode document() {
        return DOCUMENT;
    }

    /** The messages of a channel, references followed. */
    static List<JsonNode> messages(String channel) {
        return stream(DOCUMENT.at("/channels/" + channel + "/messages"))
                .map(reference -> DOCUMENT.at(reference.path("$ref").asText().substring(1)))
                .toList();
    }

    /** The example events of {@code commerce.events}. */
    static List<JsonNode> examples() {
        return messages("commerceEvents").stream()
                .flatMap(message -> stream(message.path("examples")))
                .map(example -> example.path("payload"))
                .toList();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static JsonNode read() {
        try (var document = Catalog.class.getResourceAsStream("/schemas/asyncapi.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(document));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
