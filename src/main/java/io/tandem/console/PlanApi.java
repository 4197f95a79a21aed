package io.tandem.console;

import io.tandem.model.TeamSource;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;

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
        Caller caller = Caller.of(context);
        if (store.isEmpty()) {
            answer.accept(context, plans.all().brief(caller));
            return;
        }
        plans.of(TeamSource.of(store))
                .ifPresentOrElse(
                        plan -> answer.accept(context, plan.whole(caller)),
                        () -> Problem.unknownStore(store).answer(context));
    }
}
