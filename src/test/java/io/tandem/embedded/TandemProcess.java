package io.tandem.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another Tandem on this machine: {@link PlatformProcess} in a virtual machine of its own.
 *
 * @param output what it prints after its servers serve
 * @param uses its servers
 */
record TandemProcess(Process process, BufferedReader output, Uses uses) implements AutoCloseable {

    static TandemProcess start(Path data) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path")));
        if (Runtime.version().feature() > 23) {
            command.add(
                    "--sun-misc-unsafe-memory-access=allow"); // Kafka unmaps its files with it, which warns since 24
        }
        command.addAll(List.of(PlatformProcess.class.getName(), data.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        String[] words = output.readLine().split(" ");
        if (!words[0].equals("serving")) {
            throw new IllegalStateException("It says: " + String.join(" ", words));
        }
        return new TandemProcess(process, output, new Uses(words[1], words[2]));
    }

    /** Kills it as {@code kill -9} does, and leaves its PostgreSQL behind. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Tells it to end as {@code kill} or a service manager does; all it prints from then on. */
    List<String> end() throws InterruptedException {
        process.toHandle().destroy(); // unlike the process itself it leaves the output open
        process.waitFor();
        return output.lines().toList();
    }

    @Override
    public void close() {
        process.toHandle().destroy(); // unlike the process itself it leaves the output open
        process.onExit().join();
    }
}
