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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Dead letters by cause, each with what would come of it, and replays with their progress. */
record LetterPages(Pages pages, LetterDesk desk) {
    static final List<String> STATES =
            Arrays.stream(LetterState.values()).map(LetterState::word).toList();
    static final int USUAL_RATE = 50;
    private static final String PATH = "/dead-letters";
    private static final int SIZE = 50;
    private static final int REPLAYS = 5;
    private static final int AT_ONCE = 200;

    /** What is asked for, as it was typed; empty = any. */
    record Asked(Map<String, String> values) {
        private static final List<String> NAMES =
                List.of("text", "cause", "store", "type", "key", "topic", "state", "from", "to");

        static Asked of(RoutingContext context) {
            Map<String, String> values = new TreeMap<>();
            NAMES.forEach(name -> values.put(name, Pages.text(context, name)));
            return new Asked(values);
        }

        String value(String name) {
            return values.getOrDefault(name, "");
        }

        LetterFilter filter() {
            return LetterFilter.read(this::value);
        }

        String at(String path, String... more) {
            String[] parameters = new String[values.size() * 2 + more.length];
            int at = 0;
            for (Map.Entry<String, String> value : values.entrySet()) {
                parameters[at++] = value.getKey();
                parameters[at++] = value.getValue();
            }
            System.arraycopy(more, 0, parameters, at, more.length);
            return Link.to(path, parameters);
        }

        /** The same letters, of one cause. */
        String of(@Nullable String cause) {
            Map<String, String> others = new TreeMap<>(values);
            others.put("cause", Objects.requireNonNullElse(cause, ""));
            return new Asked(others).at(PATH);
        }
    }

    /** The list. */
    record Board(
            Asked asked, List<DeadLetterBook.Group> groups, DeadLetterBook.Page page, List<ReplayBook.Replay> replays) {
        String next() {
            return page.next() == null
                    ? ""
                    : asked.at(PATH, "after", page.next().toString());
        }
    }

    /**
     * One letter.
     *
     * @param prospect what would come of a replay, null = it is not open
     * @param payload empty for those who may not see it
     */
    record One(
            DeadLetterBook.Row row,
            String payload,
            @Nullable Prospect prospect) {}

    /**
     * What would come of a replay of many.
     *
     * @param outcomes letters by the words of {@link Prospect#outcome()}
     * @param keys how many keys would become due
     */
    record Preview(Asked asked, int rate, long letters, Map<String, Long> outcomes, int keys) {}

    void addTo(Router router) {
        pages.get(router, PATH, this::board);
        pages.get(router, PATH + "/preview", this::preview);
        pages.get(router, PATH + "/:id", this::letter);
        pages.post(router, PATH + "/replay", this::replay);
        pages.post(router, PATH + "/replays/:number/cancel", this::cancel);
        pages.post(router, PATH + "/:id/replay", this::replayOne);
        pages.post(router, PATH + "/:id/discard", this::discard);
    }

    private void board(RoutingContext context) {
        Asked asked = Asked.of(context);
        LetterFilter filter = asked.filter();
        pages.show(
                context,
                Section.DEAD_LETTERS,
                "Dead letters",
                "deadLetters",
                new Board(
                        asked,
                        desk.letters().groups(filter, DeadLetterBook.By.CAUSE, SIZE),
                        MaskedLetters.seenBy(
                                Caller.of(context), desk.letters().page(filter, Requests.after(context), SIZE)),
                        desk.replays().latest(REPLAYS)));
    }

    private void letter(RoutingContext context) {
        Optional<DeadLetterBook.Whole> found = desk.letters().find(id(context));
        if (found.isEmpty()) {
            pages.problem(context, new Problem(404, "No such letter", "There is no such dead letter."));
            return;
        }
        DeadLetterBook.Whole whole = found.get();
        boolean operator = Caller.of(context).may(Caller.Role.OPERATOR);
        boolean open = whole.row().state().equals(LetterState.OPEN.word());
        pages.show(
                context,
                Section.DEAD_LETTERS,
                "Dead letter " + whole.row().id(),
                "deadLetter",
                new One(
                        MaskedLetters.seenBy(Caller.of(context), whole.row()),
                        operator ? text(sent(whole).value()) : "",
                        open && operator ? desk.foresight().of(sent(whole)) : null));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static DeadLetter sent(DeadLetterBook.Whole whole) {
        byte[] repaired = whole.repaired();
        return repaired == null ? whole.letter() : whole.letter().with(repaired);
    }

    private void preview(RoutingContext context) {
        Asked asked = Asked.of(context);
        Map<String, Long> outcomes = new TreeMap<>();
        Set<String> keys = new HashSet<>();
        long letters = 0;
        long after = 0;
        for (List<DeadLetterBook.Whole> some = next(asked, after); !some.isEmpty(); some = next(asked, after)) {
            desk.foresight()
                    .count(some.stream().map(LetterPages::sent).toList(), keys)
                    .forEach((word, count) -> outcomes.merge(word, count, Long::sum));
            letters += some.size();
            after = some.getLast().number();
        }
        outcomes.values().removeIf(count -> count == 0);
        pages.show(
                context,
                Section.DEAD_LETTERS,
                "Replay",
                "replay",
                new Preview(asked, rate(context), letters, outcomes, keys.size()));
    }

    private List<DeadLetterBook.Whole> next(Asked asked, long after) {
        return desk.letters().replayable(desk.topics(), asked.filter(), after, AT_ONCE);
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
        begin(context, Asked.of(context).filter(), rate(context));
    }

    private void replayOne(RoutingContext context) {
        begin(context, LetterFilter.of(Set.of(id(context))), USUAL_RATE);
    }

    private void begin(RoutingContext context, LetterFilter filter, int rate) {
        desk.replays().begin(new Order(Caller.of(context).name(), filter, desk.topics(), rate));
        StorePages.to(context, PATH);
    }

    private void cancel(RoutingContext context) {
        desk.replays()
                .cancel(
                        Requests.number("replay", context.pathParam("number")),
                        Caller.of(context).name());
        StorePages.to(context, PATH);
    }

    private void discard(RoutingContext context) {
        LetterId id = id(context);
        String reason = Pages.text(context, "reason");
        if (reason.isEmpty() || reason.length() > 500) {
            throw new IllegalArgumentException("give a reason of 1 to 500 characters");
        }
        desk.letters().discard(id, Caller.of(context).name(), reason);
        StorePages.to(context, PATH + "/" + id);
    }

    private static LetterId id(RoutingContext context) {
        return LetterId.parse(Objects.requireNonNullElse(context.pathParam("id"), ""));
    }
}
