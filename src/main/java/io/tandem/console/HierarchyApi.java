package io.tandem.console;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * The targeting hierarchy in the REST API: {@code GET /api/hierarchy} says what would be exported, what is against it and
 * what it would change, {@code GET /api/hierarchy.csv} exports it. Both may say which one with {@code ?name=}, and how.
 */
record HierarchyApi(HierarchyDesk desk) {
    static final String FILE = "targeting-hierarchy.csv";

    void addTo(Router router) {
        router.get("/api/hierarchy").blockingHandler(answering(this::tell), false);
        router.get("/api/hierarchy.csv").blockingHandler(answering(this::export), false);
    }

    private Handler<RoutingContext> answering(BiConsumer<RoutingContext, HierarchyView> answer) {
        return Requests.checked(context -> {
            switch (HierarchyDesk.choose(desk.state().published(), Pages.text(context, "name"))) {
                case HierarchyDesk.Refused refused -> refused.problem().answer(context);
                case HierarchyDesk.Chosen chosen ->
                    answer.accept(context, desk.view(chosen.hierarchy(), HierarchyQuestion.form(context)));
            }
        });
    }

    private void export(RoutingContext context, HierarchyView view) {
        if (!view.draft().isExportable()) {
            HierarchyDesk.refusal(view, mask(context)).answer(context);
            return;
        }
        desk.handedOut(view.draft(), Caller.of(context));
        context.response()
                .putHeader("content-type", "text/csv; charset=utf-8")
                .putHeader("content-disposition", "attachment; filename=\"" + FILE + "\"")
                .end(SheetFile.csv(view.draft().sheet()));
    }

    private void tell(RoutingContext context, HierarchyView view) {
        context.json(new HierarchyBody(view.told(mask(context)), mask(context))
                .with(desk.state().published()));
    }

    /** {@return what a reason looks like for whoever asks: it may name people} */
    static UnaryOperator<String> mask(RoutingContext context) {
        return Mask.of(Caller.of(context));
    }
}
