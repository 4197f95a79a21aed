package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem enable} and {@code disable}: whether anything is written to Microsoft Graph. */
abstract class SwitchCommand extends OpsCommand {
    /** What somebody agrees to who disables Tandem. */
    static final List<String> OFF = List.of(
            "From now on Tandem writes nothing to Microsoft Graph, in any instance.",
            "Events of Commerce are still taken in, all state is kept, and nothing in Teams is deleted.",
            "Graph's subscriptions lapse within an hour; they are made again when Tandem is enabled.");

    private final boolean on;

    @Option(names = "--yes", description = "Does not ask whether that is meant.")
    private boolean yes;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept with the activity.")
    private String reason = "";

    SwitchCommand(boolean on) {
        this.on = on;
    }

    /** {@code tandem enable}. */
    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Lets Tandem write to Microsoft Graph, after it has said what it would do.")
    static final class Enable extends SwitchCommand {
        Enable() {
            super(true);
        }
    }

    /** {@code tandem disable}. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Stops every write to Microsoft Graph at once, in all instances; all state is kept.")
    static final class Disable extends SwitchCommand {
        Disable() {
            super(false);
        }
    }

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        JsonNode before = ops.get("/api/enabled");
        if (before.path("enabled").asBoolean() == on) {
            say(out, "Tandem is " + word() + " already.");
            return 0;
        }
        if (!yes) {
            (on ? consent(ops.get("/api/plan").path("summary")) : OFF).forEach(line -> say(out, line));
            if (!isMeant(out)) {
                say(out, "Nothing was changed.");
                return 1;
            }
        }
        ObjectNode order =
                JsonNodeFactory.instance.objectNode().put("enabled", on).put("reason", reason);
        JsonNode after = ops.post("/api/enabled", order);
        say(out, "Tandem is " + word() + " since " + after.path("since").asText() + ".");
        return 0;
    }

    /** {@return what somebody agrees to who enables Tandem} */
    static List<String> consent(JsonNode plan) {
        return List.of(
                "From now on Tandem writes to Microsoft Graph what 'tandem plan' shows:",
                "  " + PlanWords.summary(plan),
                "It makes teams, adds and removes people, and writes tasks, and goes on with whatever Commerce says next.",
                "Names of stores, who works where, and tasks leave Commerce for Microsoft 365, which may keep them in another"
                        + " country or region than Commerce does.",
                "More removals than the brake lets through wait until somebody approves them.");
    }

    static boolean isMeant(PrintWriter out) throws IOException {
        say(out, "Type yes to go on:");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return isYes(in.readLine());
    }

    static boolean isYes(@Nullable String answer) {
        return "yes".equalsIgnoreCase(String.valueOf(answer).strip());
    }

    private String word() {
        return on ? "enabled" : "disabled";
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
