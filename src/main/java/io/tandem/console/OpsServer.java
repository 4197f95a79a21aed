package io.tandem.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tandem.model.StoreNumber;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ops listener: health and metrics for machines, {@code /api} for people with the token (DESIGN 11). */
public final class OpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private final StoreViews stores;
    private final TaskViews tasks;
    private final LetterDesk letters;
    private final Pulse pulse;
    private final byte[] token;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(4));
    private final HttpServer server;

    private OpsServer(Settings settings, Views views, Pulse pulse) {
        this.stores = views.stores();
        this.tasks = views.tasks();
        this.letters = views.letters();
        this.pulse = pulse;
        this.token = ("Bearer " + settings.token()).getBytes(StandardCharsets.UTF_8);
        this.server = listen(settings);
    }

    /**
     * Where the ops side listens.
     *
     * @param host address, loopback unless configured
     * @param port TCP port, 0 = any free one
     * @param token what {@code Authorization: Bearer} must carry
     */
    public record Settings(String host, int port, String token) {}

    /** What is shown of stores and tasks, and what dead letters are worked on with. */
    public record Views(StoreViews stores, TaskViews tasks, LetterDesk letters) {}

    /**
     * Starts listening.
     *
     * @throws IllegalStateException when nobody can listen there; the sentence says what to do
     */
    public static OpsServer start(Settings settings, Views views, Pulse pulse) {
        return new OpsServer(settings, views, pulse);
    }

    /** {@return the port it listens on} */
    public int port() {
        return server.actualPort();
    }

    private HttpServer listen(Settings settings) {
        try {
            return vertx.createHttpServer()
                    .requestHandler(router())
                    .listen(settings.port(), settings.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException taken) {
            close();
            String why = taken.getCause() instanceof BindException
                    ? "is taken or not allowed"
                    : "cannot be opened (" + taken.getCause() + ")";
            throw new IllegalStateException(
                    "port " + settings.port() + " of " + settings.host() + " for the ops listener " + why
                            + "; choose another one with --ops-port",
                    taken);
        }
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(OpsServer::secure).failureHandler(this::failed);
        router.get("/health/live").handler(context -> answer(context, 200, Map.of("status", "UP")));
        router.get("/health/ready").blockingHandler(this::ready, false);
        router.get("/metrics").blockingHandler(this::metrics, false);
        router.route("/api/*").handler(this::authenticate);
        router.get("/api/status").blockingHandler(context -> answer(context, 200, status()), false);
        router.get("/api/stores")
                .blockingHandler(context -> answer(context, 200, Map.of("value", stores.stores())), false);
        router.get("/api/stores/:number").blockingHandler(this::store, false);
        new TaskApi(tasks, (context, body) -> answer(context, 200, body)).addTo(router);
        new DeadLetterApi(letters, this::answer).addTo(router);
        router.errorHandler(
                404,
                context -> notFound(
                        context, "there is nothing at " + context.request().path()));
        router.errorHandler(405, OpsServer::notAllowed);
        return router;
    }

    /** Answers are for now and for whoever asked: nobody keeps them or takes them for something else. */
    private static void secure(RoutingContext context) {
        context.response().putHeader("cache-control", "no-store").putHeader("x-content-type-options", "nosniff");
        context.next();
    }

    private static void notAllowed(RoutingContext context) {
        context.response().putHeader("allow", "GET");
        new Problem(
                        405,
                        "Method Not Allowed",
                        "use GET for " + context.request().path())
                .answer(context);
    }

    private void authenticate(RoutingContext context) {
        String given = Optional.ofNullable(context.request().getHeader("Authorization"))
                .orElse("");
        if (MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
            new Caller("token", Caller.Role.OPERATOR).enter(context);
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            new Problem(401, "Unauthorized", "send the ops token as 'Authorization: Bearer TOKEN'").answer(context);
        }
    }

    private void ready(RoutingContext context) {
        Map<String, String> troubles = pulse.troubles();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", troubles.isEmpty() ? "UP" : "DOWN");
        body.put("troubles", troubles);
        Map<String, String> warnings = pulse.warnings();
        if (!warnings.isEmpty()) {
            body.put("warnings", warnings);
        }
        answer(context, troubles.isEmpty() ? 200 : 503, body);
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                .end(pulse.metrics());
    }

    private Map<String, Object> status() {
        Map<String, Long> lag = pulse.lag();
        Map<String, Long> counts = stores.counts();
        Map<String, Long> done = tasks.counts();
        boolean caughtUp = lag.values().stream().allMatch(records -> records == 0);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("converged", caughtUp && unsettled(counts) + unsettled(done) == 0);
        status.put("stores", counts);
        status.put("tasks", done);
        status.put("deadLetters", pulse.deadLetters());
        status.put("lag", lag);
        return status;
    }

    private static long unsettled(Map<String, Long> counts) {
        return counts.getOrDefault("working", 0L) + counts.getOrDefault("failed", 0L);
    }

    private void store(RoutingContext context) {
        String text = Objects.requireNonNullElse(context.pathParam("number"), "");
        number(text)
                .flatMap(stores::store)
                .ifPresentOrElse(
                        store -> answer(context, 200, whole(store)),
                        () -> notFound(context, "no event ever named a store '" + text + "'"));
    }

    /** Team and tasks of a store in one. */
    private Map<String, Object> whole(StoreViews.Detail store) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("store", store.store());
        whole.put("findings", store.findings());
        whole.put("roster", store.roster());
        tasks.store(new StoreNumber(store.store().storeNumber())).ifPresent(view -> whole.put("tasks", view));
        return whole;
    }

    private static Optional<StoreNumber> number(String text) {
        try {
            return Optional.of(new StoreNumber(text));
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty();
        }
    }

    private static void notFound(RoutingContext context, String detail) {
        new Problem(404, "Not Found", detail).answer(context);
    }

    /** When a part is down that is the reason, and its own log line is enough. */
    private void failed(RoutingContext context) {
        vertx.executeBlocking(pulse::troubles, false).onComplete(asked -> {
            Map<String, String> troubles = asked.succeeded() ? asked.result() : Map.of();
            if (troubles.isEmpty()) {
                LOG.error("An ops request failed path={}", context.request().path(), context.failure());
                new Problem(500, "Internal Server Error", "the request failed; the log says why").answer(context);
            } else {
                new Problem(503, "Service Unavailable", String.join("; ", troubles.values())).answer(context);
            }
        });
    }

    private void answer(RoutingContext context, int status, Object body) {
        Supplier<byte[]> bytes = () -> {
            try {
                return json.writeValueAsBytes(body);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(io.vertx.core.buffer.Buffer.buffer(bytes.get()));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
