package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.FiledLetter.Traits;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in a dead letter what people look for: as far as its bytes can be read, and whatever they are. */
final class LetterTraits {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern STORE = Pattern.compile("(?:store|tasks)/(\\w{1,20})");
    private static final Pattern NUMBER = Pattern.compile("\\w{1,20}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final int LONGEST = 200;

    private LetterTraits() {}

    static Traits of(DeadLetter letter) {
        JsonNode event = json(letter.value());
        return new Traits(
                text(event, "type"), store(letter, event).orElse(null), text(event, "id"), trace(letter, event));
    }

    private static Optional<String> store(DeadLetter letter, JsonNode event) {
        String said = event.path("data").path("storeNumber").asText("");
        if (NUMBER.matcher(said).matches()) {
            return Optional.of(said);
        }
        return Stream.of(event.path("subject").asText(""), Objects.requireNonNullElse(letter.key(), ""))
                .map(STORE::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst();
    }

    /** Headers of Kafka come first; CloudEvents has an attribute of the same name. */
    private static @Nullable String trace(DeadLetter letter, JsonNode event) {
        return Stream.of(
                        letter.headers().getOrDefault("traceparent", ""),
                        letter.headers().getOrDefault("ce_traceparent", ""),
                        event.path("traceparent").asText(""))
                .map(TRACE::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(JsonNode event, String attribute) {
        String text = event.path(attribute).asText("");
        return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), LONGEST));
    }

    private static JsonNode json(byte @Nullable [] value) {
        try {
            return JSON.readTree(value == null ? new byte[0] : value);
        } catch (IOException | NumberFormatException noJson) {
            return JSON.missingNode();
        }
    }
}
