package io.tandem.console;

import io.tandem.model.StoreNumber;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Stores in the REST API: {@code GET /api/stores}, {@code GET /api/stores/{number}} and, for the team that serves no store,
 * {@code GET /api/communications}.
 *
 * @param seen what is shown to whoever asks
 * @param answer answers with a body
 */
record StoreApi(Function<RoutingContext, OpsServer.Views> seen, BiConsumer<RoutingContext, Object> answer) {

    void addTo(Router router) {
        router.get("/api/stores").blockingHandler(this::list, false);
        router.get("/api/communications").blockingHandler(this::communications, false);
        router.get("/api/stores/:number").blockingHandler(this::store, false);
    }

    private void list(RoutingContext context) {
        answer.accept(context, Map.of("value", seen.apply(context).stores().stores()));
    }

    private void communications(RoutingContext context) {
        seen.apply(context)
                .stores()
                .communications()
                .ifPresentOrElse(
                        team -> answer.accept(context, team),
                        () -> Problem.notFound("nobody ever held the role Retail task manager")
                                .answer(context));
    }

    private void store(RoutingContext context) {
        String text = Objects.requireNonNullElse(context.pathParam("number"), "");
        OpsServer.Views views = seen.apply(context);
        number(text)
                .flatMap(views.stores()::store)
                .ifPresentOrElse(
                        store -> answer.accept(context, whole(store, views.tasks())),
                        () -> Problem.unknownStore(text).answer(context));
    }

    /** Team and tasks of a store in one. */
    private static Map<String, Object> whole(StoreViews.Detail store, TaskViews tasks) {
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
}
