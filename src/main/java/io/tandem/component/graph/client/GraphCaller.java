package io.tandem.component.graph.client;

import com.azure.core.credential.AccessToken;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one HTTP call: past the throttle gate, with a token, within its time, to an answer. */
final class GraphCaller {
    private static final Logger LOG = LoggerFactory.getLogger(GraphCaller.class);
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http;
    private final TokenSource tokens;
    private final AnswerJudge judge;
    private final GraphCallListener listener;
    private final InstantSource clock;

    GraphCaller(
            HttpClient http, TokenSource tokens, AnswerJudge judge, GraphCallListener listener, InstantSource clock) {
        this.http = http;
        this.tokens = tokens;
        this.judge = judge;
        this.listener = listener;
        this.clock = clock;
    }

    /** Returns the answer to the call. The future never fails. */
    CompletableFuture<GraphAnswer> call(GraphCall call) {
        Instant start = clock.instant();
        CompletableFuture<Outcome> outcome = judge.keptBack(call.bucket())
                .or(() -> heldBack(call.bucket()))
                .map(kept -> CompletableFuture.completedFuture(new Outcome(0, "", kept)))
                .orElseGet(() -> authorized(call));
        return outcome.thenApply(done -> reported(call.bucket(), done, Duration.between(start, clock.instant())));
    }

    private Optional<GraphAnswer> heldBack(Bucket bucket) {
        boolean free = bucket.method().equals("GET") || listener.mayChange(bucket.method(), bucket.template());
        return free
                ? Optional.empty()
                : Optional.of(new GraphAnswer.Unavailable(false, "changes are switched off", null));
    }

    /** Returns whether a request of the bucket may be sent now. */
    boolean mayCall(Bucket bucket) {
        return judge.keptBack(bucket).isEmpty();
    }

    /** Returns the answer to a request inside a batch that may not be sent now; empty when it may. */
    Optional<GraphAnswer> keptBack(Bucket bucket) {
        return judge.keptBack(bucket).map(kept -> reported(bucket, new Outcome(0, "", kept), Duration.ZERO));
    }

    /** Returns the answer to a request inside a batch that was sent at that time. */
    GraphAnswer inner(Bucket bucket, Instant sent, GraphResponse response) {
        GraphAnswer answer = judge.received(bucket, sent, response);
        Outcome outcome = new Outcome(response.status(), response.requestId(), answer);
        return reported(bucket, outcome, Duration.between(sent, clock.instant()));
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
        Instant sent = clock.instant();
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, BodyHandlers.ofByteArray());
        return exchange.copy()
                .orTimeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> {
                    if (failure instanceof TimeoutException) {
                        exchange.cancel(true);
                    }
                })
                .handle((response, failure) ->
                        failure == null ? received(call, sent, response) : lost(call, sent, request, failure));
    }

    private Outcome received(GraphCall call, Instant sent, HttpResponse<byte[]> response) {
        try {
            GraphResponse read = GraphResponse.read(response);
            return new Outcome(read.status(), read.requestId(), judge.received(call.bucket(), sent, read));
        } catch (IOException unreadable) {
            String reason = "unreadable answer with status " + response.statusCode();
            return new Outcome(response.statusCode(), "", new GraphAnswer.Unavailable(true, reason, null));
        }
    }

    private Outcome lost(GraphCall call, Instant sent, HttpRequest request, Throwable failure) {
        String id = request.headers().firstValue("client-request-id").orElse("");
        return new Outcome(0, id, judge.lost(call.bucket(), sent, id, failure));
    }

    private GraphAnswer reported(Bucket bucket, Outcome outcome, Duration duration) {
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
