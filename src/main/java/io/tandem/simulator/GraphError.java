package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal in Graph's terms (graph-contract 1.3); thrown by handlers, rendered by {@link GraphApi}. */
final class GraphError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient @Nullable ObjectNode detail;
    private final transient Map<String, String> headers;

    private GraphError(Refusal refusal, @Nullable ObjectNode detail, Map<String, String> headers) {
        super(refusal.message(), null, false, false);
        this.status = refusal.status();
        this.code = refusal.code();
        this.detail = detail;
        this.headers = headers;
    }

    private record Refusal(int status, String code, String message) {}

    static GraphError of(int status, String code, String message) {
        return new GraphError(new Refusal(status, code, message), null, Map.of());
    }

    /** 400 as Teams and the protocol layer say it. */
    static GraphError badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    /** 400 as the directory says it. */
    static GraphError directory(String message) {
        return of(400, "Request_BadRequest", message);
    }

    /** 404 as the directory says it. */
    static GraphError noResource(String id) {
        return of(
                404,
                "Request_ResourceNotFound",
                "Resource '" + id
                        + "' does not exist or one of its queried reference-property objects are not present.");
    }

    /** 404 as Teams says it. */
    static GraphError notFound(String message) {
        return of(404, "NotFound", message);
    }

    GraphError withDetail(String detailCode, String target) {
        ObjectNode node = Json.object()
                .put("code", detailCode)
                .put("message", getMessage())
                .put("target", target);
        return new GraphError(refusal(), node, headers);
    }

    GraphError withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new GraphError(refusal(), detail, all);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** The answer, its envelope filled with the ids of the request. */
    GraphResponse response(GraphRequest request) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", code).put("message", getMessage());
        if (detail != null) {
            error.putArray("details").add(detail);
        }
        ObjectNode inner = error.putObject("innerError");
        if (status == 429) {
            inner.put("code", "429").put("status", "429");
        }
        inner.put("date", Json.time(request.time()).replace("Z", ""))
                .put("request-id", request.requestId())
                .put("client-request-id", request.clientRequestId());
        return new GraphResponse(status, headers, body);
    }

    private Refusal refusal() {
        String message = getMessage();
        return new Refusal(status, code, message == null ? "" : message);
    }
}
