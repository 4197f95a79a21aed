package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One fault that was asked for.
 *
 * @param id number, from 1
 * @param method method to match, or null for any
 * @param path regular expression looked for anywhere in path and query, or null for any
 * @param kind what happens
 * @param status status of an error
 * @param retryAfter its Retry-After in seconds, or null for none
 * @param delayMs delay of a latency fault in milliseconds
 * @param rate share of matching requests that it hits, 0 to 1
 * @param count how many requests it hits at most, 0 for no end
 */
record Fault(
        int id,
        @Nullable String method,
        @Nullable Pattern path,
        Kind kind,
        int status,
        @Nullable Double retryAfter,
        long delayMs,
        double rate,
        long count) {
    private static final Set<String> FIELDS =
            Set.of("match", "kind", "status", "retryAfter", "delayMs", "rate", "count");

    /** What a fault does. */
    enum Kind {
        /** Answers an error, executes nothing. */
        ERROR("error"),
        /** Waits, then goes on. */
        LATENCY("latency"),
        /** Closes the connection, executes nothing. */
        DROP("drop"),
        /** Executes, then never answers. */
        EXECUTE_THEN_TIMEOUT("executeThenTimeout");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    boolean matches(String requestMethod, String uri) {
        return (method == null || method.equalsIgnoreCase(requestMethod))
                && (path == null || path.matcher(uri).find());
    }

    /** Reads the JSON that DESIGN 13 describes; an {@link IllegalArgumentException} says in one sentence what is wrong. */
    static Fault read(int id, JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("A fault must be a JSON object.");
        }
        known(json, FIELDS, "fault");
        JsonNode match = json.path("match");
        known(match, Set.of("method", "path"), "match");
        Kind kind = kind(json.path("kind"));
        if (kind == Kind.ERROR && !json.path("status").isIntegralNumber()) {
            throw new IllegalArgumentException("A fault of the kind error needs a numeric status.");
        }
        if (kind == Kind.LATENCY && !json.path("delayMs").isIntegralNumber()) {
            throw new IllegalArgumentException("A fault of the kind latency needs a numeric delayMs.");
        }
        return new Fault(
                id,
                text(match, "method"),
                pattern(text(match, "path")),
                kind,
                (int) number(json, "status", 0, 400, 599),
                json.has("retryAfter") ? number(json, "retryAfter", 0, 0, 86_400) : null,
                (long) number(json, "delayMs", 0, 0, 3_600_000),
                number(json, "rate", 1, 0, 1),
                (long) number(json, "count", 0, 1, Integer.MAX_VALUE));
    }

    ObjectNode json(long hits) {
        ObjectNode json = Json.object().put("id", id);
        ObjectNode match = json.putObject("match");
        if (method != null) {
            match.put("method", method);
        }
        if (path != null) {
            match.put("path", path.pattern());
        }
        json.put("kind", kind.word());
        if (kind == Kind.ERROR) {
            json.put("status", status);
        }
        if (retryAfter != null) {
            json.put("retryAfter", retryAfter);
        }
        if (kind == Kind.LATENCY) {
            json.put("delayMs", delayMs);
        }
        json.put("rate", rate);
        if (count > 0) {
            json.put("count", count);
        }
        return json.put("hits", hits);
    }

    private static void known(JsonNode json, Set<String> names, String what) {
        json.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("A " + what + " has no field '" + name + "'.");
            }
        });
    }

    private static Kind kind(JsonNode word) {
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word.asText())) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "The kind of a fault must be error, latency, drop or executeThenTimeout, not '" + word.asText() + "'.");
    }

    private static @Nullable String text(JsonNode json, String name) {
        if (json.has(name) && !json.get(name).isTextual()) {
            throw new IllegalArgumentException("The field '" + name + "' of a match must be a text.");
        }
        return Json.text(json, name);
    }

    private static @Nullable Pattern pattern(@Nullable String path) {
        try {
            return path == null ? null : Pattern.compile(path);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "The path '" + path + "' is no regular expression: " + e.getDescription() + ".", e);
        }
    }

    private static double number(JsonNode json, String name, double whenAbsent, double min, double max) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return whenAbsent;
        }
        if (!value.isNumber() || value.asDouble() < min || value.asDouble() > max) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "The field '%s' of a fault must be a number from %s to %s.", name, min, max));
        }
        return value.asDouble();
    }
}
