package io.tandem.console;

import io.tandem.model.TeamSource;
import io.tandem.teams.Flaw;
import io.tandem.teams.MappingDesk;
import io.tandem.teams.TeamsUnreadableException;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Existing teams and whom they serve, in the REST API: {@code GET /api/mappings.csv}, {@code POST /api/mappings.csv?partial=},
 * {@code GET /api/mappings/suggestions.csv}, which asks Microsoft Graph and is for operators, and
 * {@code POST /api/mappings/SOURCE/release} with the number of a store or {@code communications}.
 *
 * @param desk reads and writes files
 * @param imported is run when teams were named, or one was let go of
 */
record MappingApi(MappingDesk desk, Runnable imported) {
    static final String PATH = "/api/mappings.csv";
    private static final int BAD_LINES = 422;

    void addTo(Router router) {
        router.get(PATH).blockingHandler(checked(context -> answer(context, desk.export())), false);
        router.post(PATH).blockingHandler(checked(this::take), false);
        router.get("/api/mappings/suggestions.csv")
                .blockingHandler(checked(Requests.operated(context -> answer(context, desk.suggest()))), false);
        router.post("/api/mappings/:source/release").blockingHandler(checked(Requests.operated(this::release)), false);
    }

    private void release(RoutingContext context) {
        TeamSource source = TeamSource.of(Objects.requireNonNullElse(context.pathParam("source"), ""));
        desk.release(source, Caller.of(context).name())
                .ifPresentOrElse(refusal -> new Problem(409, "Conflict", refusal).answer(context), () -> {
                    imported.run();
                    context.json(new JsonObject().put("released", source.value()));
                });
    }

    private void take(RoutingContext context) {
        boolean partial = Requests.parameter(context, "partial", MappingApi::flag, false);
        byte[] sent = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        MappingDesk.Report report = desk.take(
                new String(sent, StandardCharsets.UTF_8),
                partial,
                Caller.of(context).name());
        if (report.imported() > 0) {
            imported.run();
        }
        boolean refused = !report.flaws().isEmpty() && !partial;
        JsonObject body = refused ? problem(report.flaws()) : new JsonObject();
        body.put("imported", report.imported())
                .put("unchanged", report.unchanged())
                .put("empty", report.empty())
                .put("errors", errors(report.flaws()));
        context.response()
                .setStatusCode(refused ? BAD_LINES : 200)
                .putHeader("content-type", refused ? "application/problem+json" : "application/json")
                .end(body.toBuffer());
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("partial=" + text + " is not true or false");
        };
    }

    private static JsonObject problem(List<Flaw> flaws) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", "Unprocessable Content")
                .put("status", BAD_LINES)
                .put(
                        "detail",
                        flaws.size()
                                + " lines are wrong, and nothing was imported; correct them or ask for partial=true");
    }

    private static JsonArray errors(List<Flaw> flaws) {
        JsonArray errors = new JsonArray();
        flaws.forEach(
                flaw -> errors.add(new JsonObject().put("line", flaw.line()).put("reason", flaw.reason())));
        return errors;
    }

    private static void answer(RoutingContext context, String file) {
        context.response()
                .putHeader("content-type", "text/csv; charset=utf-8")
                .putHeader("content-disposition", "attachment; filename=\"mappings.csv\"")
                .end(file);
    }

    private static Handler<RoutingContext> checked(Handler<RoutingContext> handler) {
        return Requests.checked(context -> {
            try {
                handler.handle(context);
            } catch (TeamsUnreadableException away) {
                new Problem(503, "Service Unavailable", String.valueOf(away.getMessage())).answer(context);
            }
        });
    }
}
