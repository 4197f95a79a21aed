package io.tandem.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import java.util.HashSet;
import java.util.Set;

/** Which dead letters a body of the REST API means: {@code ids} or a {@code filter}. */
final class Meant {
    private Meant() {}

    /** @throws IllegalArgumentException when it names none, or both ways */
    static LetterFilter letters(JsonNode body) {
        JsonNode ids = body.path("ids");
        JsonNode filter = body.path("filter");
        if (ids.isArray() && !ids.isEmpty() && filter.isMissingNode()) {
            Set<LetterId> wanted = new HashSet<>();
            ids.forEach(id -> wanted.add(LetterId.parse(id.asText())));
            return LetterFilter.of(wanted);
        }
        if (filter.isObject() && ids.isMissingNode()) {
            JsonNode known = Requests.known(filter, LetterFilter.PARAMETERS);
            return LetterFilter.read(name -> known.has(name) ? text(name, known.path(name)) : null);
        }
        throw new IllegalArgumentException(
                "name letters by \"ids\": [\"0-1523\"], or by a \"filter\" such as {\"cause\": \"invalid\"}; {} means all");
    }

    /** What is empty or no text is a mistake, and must not be taken for a wish to have all. */
    private static String text(String name, JsonNode value) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException(name + " is " + value
                    + ", which is no text to find letters by; give one, or leave " + name + " out");
        }
        return value.textValue();
    }
}
