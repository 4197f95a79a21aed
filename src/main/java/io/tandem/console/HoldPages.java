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

    private void approve(RoutingContext context) {
        Decision<Holds.Verdict> approve = (holds, number, reason) -> holds.approve(
                number, Pages.text(context, "revision"), Caller.of(context).name(), reason);
        decide(context, approve);
    }

    private void reject(RoutingContext context) {
        Decision<Holds.Verdict> reject = (holds, number, reason) -> holds.reject(
                number, Pages.text(context, "revision"), Caller.of(context).name(), reason);
        decide(context, reject);
    }

    /** What somebody does about a hold, with the reason that was said. */
    private interface Decision<V> {
        V decide(Holds holds, long number, @Nullable String reason);
    }

    /** Whoever was overtaken sees what was decided, or that the hold is another by now. */
    private void decide(RoutingContext context, Decision<Holds.Verdict> decision) {
        String revision = Pages.text(context, "revision");
        Optional<Holds.Row> changed = refused(context, decision, Holds.Verdict.CHANGED);
        answer(
                context,
                changed.map(hold -> problem("Hold " + hold.number() + " changed", hold.changedSince(revision))));
    }

    /** Only who has said to be sure: it changes many teams. */
    private void undo(RoutingContext context) {
        Decision<Holds.Undoing> undo =
                (holds, number, reason) -> holds.undo(number, Caller.of(context).name(), reason);
        Optional<Holds.Row> inVain = Pages.text(context, "sure").equals("yes")
                ? refused(context, undo, Holds.Undoing.NOBODY)
                : Optional.empty();
        answer(context, inVain.map(hold -> problem("Nothing was undone", hold.bringsNobodyBack())));
    }

    private <V> Optional<Holds.Row> refused(RoutingContext context, Decision<V> decision, V refusal) {
        Holds holds = holds(context);
        return HoldApi.number(context).stream()
                .boxed()
                .filter(number -> decision.decide(holds, number, said(Pages.text(context, "reason"))) == refusal)
                .flatMap(number -> holds.hold(number).stream())
                .map(Holds.Detail::hold)
                .findFirst();
    }

    private static Problem problem(String title, String sentence) {
        return new Problem(409, title, Wording.capital(sentence) + ".");
    }

    private void answer(RoutingContext context, Optional<Problem> problem) {
        problem.ifPresentOrElse(wrong -> pages.problem(context, wrong), () -> back(context));
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
