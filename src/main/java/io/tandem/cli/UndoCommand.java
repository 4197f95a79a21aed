package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem undo}: the teams as they were before a run of removals. */
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description =
                "Puts those back who left their teams in a run, with the role they had, and lets whoever is still in stay; teams"
                        + " that were archived leave the archive. People on whom Commerce has decided since are left to it. So it"
                        + " remains until Commerce decides on them anew. A run is a hold that was approved, or a wave of removals"
                        + " that needed no approval; without a number the runs are listed.")
final class UndoCommand extends OpsCommand {
    static final String PATH = "/api/runs";

    private static final String ROW = "%-6s %-9s %-10s %7s %7s  %-25s %s";

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "Number of the run; 'tandem undo' lists them.")
    private @Nullable Long number;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept with the hold.")
    private @Nullable String reason;

    @Option(names = "--yes", description = "Does not ask whether that is meant.")
    private boolean yes;

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        if (number == null) {
            list(ops.get(PATH).path("value"), out);
            return 0;
        }
        JsonNode hold = ops.get(path()).path("hold");
        if (hold.path("undone").isObject()) {
            say(
                    out,
                    "Run " + number + " was undone already, at "
                            + hold.path("undone").path("at").asText() + " by " + by(hold) + ".");
            return 0;
        }
        if (!isRun(hold)) {
            say(
                    out,
                    "Hold " + number + " is " + hold.path("state").asText()
                            + ": nothing came of it, so there is nothing to undo.");
            return 1;
        }
        if (!yes && !isMeant(out, hold)) {
            say(out, "Nothing was changed.");
            return 1;
        }
        ApiPath path = ApiPath.of(path() + "/undo").with("reason", reason);
        JsonNode undone = ops.post(path.toString(), JsonNodeFactory.instance.objectNode());
        new UndoneRun(number, undone).lines().forEach(line -> say(out, line));
        return 0;
    }

    private static void list(JsonNode runs, PrintWriter out) {
        if (runs.isEmpty()) {
            say(out, "Nobody was ever removed, and no team was archived.");
            return;
        }
        say(out, ROW.formatted("RUN", "KIND", "STATE", "PEOPLE", "STORES", "SINCE", "APPROVED BY"));
        runs.forEach(run -> say(
                out,
                ROW.formatted(
                        run.path("number").asText(),
                        run.path("kind").asText(),
                        run.path("undone").isObject()
                                ? "undone"
                                : run.path("state").asText(),
                        run.path("people").asText(),
                        run.path("stores").asText(),
                        run.path("madeAt").asText(),
                        OpsClient.shown(run.path("decidedBy").asText("-")))));
    }

    private static boolean isRun(JsonNode hold) {
        return Set.of("approved", "passed").contains(hold.path("state").asText());
    }

    private static String origin(JsonNode hold) {
        return hold.path("state").asText().equals("passed")
                ? "which needed no approval, since " + hold.path("madeAt").asText()
                : "approved at %s by %s"
                        .formatted(
                                hold.path("decidedAt").asText(),
                                OpsClient.shown(hold.path("decidedBy").asText("somebody")));
    }

    private boolean isMeant(PrintWriter out, JsonNode hold) throws IOException {
        say(out, "Run %d, %s, was about %s.".formatted(number, origin(hold), HoldsCommand.subject(hold)));
        say(out, "Whoever was put out comes back with the role of then, and whoever is not out yet stays.");
        say(
                out,
                "People on whom Commerce has decided since are left to it, and all others from when it decides on them anew.");
        return SwitchCommand.isMeant(out);
    }

    private static String by(JsonNode hold) {
        return OpsClient.shown(hold.path("undone").path("by").asText("somebody"));
    }

    private String path() {
        return PATH + "/" + number;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
