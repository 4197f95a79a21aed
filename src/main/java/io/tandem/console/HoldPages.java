package io.tandem.console;

import io.tandem.console.Frame.Section;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removals that wait until somebody approves them. */
record HoldPages(Pages pages, OpsServer.Views views) {
    static final String PATH = "/holds";

    /** All of them. */
    record All(List<Holds.Row> holds) {}

    void addTo(Router router) {
        pages.get(router, PATH, this::list);
        pages.get(router, PATH + "/:number", this::show);
        pages.post(router, PATH + "/:number/approve", context -> decide(context, true));
        pages.post(router, PATH + "/:number/reject", context -> decide(context, false));
        pages.post(router, PATH + "/:number/undo", this::undo);
    }

    private void list(RoutingContext context) {
        pages.show(
                context, Section.HOLDS, "Holds", "holds", new All(holds(context).holds()));
    }

    private void show(RoutingContext context) {
        Optional<Holds.Detail> hold = HoldApi.number(context).stream()
                .boxed()
                .flatMap(number -> holds(context).hold(number).stream())
                .findFirst();
        if (hold.isEmpty()) {
            pages.problem(context, new Problem(404, "No such hold", "There is no hold of this number."));
        } else {
            pages.show(context, Section.HOLDS, "Hold " + hold.get().hold().number(), "hold", hold.get());
        }
    }

    /** Whoever was overtaken sees what was decided. */
    private void decide(RoutingContext context, boolean approve) {
        String reason = Pages.text(context, "reason");
        HoldApi.number(context)
                .ifPresent(number -> holds(context)
                        .decide(number, approve, Caller.of(context).name(), said(reason)));
        back(context);
    }

    /** Only who has said to be sure: it changes many teams. */
    private void undo(RoutingContext context) {
        if (Pages.text(context, "sure").equals("yes")) {
            HoldApi.number(context)
                    .ifPresent(number -> holds(context)
                            .undo(number, Caller.of(context).name(), said(Pages.text(context, "reason"))));
        }
        back(context);
    }

    private static void back(RoutingContext context) {
        context.response()
                .setStatusCode(303)
                .putHeader("location", PATH + "/" + context.pathParam("number"))
                .end();
    }

    private static @Nullable String said(String reason) {
        return reason.isEmpty() ? null : reason.substring(0, Math.min(reason.length(), HoldApi.LONGEST_REASON));
    }

    private Holds holds(RoutingContext context) {
        return views.seenBy(Caller.of(context)).holds();
    }
}
