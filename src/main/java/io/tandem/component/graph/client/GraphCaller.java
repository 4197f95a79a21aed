package io.tandem.component.graph.client;

import com.azure.core.credential.AccessToken;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one HTTP call: past the throttle gate, with a token, within its time, to an answer. */
final class GraphCaller {
    private static final Logger LOG = LoggerFactory.getLogger(GraphCaller.class);
    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANDWIDTH_EXCEEDED = 509;

    private final HttpClient http;
    private final TokenSource tokens;
    private final ThrottleGate gate;
    private final GraphCallListener listener;
    private final InstantSource clock;

    GraphCaller(
            HttpClient http, TokenSource tokens, ThrottleGate gate, GraphCallListener listener, InstantSource clock) {
        this.http = http;
        this.tokens = tokens;
        this.gate = gate;
        this.listener = listener;
        this.clock = clock;
    }

    /** Returns the answer to the call. The future never fails. */
    CompletableFuture<GraphAnswer> call(GraphCall call) {
        Instant start = clock.instant();
        CompletableFuture<Outcome> outcome = gate.closedFor(call.bucket())
                .map(rest -> CompletableFuture.completedFuture(
                        new Outcome(0, "", new GraphAnswer.Throttled(rest, false, ""))))
                .orElseGet(() -> authorized(call));
        return outcome.thenApply(done -> reported(call, done, Duration.between(start, clock.instant())));
    }

    private CompletableFuture<Outcome> authorized(GraphCall call) {
        return within(call, tokens.token())
                .thenCompose(token -> withToken(call, token))
                .exceptionally(failure -> new Outcome(0, "", TokenFailure.answer(failure)));
    }

    private CompletableFuture<Outcome> withToken(GraphCall call, AccessToken token) {
        return sent(call, token)
                .thenCompose(outcome -> outcome.status() == UNAUTHORIZED
                        ? again(call, token, outcome)
                        : CompletableFuture.completedFuture(outcome));
    }

    private CompletableFuture<Outcome> again(GraphCall call, AccessToken refused, Outcome first) {
        return tokens.newerThan(refused)
                .map(newer -> within(call, newer)
                        .thenCompose(token -> sent(call, token))
                        .exceptionally(failure -> first))
                .orElseGet(() -> CompletableFuture.completedFuture(first));
    }

    private static CompletableFuture<AccessToken> within(GraphCall call, CompletableFuture<AccessToken> token) {
        return token.copy().orTimeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Outcome> sent(GraphCall call, AccessToken token) {
        HttpRequest request = call.with(token.getToken());
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, BodyHandlers.ofByteArray());
        return exchange.copy()
                .orTimeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> {
                    if (failure instanceof TimeoutException) {
                        exchange.cancel(true);
                    }
                })
                .handle((response, failure) -> failure == null ? received(call, response) : lost(request, failure));
    }

    private Outcome received(GraphCall call, HttpResponse<byte[]> response) {
        try {
            GraphResponse read = GraphResponse.read(response);
            return new Outcome(read.status(), read.requestId(), answer(call.bucket(), read));
        } catch (IOException unreadable) {
            String reason = "unreadable answer with status " + response.statusCode();
            return new Outcome(response.statusCode(), "", new GraphAnswer.Unavailable(true, reason, null));
        }
    }

    private GraphAnswer answer(Bucket bucket, GraphResponse response) {
        Optional<Duration> asked = Optional.ofNullable(response.headers().get("retry-after"))
                .flatMap(text -> RetryAfter.parse(text, clock.instant()));
        int status = response.status();
        if (status == TOO_MANY_REQUESTS || status == BANDWIDTH_EXCEEDED) {
            return new GraphAnswer.Throttled(gate.close(bucket, asked), true, response.requestId());
        }
        if (isTrouble(status)) {
            asked.ifPresent(pause -> gate.close(bucket, Optional.of(pause)));
            String reason = "status " + status + ", request " + response.requestId();
            return new GraphAnswer.Unavailable(true, reason, asked.orElse(null));
        }
        if (status < 300 && response.isWebPage()) {
            // Graph shows no pages: this one is a proxy's, or asks to sign in.
            String reason = "a web page with status " + status + ", request " + response.requestId();
            return new GraphAnswer.Unavailable(true, reason, null);
        }
        gate.answered(bucket);
        return status < 400 ? response.asSuccess() : response.asRejected();
    }

    private static boolean isTrouble(int status) {
        return switch (status) {
            case REQUEST_TIMEOUT, 500, 502, 503, 504 -> true;
            // Not implemented, version not supported, insufficient storage: a later try meets the same answer.
            case 501, 505, 507 -> false;
            default -> status > 500;
        };
    }

    private static Outcome lost(HttpRequest request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean neverSent = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
        String id = request.headers().firstValue("client-request-id").orElse("");
        String reason = "no answer: " + cause.getClass().getSimpleName() + ", client-request-id " + id;
        return new Outcome(0, id, new GraphAnswer.Unavailable(!neverSent, reason, null));
    }

    private GraphAnswer reported(GraphCall call, Outcome outcome, Duration duration) {
        Bucket bucket = call.bucket();
        LOG.debug(
                "Microsoft Graph call ended: method={} path={} status={} ms={} requestId={}",
                bucket.method(),
                bucket.template(),
                outcome.status(),
                duration.toMillis(),
                outcome.requestId());
        listener.called(new GraphCallListener.Call(
                bucket.method(), bucket.template(), outcome.status(), duration, outcome.requestId(), outcome.answer()));
        return outcome.answer();
    }

    private record Outcome(int status, String requestId, GraphAnswer answer) {}
}
