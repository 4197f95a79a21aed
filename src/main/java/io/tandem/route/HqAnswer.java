package io.tandem.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What HQ answered.
 *
 * @param status HTTP status
 * @param body JSON, missing when there was no body, null when it was something else
 * @param retryAfter how long HQ wants to be left alone, null when it does not say
 */
record HqAnswer(int status, JsonNode body, @Nullable Duration retryAfter) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 200;

    /** How an answer that says nothing of the row is to be taken. */
    enum Trouble {
        NONE,
        /** HQ has no time, or is not there: whoever asks later gets an answer. */
        BUSY,
        /** HQ does not know the application: somebody has to put that in order. */
        DENIED,
        /** HQ failed on this request or does not allow it, perhaps for good; others may fare better. */
        FAILED
    }

    static HqAnswer of(int status, @Nullable String body, @Nullable String retryAfter, Instant now) {
        return new HqAnswer(status, json(body), wait(retryAfter, now));
    }

    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** A page of a proxy or a sign-in is no answer of HQ, whatever its status. */
    Trouble trouble() {
        return switch (status) {
            case 408, 425, 429, 502, 503, 504 -> Trouble.BUSY;
            case 401, 407 -> Trouble.DENIED;
            // Who stands before HQ and lets nobody through does not speak as HQ does.
            case 403 -> isForbidden() ? Trouble.FAILED : Trouble.DENIED;
            case 204 -> Trouble.NONE;
            default -> unlessItIsHqs();
        };
    }

    private Trouble unlessItIsHqs() {
        if (isGood()) {
            return body.isObject() ? Trouble.NONE : Trouble.BUSY;
        }
        if (status < 400) {
            return Trouble.DENIED;
        }
        return status >= 500 || !body.isObject() && !body.isMissingNode() ? Trouble.FAILED : Trouble.NONE;
    }

    /** {@return the rows of an answer that holds several} */
    List<JsonNode> rows() {
        return StreamSupport.stream(body.path("value").spliterator(), false).toList();
    }

    /** {@return whether HQ itself says that a right is missing} */
    boolean isForbidden() {
        return status == 403 && body.path("error").isObject();
    }

    String etag() {
        return etag(body);
    }

    /** {@return the state of a row, a star when it does not tell} */
    static String etag(JsonNode row) {
        return row.path("@odata.etag").asText("*");
    }

    /** {@return what went wrong, in HQ's words; the inner error tells more than the outer one} */
    String message() {
        JsonNode error = body.path("error");
        String inner = error.path("innererror").path("message").asText();
        String message = inner.isEmpty() ? error.path("message").asText() : inner;
        return message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    }

    private static JsonNode json(@Nullable String body) {
        try {
            return body == null || body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            return NullNode.getInstance();
        }
    }

    /** Seconds or a date (RFC 9110, 10.2.3). */
    private static @Nullable Duration wait(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return null;
        }
        if (retryAfter.matches("\\d{1,6}(\\.\\d+)?")) {
            return Duration.ofMillis((long) Math.ceil(Double.parseDouble(retryAfter) * 1000));
        }
        try {
            Instant until = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
