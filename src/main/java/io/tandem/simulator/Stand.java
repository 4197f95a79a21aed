package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stand of a service of the tenant beside Graph: one HTTPS port with the certificate of the simulator of the same data folder,
 * tokens of its token endpoint (scope {@code https://localhost:port/.default}), and faults and a request log with the same admin API
 * under {@code /simulator}. What it answers is the {@link Service}'s business.
 */
public final class Stand implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stand.class);
    private static final int MAX_BODY = 16 << 20;

    private final Vertx vertx;
    private final Service service;
    private final Clock clock;
    private final Identity identity;
    private final Path caFile;
    private volatile @Nullable StandFront front;
    private int port;

    private Stand(Path data, Service service, Clock clock) {
        this.identity = Identity.open(data, clock);
        this.caFile = Identity.caFile(data);
        this.service = service;
        this.clock = clock;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /** What stands there. Called by one thread. */
    public interface Service {
        /** {@return the answer to a call with a good token} */
        Reply answer(Request request);

        /** {@return a refusal in the words of the service; it was asked for as a fault, or the token is no good} */
        Reply refusal(int status, String message);

        /** {@return the answer to a request for the admin side, which asks for no token; empty when there is no such path} */
        Optional<Reply> admin(Request request);
    }

    /**
     * A request.
     *
     * @param method in capitals
     * @param base {@code https://localhost:port}
     * @param uri path and query as sent
     * @param headers by lower-case name
     * @param body empty when there is none
     */
    public record Request(String method, String base, String uri, Map<String, String> headers, byte[] body) {
        /** {@return the path without the query} */
        public String path() {
            return uri.replaceFirst("\\?.*", "");
        }

        /** {@return the body as text} */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * An answer.
     *
     * @param headers beyond the content type
     * @param body null for none
     */
    public record Reply(
            int status,
            Map<String, String> headers,
            @Nullable JsonNode body) {
        /** {@return an answer without headers} */
        public static Reply of(int status, @Nullable JsonNode body) {
            return new Reply(status, Map.of(), body);
        }
    }

    /**
     * Opens a stand; it serves when this returns.
     *
     * @param data folder of the simulator whose certificate and keys it uses
     * @param port HTTPS port on the loopback address, 0 for any free one
     * @throws SimulatorException one sentence when the port is taken or the keys cannot be used
     */
    public static Stand open(Path data, int port, Service service, Clock clock) {
        Stand stand = new Stand(data, service, clock);
        try {
            stand.listen(port);
            return stand;
        } catch (GeneralSecurityException e) {
            stand.close();
            throw new SimulatorException("The simulator cannot use its keys: " + e.getMessage(), e);
        }
    }

    /** {@return {@code https://localhost:port}, also the audience of its tokens} */
    public URI baseUri() {
        return URI.create("https://localhost:" + port);
    }

    /** {@return the port it listens on} */
    public int port() {
        return port;
    }

    /** {@return PEM file of the authority that clients must trust} */
    public Path caFile() {
        return caFile;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void listen(int wanted) throws GeneralSecurityException {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.route().handler(context -> {
            if (front == null) {
                context.fail(503);
            } else {
                front.serve(context);
            }
        });
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(KeyCertOptions.wrap(
                        (X509KeyManager) identity.serverKeys().getKeyManagers()[0]));
        try {
            port = vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen(wanted, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
        } catch (CompletionException e) {
            close();
            throw new SimulatorException(
                    "A simulator cannot listen on port " + wanted + ": "
                            + (e.getCause() instanceof BindException ? "the port is taken" : e.getCause()),
                    e);
        }
        vertx.createHttpServer(options)
                .requestHandler(router)
                .listen(port, "::1")
                .onFailure(e -> LOG.debug("A simulator listens on IPv4 only: {}", e.getMessage()));
        SigningKey key = new SigningKey("simulator-1", identity.tokenKey());
        front = new StandFront(
                vertx, service, clock, new AccessTokens(key, baseUri().toString()));
    }
}
