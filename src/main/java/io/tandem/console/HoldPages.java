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

    /** All of them, and the runs that needed no approval. */
    record All(List<Holds.Row> holds, List<Holds.Row> passed) {}

    void addTo(Router router) {
        pages.get(router, PATH, this::list);
        pages.get(router, PATH + "/:number", this::show);
        pages.post(router, PATH + "/:number/approve", this::approve);
        pages.post(router, PATH + "/:number/reject", this::reject);
        pages.post(router, PATH + "/:number/undo", this::undo);
    }

    private void list(RoutingContext context) {
        Holds holds = holds(context);
        List<Holds.Row> passed = holds.runs().stream()
                .filter(run -> run.state().equals("passed"))
                .toList();
        pages.show(context, Section.HOLDS, "Holds", "holds", new All(holds.holds(), passed));
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

    /** Whoever was overtaken sees what was decided, or that the hold is another by now. */
    private void approve(RoutingContext context) {
        String revision = Pages.text(context, "revision");
        Holds holds = holds(context);
        Optional<String> changed = HoldApi.number(context).stream()
                .boxed()
                .filter(number ->
                        holds.approve(number, revision, Caller.of(context).name(), said(Pages.text(context, "reason")))
                                == Holds.Approval.CHANGED)
                .flatMap(number -> holds.hold(number).stream())
                .map(detail -> new Problem(409, "Conflict", detail.hold().changedSince(revision)).sentence())
                .findFirst();
        changed.ifPresentOrElse(
                sentence -> pages.problem(context, new Problem(409, "The hold changed", sentence)),
                () -> back(context));
    }

    private void reject(RoutingContext context) {
        HoldApi.number(context)
                .ifPresent(number ->
                        holds(context).reject(number, Caller.of(context).name(), said(Pages.text(context, "reason"))));
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
