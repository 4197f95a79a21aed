package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem dead-letters list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists dead letters, the latest first.")
final class LettersCommand extends OpsCommand {
    private static final String ROW = "%-10s %-20s %-10s %-20s %-20s %s";
    private static final String GROUP = "%8s %8s  %s";

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Option(
            names = "--state",
            defaultValue = "open",
            description = "open, replaying, replayed, discarded, superseded or all (default: ${DEFAULT-VALUE}).")
    private String state = "open";

    @Option(names = "--by", paramLabel = "WHAT", description = "Counts by cause, key, type, store or topic instead.")
    private String by = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "No more than N (default: 50).")
    private int limit = 50;

    @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
    private boolean json;

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        ApiPath path = ApiPath.of(DeadLettersCommand.PATH + (by.isEmpty() ? "" : "/groups"))
                .with("limit", limit)
                .with("state", state.equals("all") ? null : state)
                .with("by", by);
        JsonNode answer = ops.get(letters.addTo(path).toString());
        if (json) {
            out.println(answer);
        } else if (by.isEmpty()) {
            print(out, answer);
        } else {
            out.println(GROUP.formatted("OPEN", "ALL", by.toUpperCase(Locale.ROOT)));
            answer.path("value")
                    .forEach(group -> out.println(GROUP.formatted(
                            group.path("open").asText(),
                            group.path("letters").asText(),
                            DeadLettersCommand.shown(group.path("value").asText("(none)")))));
        }
        return 0;
    }

    private static void print(PrintWriter out, JsonNode answer) {
        JsonNode rows = answer.path("value");
        out.println(ROW.formatted("ID", "CAUSE", "STATE", "KEY", "WRITTEN", "REASON"));
        rows.forEach(row -> out.println(ROW.formatted(
                row.path("id").asText(),
                DeadLettersCommand.shown(row.path("cause").asText()),
                row.path("state").asText(),
                DeadLettersCommand.shown(row.path("key").asText("(none)")),
                row.path("at").asText().replaceFirst("\\..*Z", "Z"),
                DeadLettersCommand.shown(row.path("reason").asText()))));
        out.println(rows.size() + " of " + answer.path("total").asText() + " dead letters");
    }
}
