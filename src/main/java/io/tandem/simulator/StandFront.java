package io.tandem.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tandem.simulator.Stand.Reply;
import io.tandem.simulator.Stand.Request;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP exchanges of a {@link Stand} into calls of its service, checks tokens, lets faults act, and keeps the request log. */
final class StandFront {
    private static final Logger LOG = LoggerFactory.getLogger(StandFront.class);

    private final Vertx vertx;
    private final Stand.Service service;
    private final Clock clock;
    private final AccessTokens tokens;
    private final Faults faults = new Faults(new Random(1));
    private final RequestLog log = new RequestLog();

    StandFront(Vertx vertx, Stand.Service service, Clock clock, AccessTokens tokens) {
        this.vertx = vertx;
        this.service = service;
        this.clock = clock;
        this.tokens = tokens;
    }

    void serve(RoutingContext context) {
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
        try {
            tokens.caller(request.headers().get("authorization"), time);
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
