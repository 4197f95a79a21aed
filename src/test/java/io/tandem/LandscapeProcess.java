package io.tandem;

import io.tandem.cli.TandemCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * {@code tandem run} in a process of its own.
 *
 * @param process the process
 * @param output what it prints
 */
record LandscapeProcess(Process process, Path output) implements AutoCloseable {

    static LandscapeProcess start(Path folder, Map<String, String> settings) {
        Path output = folder.resolve("tandem.out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command(configuration(folder, settings)));
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            return new LandscapeProcess(builder.start(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails with what it printed if it has ended by itself. */
    void requireAlive() {
        if (process.isAlive()) {
            return;
        }
        try {
            throw new IllegalStateException("Tandem ended: " + Files.readString(output));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static Path configuration(Path folder, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = folder.resolve("tandem.properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private static List<String> command(Path configuration) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(TandemCommand.class.getName(), "run", "--config", configuration.toString()));
        return command;
    }
}
