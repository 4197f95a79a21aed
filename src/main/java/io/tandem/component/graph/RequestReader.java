package io.tandem.component.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Reads from a message what to ask Graph for. */
final class RequestReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Optional<GraphOperation> operation;
    private final @Nullable String path;

    RequestReader(Optional<GraphOperation> operation, @Nullable String path) {
        this.operation = operation;
        this.path = path;
    }

    /** Returns whether the message says the operation. */
    boolean isOpen() {
        return operation.isEmpty();
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
        GraphRequest bare = new GraphRequest(
                chosen,
                mandatory(MicrosoftGraphConstants.PATH, where == null ? path : where),
                Map.of(),
                takesBody(chosen) ? json(message) : MissingNode.getInstance());
        return withHeaders(bare, message);
    }

    /**
     * Returns the requests of a batch.
     *
     * @throws IllegalArgumentException when the body is no list of requests
     */
    static List<GraphRequest> readAll(Message message) {
        if (message.getBody() instanceof Collection<?> list && list.stream().allMatch(GraphRequest.class::isInstance)) {
            return list.stream().map(GraphRequest.class::cast).toList();
        }
        throw new IllegalArgumentException("body: is no list of GraphRequest");
    }

    private static boolean takesBody(GraphOperation operation) {
        return switch (operation) {
            case POST, PATCH, PUT, UPSERT -> true;
            case GET, LIST, DELETE, AWAIT -> false;
        };
    }

    private static boolean changes(GraphOperation operation) {
        return switch (operation) {
            case PATCH, PUT, DELETE, UPSERT -> true;
            case GET, LIST, POST, AWAIT -> false;
        };
    }

    private static GraphRequest withHeaders(GraphRequest bare, Message message) {
        GraphRequest request = bare;
        Map<?, ?> more = message.getHeader(MicrosoftGraphConstants.REQUEST_HEADERS, Map.of(), Map.class);
        for (Map.Entry<?, ?> header : more.entrySet()) {
            request = request.withHeader(String.valueOf(header.getKey()), String.valueOf(header.getValue()));
        }
        String level = header(message, MicrosoftGraphConstants.CONSISTENCY_LEVEL);
        String prefer = header(message, MicrosoftGraphConstants.PREFER);
        String etag = header(message, MicrosoftGraphConstants.IF_MATCH);
        boolean show = message.getHeader(MicrosoftGraphConstants.RETURN_REPRESENTATION, false, Boolean.class);
        request = level == null ? request : request.withHeader("ConsistencyLevel", level);
        request = prefer == null ? request : request.prefer(prefer);
        request = show ? request.returnRepresentation() : request;
        return etag == null || !changes(bare.operation()) ? request : request.ifMatch(etag);
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
