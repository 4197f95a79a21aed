package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem tasks}: where the tasks of the stores stand. */
@Command(
        name = "tasks",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TasksCommand.RollupCommand.class,
        description = "Shows where the tasks of the stores stand.")
final class TasksCommand {

    /** {@code tandem tasks rollup}: counts by region, list or store. */
    @Command(
            name = "rollup",
            mixinStandardHelpOptions = true,
            description = "Counts open, begun, done and overdue tasks by region, list or store.")
    static final class RollupCommand extends OpsCommand {
        private static final String ROW = "%-32s %8s %12s %8s %8s";

        @Option(
                names = "--by",
                paramLabel = "WHAT",
                defaultValue = "region",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        private By by = By.REGION;

        @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
        private boolean json;

        /** What is counted by. */
        enum By {
            REGION,
            LIST,
            STORE;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode answer = ops.get("/api/tasks/rollup?by=" + by);
            if (json) {
                out.println(answer);
            } else {
                print(out, answer.path("value"));
            }
            return 0;
        }

        private void print(PrintWriter out, JsonNode rows) {
            out.println(ROW.formatted(by.name(), "OPEN", "IN PROGRESS", "DONE", "OVERDUE"));
            rows.forEach(row -> out.println(line(row.path("name").asText(), row)));
            if (rows.isEmpty()) {
                out.println("There are no tasks yet.");
            } else {
                out.println(ROW.formatted(
                        "all", sum(rows, "open"), sum(rows, "inProgress"), sum(rows, "done"), sum(rows, "overdue")));
            }
        }

        private static String line(String name, JsonNode row) {
            List<String> counts = List.of("open", "inProgress", "done", "overdue").stream()
                    .map(count -> row.path(count).asText())
                    .toList();
            return ROW.formatted(
                    name.isEmpty() ? "(none)" : name, counts.get(0), counts.get(1), counts.get(2), counts.get(3));
        }

        private static int sum(JsonNode rows, String count) {
            return StreamSupport.stream(rows.spliterator(), false)
                    .mapToInt(row -> row.path(count).asInt())
                    .sum();
        }
    }
}
