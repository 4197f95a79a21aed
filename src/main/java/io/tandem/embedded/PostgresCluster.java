package io.tandem.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * The folder of one PostgreSQL server, and the programs that make, start and stop it.
 *
 * @param folder what PostgreSQL calls a cluster; exists only when it is complete
 * @param logs folder of the log files
 * @param binaries the unpacked programs
 * @param account who runs them
 */
record PostgresCluster(Path folder, Path logs, PostgresBinaries binaries, PostgresAccount account) {

    static final String NAME = "tandem";

    /** Opens the logs of a new start. */
    void openLogs() throws IOException {
        Files.deleteIfExists(startLog());
        account.own(logs);
        account.own(Files.createFile(startLog()));
    }

    /** Makes the cluster with its database, unless it is there; a half-made one of a killed start is begun anew. */
    void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Path draft = folder.resolveSibling(folder.getFileName() + ".new");
            draft(draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        account.own(folder);
    }

    /**
     * Ends what a killed Tandem left behind: its server, which runs on without it, or the mere claim of a dead one.
     * The caller owns the data folder, so whoever still serves it is an orphan.
     */
    void clear() throws IOException {
        Path claim = folder.resolve("postmaster.pid");
        if (!Files.exists(claim)) {
            return;
        }
        Optional<ProcessHandle> claimant = claimant(claim);
        if (claimant.filter(this::serves).isPresent()) {
            stop();
        } else if (claimant.isPresent() || Files.size(claim) == 0) {
            // Its number went to another program, or a power cut tore the file: PostgreSQL alone would give up.
            Files.delete(claim);
        }
    }

    /** Starts the server in the background, out of reach of a Ctrl-C in this terminal, and waits until it serves. */
    void start(int port) throws IOException {
        new PostgresConfiguration(port, logs).writeTo(folder);
        run("pg_ctl", "-D", folder.toString(), "--wait", "--timeout=60", "--log=" + startLog(), "start");
    }

    /** Ends open connections and stops the server; its data are then complete on disk. */
    void stop() throws IOException {
        run("pg_ctl", "-D", folder.toString(), "--wait", "--timeout=60", "--mode=fast", "stop");
    }

    private void draft(Path draft) throws IOException {
        if (Files.exists(draft)) {
            PathUtils.deleteDirectory(draft);
        }
        account.own(Files.createDirectory(draft));
        String path = draft.toString();
        // The order of text must not depend on the machine: PostgreSQL's own C.UTF-8 instead of the user's locale.
        run(
                "initdb",
                "-D",
                path,
                "--username=" + NAME,
                "--auth=trust",
                "--encoding=UTF8",
                "--no-instructions",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        program("postgres", "--single", "-D", path, "postgres").require("CREATE DATABASE " + NAME + ";\n");
    }

    private boolean serves(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(folder.toString()::equals);
    }

    private static Optional<ProcessHandle> claimant(Path claim) throws IOException {
        return Files.readAllLines(claim).stream()
                .findFirst()
                .map(number -> Long.parseLong(number.strip()))
                .flatMap(ProcessHandle::of);
    }

    private void run(String name, String... arguments) throws IOException {
        program(name, arguments).require("");
    }

    private Program program(String name, String... arguments) {
        Stream<String> command = Stream.concat(Stream.of(binaries.program(name)), Stream.of(arguments));
        return new Program(
                name,
                account.command(command.toList()),
                binaries.folder(),
                Redirect.appendTo(startLog().toFile()));
    }

    /** What the programs say, and the server until it writes its own log. */
    Path startLog() {
        return logs.resolve("postgres-start.log");
    }
}
