package io.tandem.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
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
    private final Faults faults = new Faults(new Random(1));
    private final RequestLog log = new RequestLog();
    private int port;
    private @Nullable AccessTokens tokens;

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
        router.route().handler(this::serve);
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
        tokens = new AccessTokens(identity.tokenKey(), baseUri().toString());
    }

    private void serve(RoutingContext context) {
        Request request = request(context.request(), context.body().buffer());
        Optional<Reply> admin = admin(request);
        if (admin.isPresent()) {
            send(context, admin.get());
            return;
        }
        Instant time = clock.instant();
        Fault fault = faults.strike(request.method(), request.uri()).orElse(null);
        if (fault == null) {
            send(context, logged(request, time, null, execute(request, time)));
            return;
        }
        switch (fault.kind()) {
            case ERROR -> send(context, logged(request, time, fault, refused(fault)));
            case LATENCY ->
                vertx.setTimer(
                        Math.max(1, fault.delayMs()),
                        timer -> send(context, logged(request, time, fault, execute(request, time))));
            case DROP -> {
                log(request, time, fault, null);
                context.response().reset();
            }
            case EXECUTE_THEN_TIMEOUT -> logged(request, time, fault, execute(request, time));
        }
    }

    /** The paths of DESIGN 13 that are the same for every service, and what the service adds. */
    private Optional<Reply> admin(Request request) {
        try {
            return Optional.ofNullable(
                    switch (request.method() + " " + request.path()) {
                        case "GET /simulator/requests" ->
                            Reply.of(200, log.since(request.uri().replaceFirst("[^?]*(\\?since=)?", "")));
                        case "GET /simulator/faults" -> Reply.of(200, faults.list());
                        case "POST /simulator/faults" ->
                            Reply.of(201, faults.add(Json.MAPPER.readTree(request.text())));
                        case "DELETE /simulator/faults" -> {
                            faults.clear();
                            yield Reply.of(204, null);
                        }
                        case "POST /simulator/reset" -> {
                            faults.clear();
                            log.clear();
                            yield service.admin(request).orElse(null);
                        }
                        default -> service.admin(request).orElse(null);
                    });
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.of(Reply.of(400, Json.object().put("error", e.getMessage())));
        }
    }

    /** A defect of the stand-in must look like one of the service and be seen in the log. */
    @SuppressWarnings("IllegalCatch")
    private Reply execute(Request request, Instant time) {
        AccessTokens checked = tokens;
        if (checked == null) {
            return service.refusal(503, "The simulator is starting.");
        }
        try {
            checked.caller(request.headers().get("authorization"), time);
            return service.answer(request);
        } catch (GraphError e) {
            return service.refusal(e.status(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("A simulator failed on a request: method={} path={}", request.method(), request.uri(), e);
            return service.refusal(500, "The simulator failed: " + e);
        }
    }

    private Reply refused(Fault fault) {
        Reply refusal = service.refusal(fault.status(), "A fault was asked for: " + fault.id());
        Double after = fault.retryAfter();
        return after == null
                ? refusal
                : new Reply(
                        refusal.status(),
                        Map.of("Retry-After", Long.toString((long) Math.ceil(after))),
                        refusal.body());
    }

    private Reply logged(Request request, Instant time, @Nullable Fault fault, Reply reply) {
        log(request, time, fault, reply.status());
        return reply;
    }

    private void log(Request request, Instant time, @Nullable Fault fault, @Nullable Integer status) {
        log.add(new RequestLog.Call(
                time,
                request.method(),
                request.uri(),
                status,
                0,
                status == null || status == 401 ? null : Simulator.CLIENT_ID,
                null,
                UUID.randomUUID().toString(),
                fault == null ? null : fault.kind().word()));
    }

    private static void send(RoutingContext context, Reply reply) {
        HttpServerResponse http = context.response();
        if (http.closed() || http.ended()) {
            return;
        }
        http.setStatusCode(reply.status());
        reply.headers().forEach(http::putHeader);
        if (reply.body() == null) {
            http.end();
        } else {
            http.putHeader("Content-Type", "application/json; odata.metadata=minimal");
            http.end(Buffer.buffer(Json.bytes(reply.body())));
        }
    }

    private static Request request(HttpServerRequest http, @Nullable Buffer body) {
        Map<String, String> headers = new HashMap<>();
        http.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Request(
                http.method().name(),
                "https://" + (http.authority() == null ? "localhost" : http.authority()),
                http.uri(),
                headers,
                body == null ? new byte[0] : body.getBytes());
    }
}
