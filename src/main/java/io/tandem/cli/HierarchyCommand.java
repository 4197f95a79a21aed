package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.teams.SheetFault;
import io.tandem.teams.TargetingUpload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem hierarchy}: the targeting hierarchy, which Teams publishes task lists by. */
@Command(
        name = "hierarchy",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HierarchyCommand.ExportCommand.class,
            HierarchyCommand.DiffCommand.class,
            HierarchyCommand.CheckCommand.class,
            HierarchyStatusCommand.class
        },
        description = "Exports, compares and checks the targeting hierarchy that Teams publishes task lists by.")
final class HierarchyCommand {

    /** {@code tandem hierarchy export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes the CSV that a Teams administrator uploads, and says how.")
    static final class ExportCommand extends OpsCommand {
        @Mixin
        private HierarchyOptions form = new HierarchyOptions();

        @Option(names = "--out", paramLabel = "FILE", description = "Where to (default: standard output).")
        private @Nullable Path file;

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode before = ops.get(form.path("/api/hierarchy"));
            String csv = ops.text(form.path("/api/hierarchy.csv"));
            if (file == null) {
                out.print(csv);
                told(commandLine().getErr(), before, null);
            } else {
                Files.writeString(file, csv, StandardCharsets.UTF_8);
                told(out, before, file);
            }
            return 0;
        }

        private static void told(PrintWriter out, JsonNode hierarchy, @Nullable Path file) {
            out.println("Exported hierarchy \"" + hierarchy.path("name").asText() + "\""
                    + (file == null ? "." : " to " + file + "."));
            hierarchy
                    .path("leftOut")
                    .forEach(left ->
                            out.println("Left out: " + left.path("reason").asText()));
            changes(out, hierarchy);
            out.println("Upload it in PowerShell as a Teams administrator; it replaces the former one as a whole:");
            TargetingUpload.upload(file == null ? "FILE" : file.toString()).forEach(line -> out.println("  " + line));
            TargetingUpload.status().forEach(line -> out.println("  " + line));
            out.flush();
        }
    }

    /** {@code tandem hierarchy diff}. */
    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = "Shows what another upload would change since the last export.")
    static final class DiffCommand extends OpsCommand {
        @Option(names = "--name", paramLabel = "NAME", description = HierarchyOptions.NAME)
        private @Nullable String name;

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            changes(out, ops.get(ApiPath.of("/api/hierarchy").with("name", name).toString()));
            return 0;
        }
    }

    /** {@code tandem hierarchy check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Says what is against an export, or what is wrong with a file: row, column and how to mend it."
                            + " Exits with 1 when there is something.")
    static final class CheckCommand extends OpsCommand {
        @Mixin
        private HierarchyOptions form = new HierarchyOptions();

        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                description = "A CSV, for example one that was changed by hand; then no running Tandem is asked.")
        private @Nullable Path file;

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            List<String> faults = file == null
                    ? ops.get(form.path("/api/hierarchy")).path("faults").findValuesAsText("sentence")
                    : SheetFileReader.read(file).faults().stream()
                            .map(SheetFault::sentence)
                            .toList();
            faults.forEach(out::println);
            out.println(faults.isEmpty() ? "Nothing is wrong." : faults.size() + " faults");
            return faults.isEmpty() ? 0 : 1;
        }
    }

    private static void changes(PrintWriter out, JsonNode hierarchy) {
        JsonNode last = hierarchy.path("lastExport");
        if (last.path("at").isMissingNode()) {
            out.println("It was never exported before.");
            return;
        }
        JsonNode changes = hierarchy.path("changes");
        out.println("Since the export of %s by %s: %s"
                .formatted(
                        last.path("at").asText(),
                        last.path("by").asText(),
                        changes.isEmpty() ? "no changes" : changes.size() + " changes"));
        changes.forEach(change -> out.println("  " + change.path("sentence").asText()));
        long gone = changes.findValuesAsText("kind").stream()
                .filter("removed"::equals)
                .count();
        if (gone > 0) {
            out.println("Nothing can be published any more to what is gone: " + gone + " nodes.");
        }
    }
}
