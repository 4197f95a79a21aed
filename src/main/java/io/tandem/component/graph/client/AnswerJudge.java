package io.tandem.component.graph.client;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;

/** Says what a response or its absence means, and lets the throttle gate know. */
final class AnswerJudge {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANDWIDTH_EXCEEDED = 509;

    private final ThrottleGate gate;
    private final InstantSource clock;

    AnswerJudge(ThrottleGate gate, InstantSource clock) {
        this.gate = gate;
        this.clock = clock;
    }

    /** Returns the answer to a request of the bucket that may not be sent now; empty when it may. */
    Optional<GraphAnswer> keptBack(Bucket bucket) {
        return gate.closedFor(bucket).map(rest -> new GraphAnswer.Throttled(rest, false, ""));
    }

    /** Returns what a response to a request sent at that time means. */
    GraphAnswer received(Bucket bucket, Instant sent, GraphResponse response) {
        Optional<Duration> asked = Optional.ofNullable(response.headers().get("retry-after"))
                .flatMap(text -> RetryAfter.parse(text, clock.instant()));
        int status = response.status();
        if (status == TOO_MANY_REQUESTS || status == BANDWIDTH_EXCEEDED) {
            return new GraphAnswer.Throttled(gate.close(bucket, asked), true, response.requestId());
        }
        if (isTrouble(status)) {
            Duration pause = asked.isPresent() ? gate.close(bucket, asked) : gate.trouble(bucket, sent);
            String reason = "status " + status + ", request " + response.requestId();
            return new GraphAnswer.Unavailable(true, reason, pause);
        }
        if (status < 300 && response.isWebPage()) {
            // Graph shows no pages: this one is a proxy's, or asks to sign in.
            String reason = "a web page with status " + status + ", request " + response.requestId();
            return new GraphAnswer.Unavailable(true, reason, gate.trouble(bucket, sent));
        }
        gate.answered(bucket);
        return status < 400 ? response.asSuccess() : response.asRejected();
    }

    /** Returns what it means that a request sent at that time got no response. */
    GraphAnswer lost(Bucket bucket, Instant sent, String requestId, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean neverSent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
        String reason = "no answer: " + cause.getClass().getSimpleName() + ", client-request-id " + requestId;
        return new GraphAnswer.Unavailable(!neverSent, reason, gate.trouble(bucket, sent));
    }

    private static boolean isTrouble(int status) {
        return switch (status) {
            case REQUEST_TIMEOUT, 500, 502, 503, 504 -> true;
            // Not implemented, version not supported, insufficient storage: a later try meets the same answer.
            case 501, 505, 507 -> false;
            default -> status > 500;
        };
    }
}
