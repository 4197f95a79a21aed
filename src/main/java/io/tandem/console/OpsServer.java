package io.tandem.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ops listener: health for everybody, metrics and {@code /api} for those with a token (DESIGN 11). */
public final class OpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);

    /** Bytes; a payload that is typed may be as long as a record. */
    private static final int LONGEST_FIELD = 1_100_000;

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private final Views views;
    private final Pulse pulse;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(4));

    /** For what must be answered however long other questions take: whether Tandem is ready, and how it fares. */
    private final WorkerExecutor vitals = vertx.createSharedWorkerExecutor("vitals", 2);

    private final Access access;
    private final @Nullable WebConsole console;
    private final Router router;
    private final HttpServer server;

    private OpsServer(Settings settings, Views views, Pulse pulse, Clock clock) {
        this.views = views;
        this.pulse = pulse;
        this.access = new Access(settings.access(), vertx, clock);
        ConsoleParts parts = views.console();
        this.console = parts == null ? null : new WebConsole(views, parts, pulse, clock);
        this.router = router(Hosts.of(settings));
        this.server = listen(settings);
    }

    /**
     * Where the ops side listens.
     *
     * @param host address, loopback unless configured
     * @param port TCP port, 0 = any free one
     * @param access who may ask
     */
    public record Settings(String host, int port, OpsAccess access) {}

    /**
     * What is shown, and what dead letters are worked on with.
     *
     * @param console what the pages show besides, null = there are no pages
     * @param mappings what existing teams are adopted with, null = none are
     */
    public record Views(
            StoreViews stores,
            TaskViews tasks,
            Holds holds,
            LetterDesk letters,
            @Nullable ConsoleParts console,
            @Nullable MappingParts mappings) {
        /** Without pages, and without mappings. */
        public Views(StoreViews stores, TaskViews tasks, Holds holds, LetterDesk letters) {
            this(stores, tasks, holds, letters, null, null);
        }

        /** {@return the same with pages} */
        public Views with(ConsoleParts parts) {
            return new Views(stores, tasks, holds, letters, parts, mappings);
        }

        /** {@return the same with mappings} */
        public Views with(MappingParts parts) {
            return new Views(stores, tasks, holds, letters, console, parts);
        }

        /** {@return the same as the caller may see it: who only views learns nothing of people} */
        Views seenBy(Caller caller) {
            return caller.may(Caller.Role.OPERATOR)
                    ? this
                    : new Views(
                            new MaskedStoreViews(stores),
                            new MaskedTaskViews(tasks),
                            new MaskedHolds(holds),
                            letters,
                            console,
                            mappings);
        }
    }

    /**
     * Starts listening.
     *
     * @throws IllegalStateException when nobody can listen there; the sentence says what to do
     */
    public static OpsServer start(Settings settings, Views views, Pulse pulse, Clock clock) {
        return new OpsServer(settings, views, pulse, clock);
    }

    /** {@return the port it listens on} */
    public int port() {
        return server.actualPort();
    }

    /** {@return the paths that it answers {@code GET} at, with names for what varies, such as {@code /stores/:number}} */
    public List<String> paths() {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.methods().contains(HttpMethod.GET))
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private HttpServer listen(Settings settings) {
        try {
            return vertx.createHttpServer(new HttpServerOptions().setMaxFormAttributeSize(LONGEST_FIELD))
                    .requestHandler(router)
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

    private Router router(Hosts hosts) {
        Router router = Router.router(vertx);
        router.route().handler(SafeHeaders::put).failureHandler(this::failed);
        router.route().handler(hosts::check);
        router.route().handler(Requests::refuseNul);
        router.get("/health/live").handler(context -> answer(context, Map.of("status", "UP")));
        router.get("/health/ready").handler(vital(this::ready));
        List.of("/health/live", "/health/ready")
                .forEach(path -> router.route(path).handler(OpsServer::notAllowed));
        if (console != null) {
            console.addAssetsTo(router);
        }
        access.addTo(router);
        if (console != null) {
            console.addTo(router, this::answer);
            console.addApiTo(router, this::answer);
        }
        router.get("/metrics").handler(vital(this::metrics));
        router.get("/api/openapi.json").handler(OpenApi::answer);
        router.get("/api/status")
                .blockingHandler(
                        context -> answer(context, Status.of(seen(context), pulse, Mask.of(Caller.of(context)))),
                        false);
        new StoreApi(this::seen, this::answer).addTo(router);
        new HoldApi(context -> seen(context).holds(), this::answer).addTo(router);
        new TaskApi(context -> seen(context).tasks(), this::answer).addTo(router);
        new DeadLetterApi(views.letters(), this::answer).addTo(router);
        addMappings(router);
        router.errorHandler(
                404,
                context -> Problem.notFound(
                                "there is nothing at " + context.request().path())
                        .answer(context));
        router.errorHandler(405, OpsServer::notAllowed);
        return router;
    }

    private Handler<RoutingContext> vital(Handler<RoutingContext> handler) {
        return context -> vitals.executeBlocking(
                        () -> {
                            handler.handle(context);
                            return context;
                        },
                        false)
                .onFailure(context::fail);
    }

    private void addMappings(Router router) {
        MappingParts mappings = views.mappings();
        if (mappings != null) {
            new MappingApi(mappings.desk(), mappings.imported()).addTo(router);
        }
    }

    private Views seen(RoutingContext context) {
        return views.seenBy(Caller.of(context));
    }

    /** A path that cannot be read is one to post to: no path of ours knows a third method. */
    private static void notAllowed(RoutingContext context) {
        HttpMethod asked = context.request().method();
        HttpMethod allowed =
                asked.equals(HttpMethod.GET) || asked.equals(HttpMethod.HEAD) ? HttpMethod.POST : HttpMethod.GET;
        context.response().putHeader("allow", allowed.name());
        new Problem(
                        405,
                        "Method Not Allowed",
                        "use " + allowed + " for " + context.request().path())
                .answer(context);
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

    /** When a part is down that is the reason, and its own log line is enough. */
    private void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            boolean tooLong = status == 413;
            new Problem(
                            status,
                            tooLong ? "Content Too Large" : "Bad Request",
                            tooLong ? "the request is too long" : "the request cannot be read")
                    .answer(context);
            return;
        }
        vitals.executeBlocking(pulse::troubles, false).onComplete(asked -> {
            Map<String, String> troubles = asked.succeeded() ? asked.result() : Map.of();
            if (troubles.isEmpty()) {
                LOG.error("An ops request failed path={}", context.request().path(), context.failure());
                new Problem(500, "Internal Server Error", "the request failed; the log says why").answer(context);
            } else {
                new Problem(503, "Service Unavailable", String.join("; ", troubles.values())).answer(context);
            }
        });
    }

    private void answer(RoutingContext context, Object body) {
        answer(context, 200, body);
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
        access.close();
        if (console != null) {
            console.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
