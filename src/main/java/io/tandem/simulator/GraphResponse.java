package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer.
 *
 * @param status HTTP status
 * @param headers beyond those that every answer carries
 * @param body JSON, or null for none
 */
record GraphResponse(
        int status, Map<String, String> headers, @Nullable JsonNode body) {

    static GraphResponse ok(JsonNode body) {
        return new GraphResponse(200, Map.of(), body);
    }

    static GraphResponse created(JsonNode body) {
        return new GraphResponse(201, Map.of(), body);
    }

    static GraphResponse noContent() {
        return new GraphResponse(204, Map.of(), null);
    }

    /** 202 without body, its news in the headers. */
    static GraphResponse accepted(Map<String, String> headers) {
        return new GraphResponse(202, headers, null);
    }

    GraphResponse withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new GraphResponse(status, all, body);
    }
}
