package io.tandem.cli;

import io.tandem.cli.UpdatesReader.Update;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which messages tell Commerce of which deeds, and which nobody's deed explains.
 *
 * @param deeds what people did
 * @param updates all that Commerce was told
 */
record Tidings(List<Deed> deeds, List<Update> updates) {

    /**
     * How Commerce was told of a deed.
     *
     * @param messages how many messages tell of it
     * @param tooMany how many of them Commerce need not have had
     */
    record Told(long messages, long tooMany) {
        static final Told NEVER = new Told(0, 0);
        static final Told ONCE = new Told(1, 0);
    }

    /** {@return how Commerce was told of a deed} */
    Told of(Deed deed) {
        List<Update> told = onPeople().filter(update -> tells(update, deed)).toList();
        return new Told(told.size(), told.size() - due(deed, told));
    }

    /** In a clash a word of Commerce may come when it was told already: then it hears what holds against that word too. */
    private static long due(Deed deed, List<Update> told) {
        return deed.kind() == Deed.Kind.CLASHED
                ? told.stream()
                        .map(update -> update.text("previousStatus"))
                        .distinct()
                        .count()
                : Math.min(1, told.size());
    }

    /** {@return the messages on tasks and rosters that tell of no deed, each in short: echoes, or wrong} */
    List<String> unasked() {
        return onPeople()
                .filter(update -> deeds.stream().noneMatch(deed -> tells(update, deed)))
                .map(update -> update.type() + " " + update.data())
                .toList();
    }

    /** What is told of teams and plans that Tandem made is no deed of anybody. */
    private Stream<Update> onPeople() {
        return updates.stream()
                .filter(update -> update.type().startsWith("planner.task.")
                        || update.type().equals(Deed.Kind.ADDED.told()));
    }

    private static boolean tells(Update update, Deed deed) {
        boolean same = switch (deed.kind()) {
            case MADE -> update.text("title").equals(deed.title());
            case ADDED -> update.text("userId").equals(deed.object().id());
            default -> update.text("plannerTaskId").equals(deed.plannerTaskId());
        };
        return same
                && update.type().equals(deed.kind().told())
                && update.text("storeNumber").equals(deed.store())
                && update.text("status").equals(deed.kind().status());
    }
}
