package io.tandem.component.graph.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Microsoft Graph, or the way to it, said to a request. Every outcome is a value; none is an exception. */
public sealed interface GraphAnswer {

    /**
     * Graph did it: any status below 400, {@code 207} with failures inside its body included.
     *
     * @param status the HTTP status
     * @param body the JSON; text for other text, binary for the rest, a {@code MissingNode} when there is none
     * @param headers the headers with lower-case names, for example {@code location}, {@code content-location},
     *     {@code etag}
     * @param requestId Graph's {@code request-id}, else the {@code client-request-id} sent
     */
    record Success(int status, JsonNode body, Map<String, String> headers, String requestId) implements GraphAnswer {

        /** Copies the headers. */
        public Success {
            headers = Map.copyOf(headers);
        }

        /** Returns the header of that lower-case name. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** Leaves out body and headers: both may hold what no log should. */
        @Override
        public String toString() {
            return "Success[status=" + status + ", requestId=" + requestId + "]";
        }
    }

    /**
     * Too much was asked, or Graph was in trouble a moment ago: nothing was done, and nothing will be before the time is
     * over.
     *
     * @param retryAfter how long to wait
     * @param sent whether Graph said so to this very request; false when an earlier answer still holds and the request
     *     was kept back
     * @param requestId as in {@link Success}; empty when kept back
     */
    record Throttled(Duration retryAfter, boolean sent, String requestId) implements GraphAnswer {}

    /**
     * Graph refuses, and will refuse the same request again while nothing else changes.
     *
     * @param status the HTTP status; 401 when no token was issued; the status of the last look when a long-running
     *     operation failed
     * @param code the most specific error code; may be empty (graph-contract 1.3); the {@code AADSTS…} code when no
     *     token was issued
     * @param message for people; may name some, so do not log it, and never branch on it
     * @param requestId as in {@link Success}
     */
    record Rejected(int status, String code, String message, String requestId) implements GraphAnswer {

        /** Leaves out the message: it may name people. */
        @Override
        public String toString() {
            return "Rejected[status=" + status + ", code=" + code + ", requestId=" + requestId + "]";
        }
    }

    /**
     * No answer that can be relied on: Graph or the way to it is in trouble.
     *
     * @param mayHaveExecuted false only when the request was surely not sent; else look before acting again
     * @param reason what happened, in words fit for a log
     * @param retryAfter how long to wait: what Graph asked for, else a time that doubles while the trouble goes on; null
     *     when nothing is known about the trouble, as with an answer that cannot be read
     */
    record Unavailable(
            boolean mayHaveExecuted,
            String reason,
            @Nullable Duration retryAfter) implements GraphAnswer {}
}
