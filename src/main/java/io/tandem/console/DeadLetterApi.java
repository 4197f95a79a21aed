package io.tandem.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetterBook.By;
import io.tandem.deadletter.DeadLetterBook.Page;
import io.tandem.deadletter.DeadLetterBook.Whole;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters in the REST API: {@code GET /api/dead-letters?cause=&type=&key=&store=&topic=&state=&from=&to=&text=&limit=&after=},
 * {@code GET /api/dead-letters/groups?by=}, {@code GET /api/dead-letters/{id}}, {@code POST /api/dead-letters/{id}/discard}, {@code POST
 * /api/dead-letters/discard} with {@code ids} or a {@code filter}, and {@code POST /api/dead-letters/rebuild}. Only a letter that is asked for by its id shows its
 * payload, and only to operators.
 *
 * @param answer answers with a status and a body
 */
record DeadLetterApi(LetterDesk desk, Answer answer) {
    static final String PATH = "/api/dead-letters";
    private static final int USUAL_LIMIT = 200;

    /** Answers a request. */
    interface Answer {
        void give(RoutingContext context, int status, Object body);
    }

    void addTo(Router router) {
        router.get(PATH).blockingHandler(Requests.checked(this::list), false);
        router.get(PATH + "/groups").blockingHandler(Requests.checked(this::groups), false);
        router.post(PATH + "/discard").blockingHandler(Requests.operated(this::discardAll), false);
        router.post(PATH + "/rebuild").blockingHandler(Requests.operated(this::rebuild), false);
        new ReplayApi(desk, answer).addTo(router);
        router.get(PATH + "/:id").blockingHandler(Requests.checked(this::show), false);
        router.post(PATH + "/:id/discard").blockingHandler(Requests.operated(this::discard), false);
        router.get("/api/activity").blockingHandler(Requests.checked(this::activity), false);
    }

    private void list(RoutingContext context) {
        int limit = Requests.limit(context, USUAL_LIMIT);
        Caller caller = Caller.of(context);
        Page page = desk.letters().page(filter(context), Requests.after(context), limit);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("total", page.total());
        body.put(
                "value",
                page.rows().stream()
                        .map(row -> MaskedLetters.seenBy(caller, row))
                        .toList());
        if (page.next() != null) {
            body.put("next", PATH + "?" + wanted(context) + "limit=" + limit + "&after=" + page.next());
        }
        answer.give(context, 200, body);
    }

    private static LetterFilter filter(RoutingContext context) {
        return MaskedLetters.askedBy(
                Caller.of(context), LetterFilter.read(name -> context.request().getParam(name)));
    }

    private static String wanted(RoutingContext context) {
        StringBuilder wanted = new StringBuilder();
        LetterFilter.PARAMETERS.stream().sorted().forEach(name -> {
            String value = context.request().getParam(name);
            if (value != null && !value.isBlank()) {
                wanted.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&');
            }
        });
        return wanted.toString();
    }

    private void groups(RoutingContext context) {
        By by = Requests.parameter(context, "by", By::of, By.CAUSE);
        answer.give(
                context,
                200,
                Map.of(
                        "by",
                        by.word(),
                        "value",
                        desk.letters().groups(filter(context), by, Requests.limit(context, USUAL_LIMIT))));
    }

    private void show(RoutingContext context) {
        LetterId id = id(context);
        desk.letters()
                .find(id)
                .ifPresentOrElse(
                        whole -> answer.give(context, 200, body(whole, Caller.of(context))),
                        () -> missing(context, id));
    }

    /** A payload may name people: it is for those who work on letters. */
    private static Map<String, Object> body(Whole whole, Caller caller) {
        DeadLetter letter = whole.letter();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("letter", MaskedLetters.seenBy(caller, whole.row()));
        letter.exception().ifPresent(exception -> body.put("exception", exception));
        if (!caller.may(Caller.Role.OPERATOR)) {
            return body;
        }
        body.put("headers", letter.originalHeaders());
        payload(body, "payload", letter.value());
        payload(body, "repaired", whole.repaired());
        return body;
    }

    /** As text where it is one, else in Base64. */
    private static void payload(Map<String, Object> body, String name, byte @Nullable [] bytes) {
        if (bytes != null) {
            Optional<String> text = text(bytes);
            body.put(
                    text.isPresent() ? name : name + "Base64",
                    text.orElseGet(() -> Base64.getEncoder().encodeToString(bytes)));
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private void discard(RoutingContext context) {
        LetterId id = id(context);
        String reason = reason(Requests.body(context, Set.of("reason")));
        desk.discard(id, Caller.of(context).name(), reason)
                .ifPresentOrElse(
                        problem -> problem.answer(context),
                        () -> answer.give(
                                context,
                                200,
                                Map.of(
                                        "letter",
                                        desk.letters().find(id).orElseThrow().row())));
    }

    private static String reason(JsonNode body) {
        return body.path("reason").asText("").strip();
    }

    private void discardAll(RoutingContext context) {
        JsonNode body = Requests.body(context, Set.of("ids", "filter", "reason"));
        int discarded = desk.discard(Meant.letters(body), Caller.of(context).name(), reason(body));
        answer.give(context, 200, Map.of("discarded", discarded));
    }

    private void rebuild(RoutingContext context) {
        String who = Caller.of(context).name();
        desk.activity().add(who, "dead-letter.rebuild", "index", "begun");
        long missing = desk.rebuild().getAsLong();
        desk.activity().add(who, "dead-letter.rebuild", "index", missing + " letters were missing");
        answer.give(context, 200, Map.of("missing", missing));
    }

    private void activity(RoutingContext context) {
        int limit = Requests.limit(context, USUAL_LIMIT);
        var entries = desk.activity().latest(Requests.after(context), limit).stream()
                .map(entry -> entry.seenBy(Caller.of(context)))
                .toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("value", entries);
        if (entries.size() == limit) {
            body.put(
                    "next",
                    "/api/activity?limit=" + limit + "&after="
                            + entries.getLast().number());
        }
        answer.give(context, 200, body);
    }

    private static LetterId id(RoutingContext context) {
        return LetterId.parse(Objects.requireNonNullElse(context.pathParam("id"), ""));
    }

    private static void missing(RoutingContext context, LetterId id) {
        Problem.notFound("there is no dead letter " + id).answer(context);
    }
}
