package io.tandem.component.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Reads from a message what to ask Graph for. */
final class RequestReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> HEADERS = Map.of(
            MicrosoftGraphConstants.IF_MATCH, "If-Match",
            MicrosoftGraphConstants.PREFER, "Prefer",
            MicrosoftGraphConstants.CONSISTENCY_LEVEL, "ConsistencyLevel");

    private final Optional<GraphOperation> operation;
    private final @Nullable String path;

    RequestReader(Optional<GraphOperation> operation, @Nullable String path) {
        this.operation = operation;
        this.path = path;
    }

    /**
     * Returns the body if it is a request, else one made from the headers, the endpoint's options and the body.
     *
     * @throws IllegalArgumentException when operation or path is missing, or the body is no JSON
     */
    GraphRequest read(Message message) {
        if (message.getBody() instanceof GraphRequest request) {
            return request;
        }
        GraphOperation chosen = operation.orElseGet(() -> GraphOperation.named(
                mandatory(MicrosoftGraphConstants.OPERATION, header(message, MicrosoftGraphConstants.OPERATION))));
        String where = header(message, MicrosoftGraphConstants.PATH);
        return new GraphRequest(
                chosen,
                mandatory(MicrosoftGraphConstants.PATH, where == null ? path : where),
                headers(message),
                takesBody(chosen) ? json(message) : MissingNode.getInstance());
    }

    private static boolean takesBody(GraphOperation operation) {
        return switch (operation) {
            case POST, PATCH, PUT, UPSERT -> true;
            case GET, LIST, DELETE, AWAIT -> false;
        };
    }

    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = new LinkedHashMap<>();
        Map<?, ?> more = message.getHeader(MicrosoftGraphConstants.REQUEST_HEADERS, Map.of(), Map.class);
        more.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        HEADERS.forEach((name, http) -> {
            String value = header(message, name);
            if (value != null) {
                headers.put(http, value);
            }
        });
        return headers;
    }

    private static JsonNode json(Message message) {
        Object body = message.getBody();
        return switch (body) {
            case null -> MissingNode.getInstance();
            case JsonNode json -> json;
            case Map<?, ?> map -> JSON.valueToTree(map);
            case Collection<?> list -> JSON.valueToTree(list);
            default -> parsed(message.getBody(String.class));
        };
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The parser's own words quote the text, which may hold what no log should.
            throw new IllegalArgumentException(
                    "body: is no JSON from line " + e.getLocation().getLineNr());
        }
    }

    private static @Nullable String header(Message message, String name) {
        return message.getHeader(name, String.class);
    }

    private static String mandatory(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the header " + name + " is missing, and the endpoint does not say it");
        }
        return value;
    }
}
