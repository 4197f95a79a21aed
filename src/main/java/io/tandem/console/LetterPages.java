package io.tandem.console;

import io.tandem.console.Frame.Section;
import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.LetterState;
import io.tandem.deadletter.ReplayBook;
import io.tandem.deadletter.ReplayBook.Order;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Dead letters by cause and by key, each with what would come of it, and replays with their progress. */
record LetterPages(Pages pages, LetterDesk desk) {
    static final List<String> STATES =
            Arrays.stream(LetterState.values()).map(LetterState::word).toList();
    static final int USUAL_RATE = 50;
    static final String PATH = "/dead-letters";
    private static final int SIZE = 50;
    private static final int REPLAYS = 5;
    private static final int KEYS = 10;

    /** Trying letters holds up the intake, and whoever looks at a page does not wait for ten thousand. */
    private static final int TRIED = 500;

    /**
     * The list.
     *
     * @param causes how many letters have which cause
     * @param keys the same of keys, those with most of them
     */
    record Board(
            AskedLetters asked,
            List<DeadLetterBook.Group> causes,
            List<DeadLetterBook.Group> keys,
            DeadLetterBook.Page page,
            List<ReplayBook.Replay> replays) {
        String next() {
            return page.next() == null
                    ? ""
                    : asked.at(PATH, "after", page.next().toString());
        }
    }

    /**
     * One letter.
     *
     * @param fate what would come of a replay, null = it is not open
     * @param exception class of what was thrown, empty when nothing was
     * @param payload empty for those who may not see it
     * @param mendable whether another payload may be sent in place of it
     */
    record One(
            DeadLetterBook.Row row,
            String exception,
            String payload,
            boolean mendable,
            Foresight.@Nullable Fate fate) {}

    /**
     * What would come of a replay of many.
     *
     * @param unfit which of the letters that were named cannot be sent, and why
     * @param open how many are open, and may be discarded in place of that
     */
    record Preview(AskedLetters asked, int rate, String unfit, LetterDesk.Trial trial, long open) {
        long letters() {
            return trial.letters();
        }
    }

    void addTo(Router router) {
        pages.get(router, PATH, this::board);
        pages.get(router, PATH + "/preview", this::preview);
        pages.get(router, PATH + "/:id", this::letter);
        pages.post(router, PATH + "/replay", this::replay);
        pages.post(router, PATH + "/discard", this::discardAll);
        pages.post(router, PATH + "/replays/:number/cancel", this::cancel);
        pages.post(router, PATH + "/:id/try", this::rehearse);
        pages.post(router, PATH + "/:id/replay", this::replayOne);
        pages.post(router, PATH + "/:id/discard", this::discard);
    }

    private void board(RoutingContext context) {
        AskedLetters asked = AskedLetters.of(context);
        LetterFilter filter = MaskedLetters.askedBy(Caller.of(context), asked.filter());
        pages.show(
                context,
                Section.DEAD_LETTERS,
                "Dead letters",
                "deadLetters",
                new Board(
                        asked,
                        desk.letters().groups(filter, DeadLetterBook.By.CAUSE, SIZE),
                        desk.letters().groups(filter, DeadLetterBook.By.KEY, KEYS),
                        MaskedLetters.seenBy(
                                Caller.of(context), desk.letters().page(filter, Requests.after(context), SIZE)),
                        MaskedLetters.seenBy(Caller.of(context), desk.replays().latest(REPLAYS))));
    }

    private void letter(RoutingContext context) {
        show(context, LetterPages::sent);
    }

    /** The letter, as if it were sent with what was typed. */
    private void rehearse(RoutingContext context) {
        show(context, whole -> mended(context, whole).map(whole.letter()::with).orElseGet(() -> sent(whole)));
    }

    private void show(RoutingContext context, Function<DeadLetterBook.Whole, DeadLetter> sent) {
        Optional<DeadLetterBook.Whole> found = desk.letters().find(id(context));
        if (found.isEmpty()) {
            pages.problem(context, new Problem(404, "No such letter", "There is no such dead letter."));
            return;
        }
        DeadLetterBook.Whole whole = found.get();
        DeadLetter letter = sent.apply(whole);
        boolean operator = Caller.of(context).may(Caller.Role.OPERATOR);
        boolean workable = operator && whole.row().state().equals(LetterState.OPEN.word());
        pages.show(
                context,
                Section.DEAD_LETTERS,
                "Dead letter " + whole.row().id(),
                "deadLetter",
                new One(
                        MaskedLetters.seenBy(Caller.of(context), whole.row()),
                        whole.letter().exception().orElse(""),
                        operator ? text(letter.value()) : "",
                        workable && isMendable(whole),
                        workable ? desk.foresight().fate(letter) : null));
    }

    /** A key has no payload, and what is no text cannot be typed. */
    private static boolean isMendable(DeadLetterBook.Whole whole) {
        return whole.letter().origin() != null && !text(sent(whole).value()).contains("\uFFFD");
    }

    /** What was typed in place of what would be sent, empty when nothing else was. Browsers end lines in their own way. */
    private static Optional<byte[]> mended(RoutingContext context, DeadLetterBook.Whole whole) {
        String typed = Pages.text(context, "payload").replace("\r\n", "\n");
        String before = text(sent(whole).value()).replace("\r\n", "\n").strip();
        return typed.isEmpty() || typed.equals(before)
                ? Optional.empty()
                : Optional.of(typed.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static DeadLetter sent(DeadLetterBook.Whole whole) {
        return LetterDesk.sent(null, whole);
    }

    /** Trying letters holds up those who take events in, so it takes who may replay them. */
    private void preview(RoutingContext context) {
        if (!Caller.of(context).may(Caller.Role.OPERATOR)) {
            pages.problem(context, new Problem(403, "Not for viewers", "A replay takes the role operator."));
            return;
        }
        AskedLetters asked = AskedLetters.of(context).until(pages.instant());
        Order order = order(context, asked.filter());
        pages.show(
                context,
                Section.DEAD_LETTERS,
                "Replay",
                "replay",
                new Preview(
                        asked, order.rate(), desk.unfit(order).orElse(""), desk.tried(order, TRIED), desk.open(order)));
    }

    private static int rate(RoutingContext context) {
        String text = Pages.text(context, "rate");
        if (text.isEmpty()) {
            return USUAL_RATE;
        }
        if (!text.matches("\\d{1,4}")) {
            throw new IllegalArgumentException("rate=" + text + " is not a whole number from 1 to " + Order.FASTEST);
        }
        return Integer.parseInt(text);
    }

    private void replay(RoutingContext context) {
        begin(context, order(context, AskedLetters.of(context).filter()));
    }

    private Order order(RoutingContext context, LetterFilter filter) {
        return new Order(Caller.of(context).name(), filter, desk.topics(), rate(context));
    }

    private void replayOne(RoutingContext context) {
        LetterId id = id(context);
        byte @Nullable [] mended =
                desk.letters().find(id).flatMap(whole -> mended(context, whole)).orElse(null);
        LetterFilter one = LetterFilter.of(Set.of(id));
        begin(context, new Order(Caller.of(context).name(), one, desk.topics(), USUAL_RATE, mended));
    }

    private void begin(RoutingContext context, Order order) {
        Optional<String> unfit = desk.unfit(order);
        if (unfit.isPresent()) {
            pages.problem(context, new Problem(409, "This cannot be replayed", Wording.capital(unfit.get()) + "."));
        } else {
            desk.replays().begin(order);
            StorePages.to(context, PATH);
        }
    }

    private void cancel(RoutingContext context) {
        long number = Requests.number("replay", context.pathParam("number"));
        answer(context, desk.cancel(number, Caller.of(context).name()), PATH);
    }

    private void discard(RoutingContext context) {
        LetterId id = id(context);
        answer(context, desk.discard(id, Caller.of(context).name(), Pages.text(context, "reason")), PATH + "/" + id);
    }

    private void discardAll(RoutingContext context) {
        AskedLetters asked = AskedLetters.of(context);
        if (asked.isNothing()) {
            throw new IllegalArgumentException("No letter is named; go back and select some.");
        }
        desk.discard(asked.filter(), Caller.of(context).name(), Pages.text(context, "reason"));
        StorePages.to(context, PATH);
    }

    /** Whoever was overtaken is told so. */
    private void answer(RoutingContext context, Optional<Problem> problem, String done) {
        problem.ifPresentOrElse(
                wrong -> pages.problem(context, new Problem(wrong.status(), "Nothing was changed", wrong.sentence())),
                () -> StorePages.to(context, done));
    }

    private static LetterId id(RoutingContext context) {
        return LetterId.parse(Objects.requireNonNullElse(context.pathParam("id"), ""));
    }
}
