package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code tandem dead-letters replay}: sends dead letters to where they came from. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Sends open dead letters to where they came from: some, or all that the options leave.")
final class ReplayCommand extends OpsCommand {
    private static final Map<String, String> OUTCOMES = Map.of(
            "applied", "to be applied",
            "stale", "overtaken by something newer",
            "duplicate", "folded before",
            "refused", "refused as before",
            "written-back", "to be told to Commerce HQ",
            "unknown", "known in part only",
            "due", "of keys to be worked on again");

    @Mixin
    private MeantLetters letters = new MeantLetters();

    @Option(names = "--dry-run", description = "Says what would come of it, and does nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
    private boolean json;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Letters a second (default: ${DEFAULT-VALUE}).")
    private int rate = 100;

    @Option(names = "--payload", paramLabel = "FILE", description = "Sends this in place of the one letter's bytes.")
    private @Nullable Path payload;

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        JsonNode answer = ops.post(DeadLettersCommand.PATH + "/replay", order());
        if (json) {
            out.println(answer);
        } else if (dryRun) {
            print(out, answer);
        } else {
            out.println(line(answer));
        }
        return 0;
    }

    private static void print(PrintWriter out, JsonNode dry) {
        long letters = dry.path("letters").asLong();
        if (letters == 0) {
            out.println("No letter that is meant is open and can be sent again.");
        }
        if (dry.has("unfit")) {
            out.println("Refused as it is: " + OpsClient.shown(dry.path("unfit").asText()));
        }
        if (letters > 0) {
            printOutcome(out, dry, letters);
        }
    }

    private static void printOutcome(PrintWriter out, JsonNode dry, long letters) {
        long tried = dry.path("tried").asLong();
        out.println(PlanWords.count(letters, "letter")
                + (tried < letters ? ", of which the first " + tried + " were tried" : "") + ": " + outcomes(dry));
        if (tried == 1) {
            JsonNode one = dry.at("/value/0/prospect");
            out.println(OpsClient.shown(one.path("sentence").asText()));
            one.path("facts").forEach(fact -> out.println("  " + OpsClient.shown(fact.asText())));
        }
        long due = dry.path("keysDue").asLong();
        long tasks = dry.path("tasksDue").asLong();
        out.println(PlanWords.count(due, "key") + " would become due"
                + (tasks == 0 ? "." : ", " + tasks + " of them of tasks, which are then compared with Planner."));
        if (dry.at("/plan/value").isEmpty()) {
            out.println("Nothing would change in Teams.");
        } else {
            out.println("What it leads to in Teams:");
            new PlanPrinter(out, false).print(dry.path("plan"));
        }
    }

    private static String outcomes(JsonNode dry) {
        List<String> outcomes = new ArrayList<>();
        dry.path("outcomes")
                .properties()
                .forEach(outcome -> outcomes.add(
                        outcome.getValue().asText() + " " + OUTCOMES.getOrDefault(outcome.getKey(), outcome.getKey())));
        return String.join(", ", outcomes);
    }

    private ObjectNode order() throws IOException {
        ObjectNode order = letters.order(commandLine()).put("rate", rate).put("dryRun", dryRun);
        if (payload != null) {
            order.put("payload", text(payload));
        }
        return order;
    }

    private String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new ParameterException(commandLine(), "cannot read --payload " + file, unreadable);
        }
    }

    static String line(JsonNode replay) {
        return "Replay %s is %s: %s of %s letters replayed, %s could not be sent; %s a second, by %s, %s"
                .formatted(
                        replay.path("number").asText(),
                        replay.path("state").asText(),
                        replay.path("replayed").asText(),
                        replay.path("letters").asText(),
                        replay.path("failed").asText(),
                        replay.path("rate").asText(),
                        replay.path("who").asText(),
                        replay.path("filter").asText());
    }
}
