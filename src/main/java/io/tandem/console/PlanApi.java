package io.tandem.console;

import io.tandem.console.Caller.Role;
import io.tandem.model.TeamSource;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * What would be done: {@code GET /api/plan}, which leaves out stores with nothing to do and nothing to say, and {@code GET
 * /api/plan?store=000135}.
 *
 * @param answer answers with a body
 */
record PlanApi(Plans plans, BiConsumer<RoutingContext, Object> answer) {

    void addTo(Router router) {
        router.get("/api/plan").blockingHandler(Requests.checked(this::show), false);
    }

    private void show(RoutingContext context) {
        String store = Requests.parameter(context, "store", text -> text, "");
        List<PlannedStore> all = store.isEmpty()
                ? plans.all()
                : plans.of(TeamSource.of(store)).stream().toList();
        if (!store.isEmpty() && all.isEmpty()) {
            Problem.unknownStore(store).answer(context);
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("at", plans.now());
        body.put("summary", summary(all));
        body.put(
                "value",
                all.stream()
                        .filter(one -> !store.isEmpty() || !one.group().equals("inStep"))
                        .map(one -> Caller.of(context).may(Role.OPERATOR) ? one : one.masked())
                        .toList());
        answer.accept(context, body);
    }

    private static Map<String, Long> summary(List<PlannedStore> all) {
        Map<String, Long> summary = new LinkedHashMap<>();
        summary.put("stores", count(all, one -> one.isOfStore() ? 1 : 0));
        summary.put("communications", count(all, one -> one.isOfStore() ? 0 : 1));
        summary.put("inStep", count(all, one -> one.group().equals("inStep") ? 1 : 0));
        summary.put("toChange", count(all, one -> one.steps().isEmpty() ? 0 : 1));
        summary.put("newTeams", count(all, one -> steps(one, "createTeam")));
        summary.put("additions", count(all, PlannedStore::additions));
        summary.put("removals", count(all, PlannedStore::removals));
        summary.put("awaitingApproval", count(all, PlannedStore::awaitingApproval));
        summary.put("roleChanges", count(all, one -> steps(one, "changeRole")));
        summary.put("renames", count(all, one -> steps(one, "renameTeam")));
        summary.put("held", count(all, one -> one.holds().isEmpty() ? 0 : 1));
        summary.put("findings", count(all, one -> one.findings().size()));
        summary.put("assumed", count(all, PlannedStore::assumed));
        return summary;
    }

    private static long count(List<PlannedStore> all, ToLongFunction<PlannedStore> what) {
        return all.stream().mapToLong(what).sum();
    }

    private static long steps(PlannedStore store, String kind) {
        return store.steps().stream().filter(step -> step.kind().equals(kind)).count();
    }
}
