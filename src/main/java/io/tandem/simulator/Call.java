package io.tandem.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.ODataPath.Segment;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call after routing.
 *
 * @param request what came in
 * @param path its URI taken apart
 * @param keys the keys in the path, by the name in the route
 * @param caller application id of the token
 * @param person user id of the person whose token it is, or null when the application acts for itself
 */
record Call(
        GraphRequest request,
        ODataPath path,
        Map<String, Segment> keys,
        String caller,
        @Nullable String person) {

    Instant now() {
        return request.time();
    }

    Segment key(String name) {
        return Objects.requireNonNull(keys.get(name), name);
    }

    String id(String name) {
        return key(name).text();
    }

    Query query(String type, List<String> defaults) {
        return new Query(this, type, defaults);
    }

    /** The JSON body checked against a type; 400 in the given service's words when it does not fit. */
    ObjectNode body(String type, String code) {
        return body(type, code, Set.of());
    }

    /** As {@link #body(String, String)}, but some read-only properties may be written. */
    ObjectNode body(String type, String code, Set<String> writable) {
        if (request.body().length == 0) {
            throw GraphError.badRequest("Empty Payload. JSON content expected.");
        }
        String contentType = request.header("Content-Type");
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw GraphError.badRequest("The header Content-Type must be application/json for a request with a body.");
        }
        JsonNode body = json();
        new BodyCheck(Schema.graph(), code, writable).check(type, body);
        return (ObjectNode) body;
    }

    boolean hasBody() {
        return request.body().length > 0;
    }

    /** {@code @odata.context} of an answer. */
    String context(String fragment) {
        return request.base() + "/" + path.version() + "/$metadata#" + fragment;
    }

    /** The path as a context names it, for example {@code teams('1')/members}. */
    String collection() {
        StringBuilder name = new StringBuilder();
        for (Segment segment : path.segments()) {
            if (keys.containsValue(segment)) {
                name.append("('").append(segment.text()).append("')");
            } else {
                name.append(name.isEmpty() ? "" : "/").append(segment.text());
            }
        }
        return name.toString();
    }

    /** The JSON body as it came. */
    JsonNode json() {
        try {
            return Json.MAPPER.readTree(request.body());
        } catch (JsonProcessingException e) {
            throw GraphError.badRequest(
                    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid"
                            + " JSON format: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw GraphError.badRequest("Unable to read the request payload.");
        }
    }
}
