package io.tandem.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The admin API of DESIGN 13 under {@code /simulator}: plain JSON, no token, not in the request log. */
final class Admin {
    private final Clock clock;
    private final StateView state;
    private final Faults faults;
    private final RequestLog log;
    private final Switches switches;
    private final PlannerMoves moves;
    private final Runnable reset;

    Admin(Clock clock, HttpFront.Parts parts, Runnable reset) {
        this.clock = clock;
        this.state = new StateView(parts.world());
        this.faults = parts.faults();
        this.log = parts.log();
        this.switches = parts.world().switches();
        this.moves = new PlannerMoves(parts.world(), clock);
        this.reset = reset;
    }

    /** What an admin request answers. */
    interface Action {
        @Nullable
        Object run(RoutingContext context);
    }

    void addTo(Router router) {
        on(
                router,
                HttpMethod.GET,
                "/simulator/requests",
                200,
                context -> log.since(context.request().getParam("since")));
        on(
                router,
                HttpMethod.GET,
                "/simulator/state",
                200,
                context -> state.json(
                        clock.instant(), !"false".equals(context.request().getParam("members"))));
        on(router, HttpMethod.GET, "/simulator/faults", 200, context -> faults.list());
        on(router, HttpMethod.POST, "/simulator/faults", 201, context -> faults.add(body(context)));
        on(router, HttpMethod.DELETE, "/simulator/faults", 204, context -> {
            faults.clear();
            return null;
        });
        on(router, HttpMethod.GET, "/simulator/profile", 200, context -> switches.profile());
        on(router, HttpMethod.POST, "/simulator/profile", 200, context -> switches.change(body(context)));
        on(router, HttpMethod.POST, "/simulator/reset", 204, context -> {
            reset.run();
            return null;
        });
        moves.addTo(router);
        router.route("/simulator/*")
                .handler(context -> answer(
                        context,
                        404,
                        error("There is no " + context.request().method() + " "
                                + context.request().path() + "; see requests, state, faults, tasks, notifications,"
                                + " deliveries, profile and reset.")));
    }

    static void on(Router router, HttpMethod method, String path, int status, Action action) {
        router.route(method, path).handler(context -> {
            try {
                answer(context, status, action.run(context));
            } catch (IllegalArgumentException e) {
                answer(context, 400, error(e.getMessage()));
            }
        });
    }

    static JsonNode body(RoutingContext context) {
        Buffer body = context.body().buffer();
        try {
            return Json.MAPPER.readTree(body == null ? "" : body.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode error(@Nullable String message) {
        return Json.object().put("error", message);
    }

    private static void answer(RoutingContext context, int status, @Nullable Object body) {
        context.response().setStatusCode(status);
        if (body == null) {
            context.end();
        } else {
            context.response().putHeader("Content-Type", "application/json");
            context.end(Buffer.buffer(Json.bytes(body)));
        }
    }
}
