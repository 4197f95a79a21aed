package io.tandem.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP exchanges into calls, lets faults act, and keeps the request log. Runs on one event loop. */
final class HttpFront {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final Vertx vertx;
    private final Clock clock;
    private final GraphApi graph;
    private final TokenEndpoint tokens;
    private final Faults faults;
    private final RequestLog log;
    private final World world;

    HttpFront(Vertx vertx, Clock clock, Parts parts) {
        this.vertx = vertx;
        this.clock = clock;
        this.graph = parts.graph();
        this.tokens = parts.tokens();
        this.faults = parts.faults();
        this.log = parts.log();
        this.world = parts.world();
    }

    /** What stands behind the front. */
    record Parts(GraphApi graph, TokenEndpoint tokens, Faults faults, RequestLog log, World world) {}

    /** One exchange on its way. */
    private record Exchange(
            RoutingContext context,
            GraphRequest request,
            long started,
            @Nullable Fault fault) {
        double durationMs() {
            return Math.round((System.nanoTime() - started) / 1e4) / 100.0;
        }
    }

    void serve(RoutingContext context) {
        GraphRequest request = request(context);
        Optional<Fault> fault = faults.strike(request.method(), request.uri());
        Exchange exchange = new Exchange(context, request, System.nanoTime(), fault.orElse(null));
        if (fault.isEmpty()) {
            execute(request, answer -> send(exchange, answer, latency()));
            return;
        }
        switch (fault.get().kind()) {
            case ERROR -> send(exchange, error(request, fault.get()), 0);
            case LATENCY ->
                vertx.setTimer(
                        Math.max(1, fault.get().delayMs()),
                        timer -> execute(request, answer -> send(exchange, answer, 0)));
            case DROP -> {
                log(exchange, null, new GraphApi.Answer(GraphResponse.noContent(), null, null));
                context.response().reset();
            }
            case EXECUTE_THEN_TIMEOUT ->
                execute(request, answer -> log(exchange, answer.response().status(), answer));
        }
    }

    private long latency() {
        long max = world.profile().maxLatency().toMillis();
        return max == 0 ? 0 : world.random().nextLong(max) + 1;
    }

    private void execute(GraphRequest request, Consumer<GraphApi.Answer> then) {
        graph.before(request).thenRun(() -> then.accept(execute(request)));
    }

    /** A defect of the simulator must look like one of the service and be seen in the log. */
    @SuppressWarnings("IllegalCatch")
    private GraphApi.Answer execute(GraphRequest request) {
        try {
            if (TokenEndpoint.serves(request.uri().replaceFirst("\\?.*", ""))) {
                GraphResponse response = tokens.answer(request);
                return new GraphApi.Answer(
                        response.withHeaders(Map.of("Content-Type", "application/json; charset=utf-8")), null, null);
            }
            return graph.answer(request);
        } catch (RuntimeException e) {
            LOG.error("The simulator failed on a request: method={} path={}", request.method(), request.uri(), e);
            GraphError failure = GraphError.of(500, "InternalServerError", "The simulator failed: " + e);
            return envelope(request, failure);
        }
    }

    static GraphApi.Answer error(GraphRequest request, Fault fault) {
        String code = switch (fault.status()) {
            case 401 -> "InvalidAuthenticationToken";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 412 -> "PreconditionFailed";
            case 429 -> "TooManyRequests";
            case 502 -> "BadGateway";
            case 503 -> "ServiceUnavailable";
            case 504 -> "GatewayTimeout";
            default -> fault.status() < 500 ? "BadRequest" : "InternalServerError";
        };
        GraphError error = GraphError.of(fault.status(), code, "A fault was asked for: " + fault.id());
        Double retryAfter = fault.retryAfter();
        return envelope(
                request, retryAfter == null ? error : error.withHeaders(Map.of("Retry-After", plain(retryAfter))));
    }

    private static String plain(double seconds) {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }

    static GraphApi.Answer envelope(GraphRequest request, GraphError error) {
        GraphResponse response = error.response(request);
        return new GraphApi.Answer(response.withHeaders(GraphApi.envelope(request, response)), null, null);
    }

    private void send(Exchange exchange, GraphApi.Answer answer, long delayMs) {
        if (delayMs > 0) {
            vertx.setTimer(delayMs, timer -> send(exchange, answer, 0));
            return;
        }
        log(exchange, answer.response().status(), answer);
        HttpServerResponse http = exchange.context().response();
        if (http.closed() || http.ended()) {
            return;
        }
        http.setStatusCode(answer.response().status());
        http.putHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC)));
        answer.response().headers().forEach(http::putHeader);
        if (answer.response().body() == null) {
            http.end();
        } else {
            http.end(Buffer.buffer(Json.bytes(answer.response().body())));
        }
    }

    private void log(Exchange exchange, @Nullable Integer status, GraphApi.Answer answer) {
        GraphRequest request = exchange.request();
        Fault fault = exchange.fault();
        log.add(new RequestLog.Call(
                request.time(),
                request.method(),
                request.uri(),
                status,
                exchange.durationMs(),
                answer.caller(),
                answer.group(),
                request.requestId(),
                fault == null ? null : fault.kind().word()));
    }

    private GraphRequest request(RoutingContext context) {
        HttpServerRequest http = context.request();
        Map<String, String> headers = new HashMap<>();
        http.headers()
                .forEach((name, value) ->
                        headers.merge(name.toLowerCase(Locale.ROOT), value, (first, second) -> first + "," + second));
        Buffer body = context.body().buffer();
        String authority =
                http.authority() == null ? "localhost" : http.authority().toString();
        return new GraphRequest(
                http.method().name(),
                "https://" + authority,
                http.uri(),
                headers,
                body == null ? new byte[0] : body.getBytes(),
                UUID.randomUUID().toString(),
                clock.instant());
    }
}
