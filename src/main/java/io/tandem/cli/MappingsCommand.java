package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem mappings}: which existing teams serve which stores. */
@Command(
        name = "mappings",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            MappingsCommand.ImportCommand.class,
            MappingsCommand.ExportCommand.class,
            MappingsCommand.SuggestCommand.class,
            ReleaseCommand.class
        },
        description =
                "Adopts existing teams: reads, writes and proposes which team serves which store, or lets one go.")
final class MappingsCommand {
    private static final String PATH = "/api/mappings.csv";
    private static final String STATUS = "/api/status";
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** {@code tandem mappings import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Reads a CSV file with the columns SOURCETYPE (RetailStore or Communication), SOURCEID and TEAMID."
                            + " When a line is wrong nothing is imported. Lines without TEAMID are left alone.")
    static final class ImportCommand extends OpsCommand {
        @Parameters(paramLabel = "FILE", description = "The file.")
        private Path file = Path.of("");

        @Option(names = "--partial", description = "Imports the lines that are right even if others are wrong.")
        private boolean partial;

        @Option(names = "--wait", description = "Ends when these teams are taken over, and shows how far that is.")
        private boolean wait;

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode report = ops.postFile(PATH + "?partial=" + partial, content());
            report.path("errors")
                    .forEach(error -> commandLine()
                            .getErr()
                            .println("%s:%d: %s"
                                    .formatted(
                                            file,
                                            error.path("line").asLong(),
                                            DeadLettersCommand.shown(
                                                    error.path("reason").asText()))));
            commandLine().getErr().flush();
            out.println("%d teams imported, %d were known, %d lines without team left alone, %d lines are wrong"
                    .formatted(
                            report.path("imported").asInt(),
                            report.path("unchanged").asInt(),
                            report.path("empty").asInt(),
                            report.path("errors").size()));
            out.flush();
            if (wait) {
                follow(ops, out);
            }
            return report.path("errors").isEmpty() ? 0 : 1;
        }

        private static void follow(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode status = ops.get(STATUS);
            if (!status.path("enabled").asBoolean()) {
                out.println("Tandem is disabled: it takes these teams over once somebody enables it.");
                return;
            }
            while (RunLines.leftToAdopt(status) > 0) {
                RunLines.of(status).forEach(out::println);
                out.flush();
                Lookout.until(() -> false, LOOK, LOOK);
                status = ops.get(STATUS);
            }
            out.println("All of them are taken over, or wait for what 'tandem plan' says.");
        }

        private byte[] content() throws IOException {
            try {
                return Files.readAllBytes(file);
            } catch (NoSuchFileException missing) {
                throw new IOException("there is no file " + file, missing);
            }
        }
    }

    /** {@code tandem mappings export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Prints each store with its team, if it has one, as a file that can be filled in and imported.")
    static final class ExportCommand extends Printed {
        ExportCommand() {
            super(PATH);
        }
    }

    /** {@code tandem mappings suggest}. */
    @Command(
            name = "suggest",
            mixinStandardHelpOptions = true,
            description =
                    "Prints for each store without team the existing team that looks like it, with a confidence in"
                            + " percent, as a file that can be reviewed and imported.")
    static final class SuggestCommand extends Printed {
        SuggestCommand() {
            super("/api/mappings/suggestions.csv");
        }
    }

    /** What both files have in common. */
    private abstract static class Printed extends OpsCommand {
        private final String path;

        Printed(String path) {
            this.path = path;
        }

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            out.print(ops.text(path));
            return 0;
        }
    }
}
