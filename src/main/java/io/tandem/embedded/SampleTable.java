package io.tandem.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A data table of the sample company: comma-separated, first line names the columns, no quotes.
 *
 * @param rows its rows
 */
record SampleTable(List<Row> rows) {

    /**
     * One line of a table.
     *
     * @param columns names of the columns
     * @param cells their texts, blank when absent
     */
    record Row(List<String> columns, List<String> cells) {
        String text(String column) {
            return cells.get(columns.indexOf(column));
        }

        Optional<String> find(String column) {
            return Optional.of(text(column)).filter(text -> !text.isBlank());
        }

        int count(String column) {
            return find(column).map(Integer::parseInt).orElse(0);
        }
    }

    /** Reads a table that lies beside this class. */
    static SampleTable read(String name) {
        List<List<String>> lines = text(name).lines().map(SampleTable::cells).toList();
        List<String> columns = lines.getFirst();
        return new SampleTable(
                lines.stream().skip(1).map(cells -> new Row(columns, cells)).toList());
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(SampleTable.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the sample table " + name, e);
        }
    }
}
