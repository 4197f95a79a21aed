package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/**
 * Graph's error envelope (graph-contract 1.3), also where spelling and nesting differ from the page.
 *
 * @param code the deepest code that is a word; may be empty
 * @param message the outer message; may be empty
 */
record ErrorEnvelope(String code, String message) {

    /** Reads the envelope from a body; both parts are empty when there is none. */
    static ErrorEnvelope of(JsonNode body) {
        return ofError(member(body, "error"));
    }

    /** Reads the object that the envelope wraps, which operations carry bare. */
    static ErrorEnvelope ofError(JsonNode error) {
        return new ErrorEnvelope(code(error), member(error, "message").asText(""));
    }

    private static String code(JsonNode error) {
        JsonNode inner = member(error, "innerError");
        String deeper = inner.isObject() ? code(inner) : "";
        String own = member(error, "code").asText("");
        return deeper.isEmpty() || isNumber(deeper) ? own : deeper;
    }

    private static boolean isNumber(String code) {
        return code.chars().allMatch(Character::isDigit);
    }

    private static JsonNode member(JsonNode object, String name) {
        return object.properties().stream()
                .filter(property -> property.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
