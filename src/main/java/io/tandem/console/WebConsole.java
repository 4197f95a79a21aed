package io.tandem.console;

import io.tandem.model.StoreNumber;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The pages at the ops port, and what of the REST API came with them. */
final class WebConsole implements AutoCloseable {
    private final Assets assets = new Assets();
    private final OpsServer.Views views;
    private final ConsoleParts parts;
    private final Watch watch;
    private final Pages pages;
    private final Clock clock;

    WebConsole(OpsServer.Views views, ConsoleParts parts, Pulse pulse, Clock clock) {
        this.views = views;
        this.parts = parts;
        this.clock = clock;
        this.watch = new Watch(pulse, parts.budgets(), clock);
        this.pages = new Pages(assets, watch, clock);
    }

    /** Adds what everybody may have. */
    void addAssetsTo(Router router) {
        assets.addTo(router);
    }

    /** To be added behind what lets in. */
    void addTo(Router router, DeadLetterApi.Answer answer) {
        watch.start();
        new OverviewPage(pages, views, parts, watch).addTo(router);
        new StorePages(pages, views, parts).addTo(router);
        new TaskPages(pages, parts.tasks()).addTo(router);
        HierarchyDesk hierarchies = new HierarchyDesk(parts.hierarchies(), clock);
        new HierarchyPages(pages, hierarchies).addTo(router);
        new HierarchyApi(hierarchies).addTo(router);
        new ExplainPages(pages, parts).addTo(router);
        new HoldPages(pages, views).addTo(router);
        new LetterPages(pages, views.letters()).addTo(router);
        new ActivityPage(pages, views.letters().activity()).addTo(router);
        router.post("/api/stores/:number/sync").blockingHandler(this::sync, false);
        new DriftApi(parts.drifts(), answer).addTo(router);
        router.post("/api/sync").blockingHandler(this::syncAll, false);
    }

    /** Adds to the REST API what these parts know. */
    void addApiTo(Router router, BiConsumer<RoutingContext, Object> answer) {
        new PlanApi(parts.plans(), answer).addTo(router);
        new ExplainApi(parts, views, answer).addTo(router);
        new DoctorApi(parts.doctor(), answer).addTo(router);
        new EnabledApi(parts.enabling(), answer).addTo(router);
    }

    @Override
    public void close() {
        watch.close();
    }

    private void sync(RoutingContext context) {
        String text = Objects.requireNonNullElse(context.pathParam("number"), "");
        try {
            if (parts.syncs().sync(new StoreNumber(text), Caller.of(context).name())) {
                context.response().setStatusCode(202);
                context.json(Map.of("due", 1));
                return;
            }
        } catch (IllegalArgumentException noNumber) {
            // Then nobody ever named it.
        }
        Problem.unknownStore(text).answer(context);
    }

    private void syncAll(RoutingContext context) {
        long due = parts.syncs().syncAll(Caller.of(context).name());
        context.response().setStatusCode(202);
        context.json(Map.of("due", due));
    }
}
