package io.tandem.component.graph.client;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps one token for all calls, and asks the credential for the next one once for all who wait. */
final class TokenSource {
    private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(5);
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(5);
    private static final Duration YOUNG = Duration.ofSeconds(30);
    /** Credentials wait a minute for an answer, and then again; a new request is sooner answered. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<TokenCredential> credentials;
    private final String scope;
    private final InstantSource clock;
    private TokenCredential credential;
    private @Nullable Acquisition last;

    /** Makes a source; {@code credentials} gives a credential with an empty cache each time, if it can. */
    TokenSource(Supplier<TokenCredential> credentials, String scope, InstantSource clock) {
        this.credentials = credentials;
        this.credential = credentials.get();
        this.scope = scope;
        this.clock = clock;
    }

    /** Returns a token, or fails as the credential did. A failure is not asked for again within 5 s. */
    synchronized CompletableFuture<AccessToken> token() {
        Acquisition current = last;
        if (current == null || isWornOut(current)) {
            current = acquire(request(), current);
        }
        return current.token();
    }

    /** Returns a token newer than one that Graph refused; empty when that one is so young that a new one is no better. */
    synchronized Optional<CompletableFuture<AccessToken>> newerThan(AccessToken refused) {
        Acquisition current = last;
        if (current == null || !current.holds(refused)) {
            return Optional.of(token());
        }
        if (current.since().plus(YOUNG).isAfter(clock.instant())) {
            return Optional.empty();
        }
        // A credential keeps the refused token in a cache of its own. One made anew has none; one that was given is
        // asked for a claim, which makes it pass over its cache: "valid from now on" is true of every new token.
        credential = credentials.get();
        String claims = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"%d\"}}}"
                .formatted(clock.instant().getEpochSecond());
        return Optional.of(
                acquire(request().setClaims(claims).setCaeEnabled(true), null).token());
    }

    private Acquisition acquire(TokenRequestContext request, @Nullable Acquisition before) {
        TokenCredential asked = credential;
        // A credential may block, so it gets a thread of its own.
        CompletableFuture<AccessToken> token = CompletableFuture.supplyAsync(
                        () -> asked.getTokenSync(request), Thread::startVirtualThread)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> stillGood(before, failure));
        Acquisition next = new Acquisition(token, clock.instant());
        last = next;
        return next;
    }

    private AccessToken stillGood(@Nullable Acquisition before, Throwable failure) {
        AccessToken old = before == null ? null : before.held();
        if (old != null && old.getExpiresAt().toInstant().isAfter(clock.instant())) {
            return old;
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private boolean isWornOut(Acquisition acquisition) {
        Instant now = clock.instant();
        if (!acquisition.token().isDone()
                || acquisition.since().plus(BETWEEN_REQUESTS).isAfter(now)) {
            return false;
        }
        AccessToken token = acquisition.held();
        return token == null || now.isAfter(refreshAt(token, acquisition.since()));
    }

    private static Instant refreshAt(AccessToken token, Instant since) {
        Instant latest = token.getExpiresAt().toInstant().minus(BEFORE_EXPIRY);
        // azure-identity says 1970 when the authority named no time.
        return Optional.ofNullable(token.getRefreshAt())
                .map(OffsetDateTime::toInstant)
                .filter(asked -> asked.isAfter(since) && asked.isBefore(latest))
                .orElse(latest);
    }

    private TokenRequestContext request() {
        return new TokenRequestContext().addScopes(scope);
    }

    private record Acquisition(CompletableFuture<AccessToken> token, Instant since) {
        @Nullable
        AccessToken held() {
            return token.isDone() && !token.isCompletedExceptionally() ? token.join() : null;
        }

        boolean holds(AccessToken other) {
            AccessToken held = held();
            return held != null && held.getToken().equals(other.getToken());
        }
    }
}
