package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * An HTTP response, unpacked and parsed.
 *
 * @param status the HTTP status
 * @param body JSON, text or bytes
 * @param headers with lower-case names
 * @param requestId Graph's, else the one sent
 */
record GraphResponse(int status, JsonNode body, Map<String, String> headers, String requestId) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Unpacks and parses a response.
     *
     * @throws IOException when it is no valid gzip or JSON although it says so
     */
    static GraphResponse read(HttpResponse<byte[]> response) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        byte[] bytes = unpacked(response.body(), headers.getOrDefault("content-encoding", ""));
        return new GraphResponse(
                response.statusCode(),
                parsed(bytes, headers.getOrDefault("content-type", "application/json")),
                headers,
                requestId(response, headers));
    }

    boolean isWebPage() {
        return headers.getOrDefault("content-type", "").startsWith("text/html");
    }

    GraphAnswer.Success asSuccess() {
        return new GraphAnswer.Success(status, body, headers, requestId);
    }

    GraphAnswer.Rejected asRejected() {
        ErrorEnvelope error = ErrorEnvelope.of(body);
        return new GraphAnswer.Rejected(status, error.code(), error.message(), requestId);
    }

    private static String requestId(HttpResponse<byte[]> response, Map<String, String> headers) {
        String sent =
                response.request().headers().firstValue("client-request-id").orElse("");
        return headers.getOrDefault("request-id", sent);
    }

    private static byte[] unpacked(byte[] bytes, String encoding) throws IOException {
        if (bytes.length == 0 || !encoding.equalsIgnoreCase("gzip")) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static JsonNode parsed(byte[] bytes, String contentType) throws IOException {
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        if (contentType.contains("json")) {
            return JSON.readTree(bytes);
        }
        return contentType.startsWith("text/")
                ? TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8))
                : BinaryNode.valueOf(bytes);
    }
}
