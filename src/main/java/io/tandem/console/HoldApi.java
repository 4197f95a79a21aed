package io.tandem.console;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removals that wait for approval, and runs of removals that can be undone ({@code GET /api/runs}, {@code GET /api/runs/{id}}, {@code POST
 * /api/runs/{id}/undo}), in the REST API: {@code GET /api/holds}, {@code GET /api/holds/{id}}, and {@code POST
 * /api/holds/{id}/approve}, {@code /reject} or {@code /undo}, which may say {@code ?reason=}. Both decisions say the
 * {@code ?revision=} of the hold that was shown.
 *
 * @param holds what waits, as whoever asks may see it
 * @param answer answers with a body
 */
record HoldApi(Function<RoutingContext, Holds> holds, BiConsumer<RoutingContext, Object> answer) {
    private static final String HOLD = "/api/holds/:number";
    private static final String RUNS = "/api/runs";
    private static final String RUN = RUNS + "/:number";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    static final int LONGEST_REASON = 500;

    void addTo(Router router) {
        router.get("/api/holds")
                .blockingHandler(
                        context -> answer.accept(
                                context, Map.of("value", holds.apply(context).holds())),
                        false);
        router.get(RUNS)
                .blockingHandler(
                        context -> answer.accept(
                                context, Map.of("value", holds.apply(context).runs())),
                        false);
        router.get(HOLD).blockingHandler(this::show, false);
        router.post(HOLD + "/approve").blockingHandler(this::approve, false);
        router.post(HOLD + "/reject").blockingHandler(this::reject, false);
        router.post(HOLD + "/undo").blockingHandler(this::undo, false);
        router.get(RUN).blockingHandler(this::show, false);
        router.post(RUN + "/undo").blockingHandler(this::undo, false);
    }

    private void show(RoutingContext context) {
        OptionalLong number = number(context);
        number.stream()
                .boxed()
                .flatMap(known -> holds.apply(context).hold(known).stream())
                .findFirst()
                .ifPresentOrElse(hold -> answer.accept(context, hold), () -> notFound(context));
    }

    /** One of the two decisions. */
    private interface Decision {
        Holds.Verdict decide(Holds holds, long number, String revision, String who, @Nullable String reason);
    }

    private void approve(RoutingContext context) {
        decide(context, Holds::approve);
    }

    private void reject(RoutingContext context) {
        decide(context, Holds::reject);
    }

    private void decide(RoutingContext context, Decision decision) {
        String revision = context.request().getParam("revision");
        if (!isAsked(context)) {
            return;
        }
        long number = number(context).orElseThrow();
        if (revision == null || revision.isBlank()) {
            new Problem(
                            400,
                            "Bad Request",
                            "revision is missing; say the one that GET /api/holds/" + number
                                    + " shows, so that only those are decided on who were shown")
                    .answer(context);
            return;
        }
        Holds seen = holds.apply(context);
        switch (decision.decide(seen, number, revision, Caller.of(context).name(), reason(context))) {
            case DECIDED -> show(context);
            case NOT_OPEN -> conflict(context, notOpen(number));
            case CHANGED ->
                conflict(context, seen.hold(number).orElseThrow().hold().changedSince(revision));
        }
    }

    private static String notOpen(long number) {
        return "hold " + number + " is not open any more; look at it again with GET /api/holds/" + number;
    }

    /** Undoing twice is undoing once. */
    private void undo(RoutingContext context) {
        if (isAsked(context)) {
            long number = number(context).orElseThrow();
            Holds seen = holds.apply(context);
            Holds.Undoing undone = seen.undo(number, Caller.of(context).name(), reason(context));
            Holds.Row hold = seen.hold(number).orElseThrow().hold();
            if (undone == Holds.Undoing.NOBODY) {
                conflict(context, hold.bringsNobodyBack());
            } else if (hold.undone() != null) {
                show(context);
            } else {
                conflict(
                        context,
                        "hold " + number + " is " + hold.state() + ": nothing came of it, so there is nothing to undo");
            }
        }
    }

    /** Answers what cannot be asked so. */
    private boolean isAsked(RoutingContext context) {
        String reason = reason(context);
        OptionalLong number = number(context);
        if (reason != null && reason.length() > LONGEST_REASON) {
            new Problem(400, "Bad Request", "reason is longer than " + LONGEST_REASON + " characters").answer(context);
            return false;
        }
        boolean known = number.isPresent()
                && holds.apply(context).hold(number.getAsLong()).isPresent();
        if (!known) {
            notFound(context);
        }
        return known;
    }

    private static @Nullable String reason(RoutingContext context) {
        return context.request().getParam("reason");
    }

    private static void conflict(RoutingContext context, String why) {
        new Problem(409, "Conflict", why).answer(context);
    }

    static OptionalLong number(RoutingContext context) {
        String text = String.valueOf(context.pathParam("number"));
        return NUMBER.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static void notFound(RoutingContext context) {
        Problem.notFound("there is no hold '" + context.pathParam("number") + "'; GET /api/holds lists them")
                .answer(context);
    }
}
