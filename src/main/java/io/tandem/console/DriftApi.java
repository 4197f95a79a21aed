package io.tandem.console;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Drift in the REST API: {@code GET /api/drift} tells what people changed in Teams, {@code POST /api/drift} orders a sweep.
 *
 * @param answer answers with a status and a body
 */
record DriftApi(Drifts drifts, DeadLetterApi.Answer answer) {

    void addTo(Router router) {
        router.get("/api/drift").blockingHandler(this::show, false);
        router.post("/api/drift").blockingHandler(this::order, false);
    }

    private void show(RoutingContext context) {
        boolean whole = Caller.of(context).may(Caller.Role.OPERATOR);
        List<Drifts.Row> rows =
                drifts.rows().stream().map(row -> whole ? row : masked(row)).toList();
        Map<String, Object> body = new LinkedHashMap<>();
        Drifts.Status status = drifts.status();
        if (status != null) {
            body.put("sweep", status.told(Mask.of(Caller.of(context))));
        }
        body.put("value", rows);
        answer.give(context, 200, body);
    }

    private void order(RoutingContext context) {
        answer.give(context, 202, drifts.order(Caller.of(context).name()));
    }

    private static Drifts.Row masked(Drifts.Row row) {
        return row.userId() == null
                ? row
                : new Drifts.Row(row.storeNumber(), row.teamId(), Mask.HIDDEN, row.change(), row.action(), row.at());
    }
}
