package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem dead-letters}: what could not be processed, and how it is sent again. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LettersCommand.class,
            DeadLettersCommand.ShowCommand.class,
            ReplayCommand.class,
            DeadLettersCommand.DiscardCommand.class,
            DeadLettersCommand.ReplaysCommand.class,
            DeadLettersCommand.CancelCommand.class,
            DeadLettersCommand.RebuildCommand.class
        },
        description = "Lists what could not be processed, and sends it again.")
final class DeadLettersCommand {
    static final String PATH = "/api/dead-letters";

    /** {@return what somebody else wrote, on one line and without what moves a terminal's cursor} */
    static String shown(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }

    /** {@code tandem dead-letters show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows all of one dead letter as JSON, its payload included.")
    static final class ShowCommand extends OpsCommand {
        @Parameters(paramLabel = "ID", description = "For example 0-1523.")
        private String id = "";

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            out.println(ops.get(PATH + "/" + OpsClient.encoded(id)).toPrettyString());
            return 0;
        }
    }

    /** {@code tandem dead-letters discard}. */
    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = "Says that dead letters do not matter, and why.")
    static final class DiscardCommand extends OpsCommand {
        @Mixin
        private MeantLetters letters = new MeantLetters();

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "One sentence for others.")
        private String reason = "";

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            return letters.ids().isEmpty() ? discardAll(ops, out) : discardEach(ops, out);
        }

        private int discardAll(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            ObjectNode order = letters.order(commandLine()).put("reason", reason);
            long discarded =
                    ops.post(PATH + "/discard", order).path("discarded").asLong();
            out.println("Discarded " + PlanWords.count(discarded, "letter"));
            return 0;
        }

        /** One that is not to be discarded keeps none of the others. */
        private int discardEach(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            letters.order(commandLine());
            List<String> refused = new ArrayList<>();
            for (String id : letters.ids()) {
                try {
                    ops.post(
                            PATH + "/" + OpsClient.encoded(id) + "/discard",
                            JsonNodeFactory.instance.objectNode().put("reason", reason));
                    out.println("Discarded " + id);
                } catch (OpsClient.RefusedException refusal) {
                    if (!refusal.isAboutThisOne()) {
                        throw refusal;
                    }
                    refused.add(String.valueOf(refusal.getMessage()));
                }
            }
            if (!refused.isEmpty()) {
                throw new IOException(String.join("; ", refused));
            }
            return 0;
        }
    }

    /** {@code tandem dead-letters replays}. */
    @Command(
            name = "replays",
            mixinStandardHelpOptions = true,
            description = "Lists replays and how far they are, the latest first.")
    static final class ReplaysCommand extends OpsCommand {
        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            ops.get(PATH + "/replays").path("value").forEach(replay -> out.println(ReplayCommand.line(replay)));
            return 0;
        }
    }

    /** {@code tandem dead-letters rebuild}. */
    @Command(
            name = "rebuild",
            mixinStandardHelpOptions = true,
            description = "Files what is on the topic and was lost from the index; what people did with letters stays.")
    static final class RebuildCommand extends OpsCommand {
        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode rebuilt = ops.post(PATH + "/rebuild", JsonNodeFactory.instance.objectNode());
            out.println(rebuilt.path("missing").asText() + " dead letters were missing");
            return 0;
        }
    }

    /** {@code tandem dead-letters cancel}. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends a replay; what was not sent is open again.")
    static final class CancelCommand extends OpsCommand {
        @Parameters(paramLabel = "NUMBER", description = "Number of the replay.")
        private long number;

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode replay = ops.post(PATH + "/replays/" + number + "/cancel", JsonNodeFactory.instance.objectNode());
            out.println(ReplayCommand.line(replay));
            return 0;
        }
    }
}
