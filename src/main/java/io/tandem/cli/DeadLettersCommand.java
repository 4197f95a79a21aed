package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tandem dead-letters}: what could not be processed, and how it is sent again. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DeadLettersCommand.ListCommand.class,
            DeadLettersCommand.ShowCommand.class,
            ReplayCommand.class,
            DeadLettersCommand.DiscardCommand.class,
            DeadLettersCommand.ReplaysCommand.class,
            DeadLettersCommand.CancelCommand.class
        },
        description = "Lists what could not be processed, and sends it again.")
final class DeadLettersCommand {
    static final String PATH = "/api/dead-letters";

    /** {@return what somebody else wrote, on one line and without what moves a terminal's cursor} */
    static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** {@code tandem dead-letters list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists dead letters, the latest first.")
    static final class ListCommand implements Callable<Integer> {
        private static final String ROW = "%-10s %-20s %-10s %-20s %-20s %s";
        private static final String GROUP = "%8s %8s  %s";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private OpsClient ops = new OpsClient();

        @Mixin
        private LetterOptions letters = new LetterOptions();

        @Option(
                names = "--state",
                defaultValue = "open",
                description = "open, replaying, replayed, discarded, superseded or all (default: ${DEFAULT-VALUE}).")
        private String state = "open";

        @Option(
                names = "--by",
                paramLabel = "WHAT",
                description = "Counts by cause, key, type, store or topic instead.")
        private String by = "";

        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "No more than N (default: 50).")
        private int limit = 50;

        @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
        private boolean json;

        @Override
        public Integer call() throws IOException, InterruptedException {
            String query = "?limit=" + limit + (state.equals("all") ? "" : "&state=" + state) + letters.query();
            JsonNode answer = ops.get(by.isEmpty() ? PATH + query : PATH + "/groups" + query + "&by=" + by);
            PrintWriter out = spec.commandLine().getOut();
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
                                group.path("value").asText("(none)"))));
            }
            out.flush();
            return 0;
        }

        private static void print(PrintWriter out, JsonNode answer) {
            JsonNode rows = answer.path("value");
            out.println(ROW.formatted("ID", "CAUSE", "STATE", "KEY", "WRITTEN", "REASON"));
            rows.forEach(row -> out.println(ROW.formatted(
                    row.path("id").asText(),
                    row.path("cause").asText(),
                    row.path("state").asText(),
                    shown(row.path("key").asText("(none)")),
                    row.path("at").asText().replaceFirst("\\..*Z", "Z"),
                    shown(row.path("reason").asText()))));
            out.println(rows.size() + " of " + answer.path("total").asText() + " dead letters");
        }
    }

    /** {@code tandem dead-letters show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows all of one dead letter as JSON, its payload included.")
    static final class ShowCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private OpsClient ops = new OpsClient();

        @Parameters(paramLabel = "ID", description = "For example 0-1523.")
        private String id = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            out.println(ops.get(PATH + "/" + id).toPrettyString());
            out.flush();
            return 0;
        }
    }

    /** {@code tandem dead-letters discard}. */
    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = "Says that dead letters do not matter, and why.")
    static final class DiscardCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private OpsClient ops = new OpsClient();

        @Parameters(paramLabel = "ID", arity = "1..*", description = "For example 0-1523.")
        private List<String> ids = List.of();

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "One sentence for others.")
        private String reason = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            for (String id : ids) {
                ops.post(
                        PATH + "/" + id + "/discard",
                        JsonNodeFactory.instance.objectNode().put("reason", reason));
                out.println("Discarded " + id);
            }
            out.flush();
            return 0;
        }
    }

    /** {@code tandem dead-letters replays}. */
    @Command(
            name = "replays",
            mixinStandardHelpOptions = true,
            description = "Lists replays and how far they are, the latest first.")
    static final class ReplaysCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private OpsClient ops = new OpsClient();

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            ops.get(PATH + "/replays").path("value").forEach(replay -> out.println(ReplayCommand.line(replay)));
            out.flush();
            return 0;
        }
    }

    /** {@code tandem dead-letters cancel}. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends a replay; what was not sent is open again.")
    static final class CancelCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private OpsClient ops = new OpsClient();

        @Parameters(paramLabel = "NUMBER", description = "Number of the replay.")
        private long number;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            JsonNode replay = ops.post(PATH + "/replays/" + number + "/cancel", JsonNodeFactory.instance.objectNode());
            out.println(ReplayCommand.line(replay));
            out.flush();
            return 0;
        }
    }
}
