package io.tandem.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Append-only JSON Lines; a line holds all changes of one request, so a torn last line is a request that never happened. A line is
 * handed to the operating system before the answer goes out: it survives a kill of the process, not a loss of power.
 */
final class Journal implements AutoCloseable {
    private static final TypeReference<List<Change>> LINE = new TypeReference<>() {};

    private final Path file;
    private FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Replays what is there into the consumer; afterwards {@link #rewrite} or {@link #append} may follow. */
    static Journal open(Path file, Consumer<List<Change>> replay) {
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file)) {
                read(file, replay);
            }
            return new Journal(file, appendTo(file));
        } catch (IOException e) {
            throw new SimulatorException("The simulator cannot use its journal " + file + ": " + e.getMessage(), e);
        }
    }

    void append(List<Change> changes) {
        try {
            ByteBuffer line = ByteBuffer.wrap(line(changes));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw new SimulatorException("The simulator cannot write its journal " + file + ": " + e.getMessage(), e);
        }
    }

    /** Replaces the whole content in one step. */
    void rewrite(List<Change> state) {
        Path compact = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(compact), 1 << 16)) {
                for (Change change : state) {
                    out.write(line(List.of(change)));
                }
            }
            channel.close();
            Files.move(compact, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            channel = appendTo(file);
        } catch (IOException e) {
            throw new SimulatorException("The simulator cannot compact its journal " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SimulatorException("The simulator cannot close its journal " + file, e);
        }
    }

    private static void read(Path file, Consumer<List<Change>> replay) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int number = 0;
            @Nullable String line = reader.readLine();
            while (line != null) {
                number++;
                String next = reader.readLine();
                replay.accept(parse(file, number, line, next == null));
                line = next;
            }
        }
    }

    private static List<Change> parse(Path file, int number, String line, boolean last) {
        try {
            return Json.MAPPER.readValue(line, LINE);
        } catch (JsonProcessingException e) {
            if (last) {
                return List.of();
            }
            throw new SimulatorException("Line " + number + " of the simulator's journal " + file + " is damaged", e);
        }
    }

    private static byte[] line(List<Change> changes) throws IOException {
        String json = Json.MAPPER.writerFor(LINE).writeValueAsString(changes);
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static FileChannel appendTo(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
}
