package io.tandem.simulator.hq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.SimulatorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows, each change of which is written to a file of JSON Lines before it counts: they survive a kill of the process. A torn last
 * line is a change that never happened. A row is replaced, never changed, so that it can be read while others write.
 */
final class HqTables implements AutoCloseable {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, Map<String, HqRow>> rows = new LinkedHashMap<>();
    private final FileChannel file;
    private long lastVersion;

    private HqTables(FileChannel file) {
        this.file = file;
    }

    static HqTables open(Path data) {
        Path path = data.resolve("simulator").resolve("hq.jsonl");
        try {
            Files.createDirectories(path.getParent());
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                file.close();
                throw inUse(path);
            }
            HqTables tables = new HqTables(file);
            file.truncate(tables.replay(Files.readString(path)));
            file.position(file.size());
            return tables;
        } catch (OverlappingFileLockException e) {
            throw inUse(path);
        } catch (IOException e) {
            throw new SimulatorException("The HQ simulator cannot use " + path + ": " + e.getMessage(), e);
        }
    }

    private static SimulatorException inUse(Path path) {
        return new SimulatorException("Another HQ simulator is using " + path, null);
    }

    synchronized Stream<HqRow> all(EntitySet set) {
        return List.copyOf(table(set.name()).values()).stream();
    }

    synchronized Optional<HqRow> find(EntitySet set, String key) {
        return Optional.ofNullable(table(set.name()).get(key));
    }

    /** Keeps a new state of a row. */
    synchronized HqRow put(EntitySet set, ObjectNode values) {
        HqRow row = new HqRow(set.name(), set.key(values), lastVersion + 1, values);
        keep(row);
        return row;
    }

    synchronized void remove(HqRow row) {
        keep(new HqRow(row.set(), row.key(), lastVersion + 1, null));
    }

    synchronized void clear() {
        rows.clear();
        try {
            file.truncate(0);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new SimulatorException("The HQ simulator cannot close its file", e);
        }
    }

    private Map<String, HqRow> table(String set) {
        return rows.computeIfAbsent(set, name -> new LinkedHashMap<>());
    }

    private void keep(HqRow row) {
        write(row);
        apply(row);
    }

    private void apply(HqRow row) {
        lastVersion = Math.max(lastVersion, row.version());
        if (row.values() == null) {
            table(row.set()).remove(row.key());
        } else {
            table(row.set()).put(row.key(), row);
        }
    }

    /** {@return how many bytes of the file are whole lines} */
    private long replay(String text) throws IOException {
        int end = 0;
        for (int next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', end)) {
            try {
                apply(MAPPER.readValue(text.substring(end, next), HqRow.class));
            } catch (JsonProcessingException damaged) {
                throw new IOException("the line at character " + end + " is damaged", damaged);
            }
            end = next + 1;
        }
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    private void write(HqRow row) {
        try {
            ByteBuffer line = ByteBuffer.wrap((MAPPER.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                file.write(line);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static SimulatorException unwritable(IOException e) {
        return new SimulatorException("The HQ simulator cannot write its file: " + e.getMessage(), e);
    }
}
