package io.tandem;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.tandem.cli.TandemCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * {@code tandem run} in a process of its own.
 *
 * @param process the process
 * @param output what it prints
 */
record LandscapeProcess(Process process, Path output) implements AutoCloseable {

    static LandscapeProcess start(Path folder, Map<String, String> settings) {
        return start(folder, settings, LandscapeArchive.NONE);
    }

    static LandscapeProcess start(Path folder, Map<String, String> settings, LandscapeArchive archive) {
        Path output = folder.resolve("tandem.out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command(configuration(folder, settings), archive));
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

    /** Ends it as a service manager does. */
    void end() {
        process.destroy();
        process.onExit().join();
    }

    /** Lets it do nothing more, while its ports stay open. */
    void freeze() {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return bytes of its heap that are in use when all garbage is collected} */
    @SuppressWarnings("BanJNDI") // it asks nobody but the child of this very test
    long heap() {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try (JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
                MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                        connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
                memory.gc();
                return memory.getHeapMemoryUsage().getUsed();
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException failed) {
            throw new IllegalStateException(failed);
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

    private static List<String> command(Path configuration, LandscapeArchive archive) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // What users read, not what tests do.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                archive.classPath()));
        command.addAll(archive.options());
        command.addAll(List.of(TandemCommand.class.getName(), "run", "--config", configuration.toString()));
        return command;
    }
}
