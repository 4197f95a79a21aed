package io.tandem.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Knows which tokens let somebody in. What may block happens on threads of its own, so that nothing else waits for an issuer. */
final class Credentials implements AutoCloseable {
    private static final int THREADS = 2;

    private final List<AccessToken> tokens;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(IssuerAddress.PATIENCE).build();
    private final WorkerExecutor worker;
    private final @Nullable IssuedTokens issued;

    Credentials(OpsAccess access, Vertx vertx, Clock clock) {
        this.tokens = access.tokens();
        this.worker = vertx.createSharedWorkerExecutor("tandem-sign-in", THREADS);
        TokenIssuer issuer = access.issuer();
        this.issued = issuer == null
                ? null
                : new IssuedTokens(issuer, new IssuerKeys(new IssuerAddress(issuer, http), clock), clock);
    }

    Future<Admission> check(String token) {
        Admission ours = configured(token);
        return ours instanceof Admission.Unknown && issued != null && IssuedTokens.looksIssued(token)
                ? worker.executeBlocking(() -> issued.check(token), false).map(Objects::requireNonNull)
                : Future.succeededFuture(ours);
    }

    /** All are compared, whichever fits, so that the time it takes tells nothing. */
    private Admission configured(String token) {
        byte[] hash = AccessToken.hash(token);
        Admission admission = new Admission.Unknown("the token is none of the configuration");
        for (AccessToken known : tokens) {
            if (known.fits(hash)) {
                admission = new Admission.Granted(new Caller(known.name(), known.role()), known.name(), Instant.MAX);
            }
        }
        return admission;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
