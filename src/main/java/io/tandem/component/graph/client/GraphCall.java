package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;

/**
 * One HTTP call, ready but for its token.
 *
 * @param bare the request on the wire without token and id
 * @param bucket what it is throttled with
 * @param timeout for the exchange
 */
record GraphCall(HttpRequest bare, Bucket bucket, Duration timeout) {

    /**
     * Makes the call that a request comes down to at a URI.
     *
     * @throws IllegalArgumentException when a header is none that HTTP lets a caller set
     */
    static GraphCall of(GraphRequest request, URI uri, Bucket bucket, Duration timeout) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .method(bucket.method(), publisher(request.body()))
                .setHeader("Accept", "application/json")
                .setHeader("Accept-Encoding", "gzip")
                .setHeader("User-Agent", "camel-microsoft-graph");
        if (!request.body().isMissingNode()) {
            builder.setHeader("Content-Type", "application/json");
        }
        request.headers().forEach(builder::setHeader);
        return new GraphCall(builder.build(), bucket, timeout);
    }

    /** Returns the request with a token, and with a {@code client-request-id} of its own. */
    HttpRequest with(String token) {
        return HttpRequest.newBuilder(bare, (name, value) -> true)
                .setHeader("client-request-id", UUID.randomUUID().toString())
                .setHeader("Authorization", "Bearer " + token)
                .build();
    }

    private static BodyPublisher publisher(JsonNode body) {
        return body.isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    }
}
