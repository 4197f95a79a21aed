package io.tandem.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.console.DeadLetterApi.Answer;
import io.tandem.deadletter.DeadLetterBook.Whole;
import io.tandem.deadletter.ReplayBook.Order;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replays in the REST API: {@code POST /api/dead-letters/replay} with {@code ids} or a {@code filter}, and {@code rate},
 * {@code payload} and {@code dryRun}; {@code GET /api/dead-letters/replays}, {@code GET /api/dead-letters/replays/{number}} and
 * {@code POST /api/dead-letters/replays/{number}/cancel}.
 */
record ReplayApi(LetterDesk desk, Answer answer) {
    private static final String REPLAYS = DeadLetterApi.PATH + "/replays";
    private static final int USUAL_RATE = 100;
    private static final int LATEST = 100;
    private static final int SHOWN = 20;

    /** Events that come meanwhile wait. */
    private static final int TRIED = 10_000;

    /** A letter of a rehearsal. */
    record Rehearsed(String id, Prospect prospect) {}

    void addTo(Router router) {
        router.post(DeadLetterApi.PATH + "/replay").blockingHandler(Requests.operated(this::replay), false);
        router.get(REPLAYS)
                .blockingHandler(
                        context -> answer.give(
                                context,
                                200,
                                Map.of(
                                        "value",
                                        MaskedLetters.seenBy(
                                                Caller.of(context),
                                                desk.replays().latest(LATEST)))),
                        false);
        router.get(REPLAYS + "/:number").blockingHandler(Requests.checked(this::show), false);
        router.post(REPLAYS + "/:number/cancel").blockingHandler(Requests.operated(this::cancel), false);
    }

    private void replay(RoutingContext context) {
        JsonNode body = Requests.body(context, Set.of("ids", "filter", "rate", "payload", "dryRun"));
        Order order = order(body, Caller.of(context).name());
        if (flag(body.path("dryRun"))) {
            answer.give(context, 200, rehearse(order, Caller.of(context)));
            return;
        }
        desk.unfit(order).ifPresentOrElse(why -> new Problem(409, "Conflict", why).answer(context), () -> {
            long number = desk.replays().begin(order);
            answer.give(context, 202, desk.replays().find(number).orElseThrow());
        });
    }

    private static boolean flag(JsonNode value) {
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException("dryRun is true or false");
        }
        return value.asBoolean();
    }

    private Order order(JsonNode body, String who) {
        JsonNode rate = body.path("rate");
        if (!rate.isMissingNode() && !rate.canConvertToInt()) {
            throw new IllegalArgumentException("rate is a whole number of letters a second");
        }
        return new Order(
                who, Meant.letters(body), desk.topics(), rate.asInt(USUAL_RATE), payload(body.path("payload")));
    }

    /** As text, or as the JSON that it is. */
    private static byte @Nullable [] payload(JsonNode payload) {
        if (payload.isMissingNode() || payload.isNull()) {
            return null;
        }
        String text = payload.isTextual() ? payload.textValue() : payload.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> rehearse(Order order, Caller caller) {
        LetterDesk.Trial trial = desk.tried(order, TRIED);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("dryRun", true);
        body.put("letters", trial.letters());
        desk.unfit(order).ifPresent(why -> body.put("unfit", why));
        body.put("tried", trial.tried());
        body.put("outcomes", trial.forecast().outcomes());
        body.put("keysDue", trial.forecast().keys().size());
        body.put("tasksDue", trial.forecast().tasks());
        body.put("plan", trial.forecast().plan().brief(caller));
        body.put(
                "value",
                desk.first(order, SHOWN).stream()
                        .map(whole -> rehearsed(order, whole))
                        .toList());
        return body;
    }

    private Rehearsed rehearsed(Order order, Whole whole) {
        return new Rehearsed(whole.row().id(), desk.foresight().of(LetterDesk.sent(order.repaired(), whole)));
    }

    private void show(RoutingContext context) {
        long number = number(context);
        desk.replays()
                .find(number)
                .ifPresentOrElse(
                        replay -> answer.give(context, 200, MaskedLetters.seenBy(Caller.of(context), replay)),
                        () -> missing(context, number));
    }

    private void cancel(RoutingContext context) {
        long number = number(context);
        desk.cancel(number, Caller.of(context).name())
                .ifPresentOrElse(
                        problem -> problem.answer(context),
                        () -> answer.give(
                                context, 200, desk.replays().find(number).orElseThrow()));
    }

    private static long number(RoutingContext context) {
        return Requests.number("replay", context.pathParam("number"));
    }

    private static void missing(RoutingContext context, long number) {
        Problem.notFound("there is no replay " + number).answer(context);
    }
}
