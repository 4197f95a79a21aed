package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code tandem dead-letters replay}: sends dead letters to where they came from. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Sends open dead letters to where they came from: some, or all that the options leave.")
final class ReplayCommand extends OpsCommand {
    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "For example 0-1523.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All open letters.")
    private boolean all;

    @Option(names = "--dry-run", description = "Says what would come of it, and does nothing.")
    private boolean dryRun;

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
        out.println(dryRun ? answer.toPrettyString() : line(answer));
        return 0;
    }

    private ObjectNode order() throws IOException {
        boolean filtered = all || !letters.isEmpty();
        if (filtered == !ids.isEmpty() || (all && !letters.isEmpty())) {
            throw new ParameterException(
                    commandLine(), "name letters by their ids, or by options such as --cause, or give --all");
        }
        ObjectNode order =
                JsonNodeFactory.instance.objectNode().put("rate", rate).put("dryRun", dryRun);
        if (filtered) {
            order.set("filter", letters.json());
        } else {
            ids.forEach(order.putArray("ids")::add);
        }
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
