package io.tandem.cli;

import io.tandem.cli.Aftermath.Outcome;
import io.tandem.cli.Aftermath.Picture;
import io.tandem.cli.Deed.Kind;
import io.tandem.cli.Tidings.Told;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;

/** Tells in plain words what people did, what came of it and why. */
record DeedSummary(Picture picture) {

    /** Prints it; {@return whether every change arrived and none came back} */
    boolean print(PrintWriter out) {
        List<Outcome> planner = those(outcome -> outcome.deed().goesToCommerce());
        List<Outcome> till = those(outcome -> outcome.is(Kind.AT_THE_TILL));
        List<Outcome> conflicts = those(outcome -> outcome.deed().kind().isConflict());
        out.println("What people did, and what came of it:");
        part(
                out,
                "Planner -> Commerce",
                "%s made by people, %s, %s"
                        .formatted(
                                counted(planner.size(), "change"),
                                counted(messages(planner), "message"),
                                counted(picture.echoes(), "echo")),
                planner);
        part(
                out,
                "Commerce -> Planner",
                counted(till.size(), "status") + " set at the point of sale, " + arrived(till) + " seen in Planner",
                till);
        out.println("  Conflicts            " + arrived(conflicts) + ", decided by the rules of their fields");
        conflicts.forEach(each -> out.println("             " + conflict(each)));
        List<Outcome> added = those(outcome -> outcome.is(Kind.ADDED));
        part(
                out,
                "Teams -> Commerce",
                counted(added.size(), "change") + " to a team by hand, " + counted(messages(added), "message"),
                added);
        picture.unasked().forEach(message -> out.println("  ECHO OR WRONG        " + message));
        out.println();
        out.flush();
        return picture.isComplete() && picture.echoes() == 0;
    }

    private static void part(PrintWriter out, String label, String numbers, List<Outcome> outcomes) {
        out.println("  %-19s  %s".formatted(label, numbers));
        outcomes.forEach(each -> out.println("             " + sentence(each)));
    }

    private static String sentence(Outcome outcome) {
        Deed deed = outcome.deed();
        String what = deed.place() + ": "
                + switch (deed.kind()) {
                    case COMPLETED -> deed.who() + " completed " + task(deed);
                    case STARTED -> deed.who() + " began " + task(deed);
                    case DELETED -> deed.who() + " deleted " + task(deed);
                    case MADE -> deed.who() + " made " + task(deed);
                    case CLASHED -> deed.who() + " completed " + task(deed) + " as the point of sale said InProgress";
                    case RENAMED -> deed.who() + " renamed " + task(deed);
                    case AT_THE_TILL -> task(deed) + " was completed at the point of sale";
                    case ADDED -> deed.who() + " added " + deed.object().name();
                };
        return what + "; " + (outcome.arrived() ? after(outcome) : "NOT ARRIVED") + tooMany(outcome);
    }

    private static String after(Outcome outcome) {
        return switch (outcome.deed().kind()) {
            case COMPLETED, STARTED, DELETED -> "Commerce HQ shows " + outcome.shown();
            case MADE -> "Commerce was told, and gives it no row of its own";
            case AT_THE_TILL -> "Planner shows " + outcome.shown();
            case CLASHED ->
                "see Conflicts"
                        + (outcome.told().messages() > 1 ? "; told again, as the point of sale's word came after" : "");
            case RENAMED -> "put back";
            case ADDED -> outcome.shown();
        };
    }

    private static String conflict(Outcome outcome) {
        Deed deed = outcome.deed();
        return deed.place() + ", " + task(deed) + ": " + (outcome.arrived() ? outcome.shown() : "NOT DECIDED")
                + tooMany(outcome);
    }

    private static String tooMany(Outcome outcome) {
        long tooMany = outcome.told().tooMany();
        return tooMany == 0 ? "" : " (" + counted(tooMany, "message") + " too many)";
    }

    private static String counted(long number, String word) {
        return number + " " + (number == 1 ? word : word + (word.endsWith("s") || word.endsWith("o") ? "es" : "s"));
    }

    private static String task(Deed deed) {
        return "\"" + deed.title() + "\"";
    }

    private List<Outcome> those(Predicate<Outcome> which) {
        return picture.outcomes().stream().filter(which).toList();
    }

    private static long messages(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::told).mapToLong(Told::messages).sum();
    }

    private static long arrived(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome::arrived).count();
    }
}
