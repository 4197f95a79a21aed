package io.tandem.cli;

import io.tandem.teams.TargetingStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tandem hierarchy status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says what became of an upload, by what Get-TeamTargetingHierarchyStatus printed into a file."
                + " Exits with 1 unless Teams has taken it.")
final class HierarchyStatusCommand extends OpsCommand {
    @Parameters(paramLabel = "FILE", description = "What the cmdlet printed; no running Tandem is asked.")
    private Path file = Path.of("");

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException {
        TargetingStatus status = TargetingStatus.read(SheetFileReader.lines(file))
                .orElseThrow(() -> new IOException(file + " tells no status of an upload; write into it what"
                        + " Get-TeamTargetingHierarchyStatus prints"));
        out.println(status.sentence());
        status.errors().forEach(error -> out.println("  " + error));
        return status.state() == TargetingStatus.State.SUCCESSFUL ? 0 : 1;
    }
}
