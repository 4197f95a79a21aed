package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem holds}: removals that wait until somebody approves them. */
@Command(
        name = "holds",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HoldsCommand.ListCommand.class,
            HoldsCommand.ShowCommand.class,
            HoldsCommand.ApproveCommand.class,
            HoldsCommand.RejectCommand.class
        },
        description = "Lists, shows, approves and rejects removals of many people, and archiving of many teams.")
final class HoldsCommand {
    static final String PATH = "/api/holds";

    /** {@code tandem holds list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists what waits and what was decided.")
    static final class ListCommand extends OpsCommand {
        private static final String ROW = "%-6s %-9s %-10s %7s %7s  %-25s %s";

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode rows = ops.get(PATH).path("value");
            if (rows.isEmpty()) {
                out.println("Nothing waits, and nothing ever waited.");
            } else {
                out.println(ROW.formatted("HOLD", "KIND", "STATE", "PEOPLE", "STORES", "SINCE", "DECIDED BY"));
                rows.forEach(row -> out.println(ROW.formatted(
                        row.path("number").asText(),
                        row.path("kind").asText(),
                        row.path("undone").isObject()
                                ? "undone"
                                : row.path("state").asText(),
                        row.path("people").asText(),
                        row.path("stores").asText(),
                        row.path("madeAt").asText(),
                        row.path("decidedBy").asText("-"))));
            }
            return 0;
        }
    }

    /** {@code tandem holds show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows who would be removed from where.")
    static final class ShowCommand extends OpsCommand {
        @Parameters(paramLabel = "HOLD", description = "Number of the hold.")
        private long number;

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            print(out, ops.get(PATH + "/" + number));
            return 0;
        }
    }

    /** {@code tandem holds approve}. */
    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description =
                    "Shows the hold and, if that is meant, lets those go who are shown, or archives those teams. Nothing is done"
                            + " when others are in it meanwhile.")
    static final class ApproveCommand extends OpsCommand {
        @Mixin
        private Decision decision = new Decision();

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            return decision.decide("approve", ops, out);
        }
    }

    /** {@code tandem holds reject}. */
    @Command(
            name = "reject",
            mixinStandardHelpOptions = true,
            description =
                    "Shows the hold and, if that is meant, keeps those who are shown in their teams until Commerce decides on them"
                            + " anew. Nothing is done when others are in it meanwhile.")
    static final class RejectCommand extends OpsCommand {
        @Mixin
        private Decision decision = new Decision();

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            return decision.decide("reject", ops, out);
        }
    }

    /** What both decisions have in common. */
    private static final class Decision {
        @Parameters(paramLabel = "HOLD", description = "Number of the hold.")
        private long number;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept with the hold.")
        private @Nullable String reason;

        @Option(
                names = "--revision",
                paramLabel = "REVISION",
                description =
                        "Decides on what 'tandem holds show' showed with this revision, without showing it again.")
        private @Nullable String revision;

        @Option(names = "--yes", description = "Does not ask whether what is shown is meant.")
        private boolean yes;

        int decide(String verb, OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            String shown = revision;
            if (shown == null) {
                JsonNode detail = ops.get(PATH + "/" + number);
                print(out, detail);
                shown = detail.path("hold").path("revision").asText("none");
                if (detail.path("hold").path("state").asText().equals("open") && !yes && !SwitchCommand.isMeant(out)) {
                    out.println("Nothing was changed.");
                    return 1;
                }
            }
            ApiPath path = ApiPath.of(PATH + "/" + number + "/" + verb).with("reason", reason);
            return post(ops, out, path.with("revision", shown));
        }

        private int post(OpsClient ops, PrintWriter out, ApiPath path) throws IOException, InterruptedException {
            JsonNode hold = ops.post(path.toString(), JsonNodeFactory.instance.objectNode())
                    .path("hold");
            out.println(
                    "Hold %d is %s: %s.".formatted(number, hold.path("state").asText(), subject(hold)));
            return 0;
        }
    }

    /** {@return how many people of how many stores, or how many teams, a hold is about} */
    static String subject(JsonNode hold) {
        return isOfPeople(hold)
                ? hold.path("people").asLong() + " people of "
                        + hold.path("stores").asLong() + " stores"
                : "the teams of " + hold.path("stores").asLong() + " stores";
    }

    static boolean isOfPeople(JsonNode hold) {
        return hold.path("kind").asText("people").equals("people");
    }

    private static List<String> decided(JsonNode hold) {
        List<String> lines = new ArrayList<>();
        if (hold.path("decidedBy").isTextual()) {
            lines.add("Decided by " + decision(hold.path("decidedBy"), hold.path("decidedAt"), hold.path("reason")));
        }
        JsonNode undone = hold.path("undone");
        if (undone.isObject()) {
            lines.add("Undone by " + decision(undone.path("by"), undone.path("at"), undone.path("reason")));
        }
        return lines;
    }

    private static String decision(JsonNode who, JsonNode at, JsonNode reason) {
        return OpsClient.shown(who.asText()) + " at " + at.asText()
                + (reason.isTextual() ? ": " + OpsClient.shown(reason.asText()) : "");
    }

    /** {@return number and name in Commerce, and the object id} */
    static String who(JsonNode detail, JsonNode user) {
        String name = detail.path("names").path(user.asText()).asText();
        return name.isEmpty() ? user.asText() : OpsClient.shown(name) + " (" + user.asText() + ")";
    }

    private static void print(PrintWriter out, JsonNode detail) {
        JsonNode hold = detail.path("hold");
        out.println("Hold %s, %s since %s: %s."
                .formatted(
                        hold.path("number").asText(),
                        hold.path("state").asText(),
                        hold.path("madeAt").asText(),
                        isOfPeople(hold)
                                ? hold.path("people").asText() + " people would be removed from the teams of "
                                        + hold.path("stores").asText() + " stores"
                                : "the teams of " + hold.path("stores").asText() + " stores would be archived"));
        if (hold.path("revision").isTextual()) {
            out.println("Revision " + hold.path("revision").asText()
                    + ", which 'tandem holds approve' and 'reject' take as --revision for what is shown here.");
        }
        decided(hold).forEach(out::println);
        detail.path("teams").forEach(team -> {
            out.println("  %s %s: %s"
                    .formatted(
                            team.path("storeNumber").asText(),
                            team.path("name").asText(""),
                            (isOfPeople(hold) ? team.path("userIds").size() + " of " : "")
                                    + team.path("size").asInt()));
            team.path("userIds").forEach(user -> out.println("    " + who(detail, user)));
            team.path("restored")
                    .forEach(back -> out.println("    back: " + who(detail, back.path("userId")) + ", "
                            + back.path("role").asText()));
            team.path("skipped")
                    .forEach(one -> out.println("    not back: " + who(detail, one.path("userId")) + ", for "
                            + one.path("reason").asText()));
        });
    }
}
