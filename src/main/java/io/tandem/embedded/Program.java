package io.tandem.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine that is run to its end.
 *
 * @param name what a message calls it
 * @param command its name or path, and its arguments
 * @param folder its working directory, which whoever runs it must be able to enter
 * @param output where its output goes
 */
record Program(String name, List<String> command, Path folder, Redirect output) {

    private static final long PATIENCE_SECONDS = 120;

    Program {
        command = List.copyOf(command);
    }

    /** A program whose output nobody needs. */
    Program(List<String> command) {
        this(command.getFirst(), command, Path.of("/"), Redirect.DISCARD);
    }

    /** Whether the program is there and ends well. */
    boolean succeeds() {
        try {
            return run("") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs it, and expects it to end well.
     *
     * @param input what it reads
     * @throws IOException when it is not there, or ends with anything but 0
     */
    void require(String input) throws IOException {
        int exit = run(input);
        if (exit != 0) {
            throw new IOException("%s ended with %d".formatted(name, exit));
        }
    }

    private int run(String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // A user's locale that the machine does not have must not keep the database from being made.
        builder.environment().put("LC_ALL", "C");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(output).start();
        try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        } catch (IOException e) {
            // It ended without reading: its exit code tells why.
        }
        return exitOf(process);
    }

    private int exitOf(Process process) throws IOException {
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException(name + " did not end in time");
    }
}
