package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem drift}: what people changed in Teams, and reading all teams to find out. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DriftCommand.ListCommand.class, DriftCommand.SweepCommand.class},
        description = "Tells what people changed in Teams, and has all teams read.")
final class DriftCommand {
    private static final String PATH = "/api/drift";

    /** {@code tandem drift list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Tells how far the latest sweep is, and lists what people changed, newest first.")
    static final class ListCommand extends OpsCommand {
        private static final String ROW = "%-25s %-14s %-11s %-9s %s";

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode drift = ops.get(PATH);
            out.println(drift.has("sweep") ? sentence(drift.path("sweep")) : "No sweep was made yet.");
            JsonNode rows = drift.path("value");
            if (rows.isEmpty()) {
                out.println("Nobody changed anything.");
            } else {
                out.println(ROW.formatted("WHEN", "STORE", "CHANGE", "ACTION", "WHO OR WHICH TEAM"));
                rows.forEach(row -> out.println(ROW.formatted(
                        row.path("at").asText(),
                        row.path("storeNumber").asText(),
                        row.path("change").asText(),
                        row.path("action").asText(),
                        row.path("userId").asText(row.path("teamId").asText()))));
            }
            return 0;
        }
    }

    /** {@code tandem drift sweep}. */
    @Command(
            name = "sweep",
            mixinStandardHelpOptions = true,
            description = "Has all teams read that were not read today; what differs is put back or reported.")
    static final class SweepCommand extends OpsCommand {
        private static final Duration LOOK = Duration.ofSeconds(1);
        private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

        @Option(names = "--wait", description = "Ends when the sweep does; exit 1 when teams could not be read.")
        private boolean wait;

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode sweep = ops.post(PATH, JsonNodeFactory.instance.objectNode());
            out.println(sentence(sweep));
            out.flush();
            return wait ? follow(ops, out, sweep) : 0;
        }

        private static int follow(OpsClient ops, PrintWriter out, JsonNode ordered)
                throws IOException, InterruptedException {
            JsonNode sweep = ordered;
            Instant told = Instant.now();
            while (!sweep.hasNonNull("finishedAt")) {
                if (!ops.get("/api/enabled").path("enabled").asBoolean()) {
                    throw new IOException(
                            "Tandem is disabled and reads no teams; the sweep goes on after 'tandem enable'");
                }
                Lookout.until(() -> false, LOOK, LOOK);
                sweep = ops.get(PATH).path("sweep");
                if (told.plus(BETWEEN_LINES).isBefore(Instant.now())) {
                    out.println(sentence(sweep));
                    out.flush();
                    told = Instant.now();
                }
            }
            out.println(sentence(sweep));
            return sweep.path("failed").asLong() == 0 ? 0 : 1;
        }
    }

    private static String sentence(JsonNode sweep) {
        boolean over = sweep.hasNonNull("finishedAt");
        return "Sweep %s by %s, %s: %s of %s teams read, %s could not be, %s were read earlier today; %s changes found."
                .formatted(
                        sweep.path("number").asText(),
                        sweep.path("orderedBy").asText(),
                        over ? "finished at " + sweep.path("finishedAt").asText() : underWay(sweep),
                        sweep.path("read").asText(),
                        sweep.path("teams").asText(),
                        sweep.path("failed").asText(),
                        sweep.path("skipped").asText(),
                        sweep.path("drifted").asText());
    }

    private static String underWay(JsonNode sweep) {
        return sweep.hasNonNull("readyAt")
                ? "ready at about " + sweep.path("readyAt").asText()
                : "just begun";
    }
}
