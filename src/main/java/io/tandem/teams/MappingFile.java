package io.tandem.teams;

import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A mapping file: CSV with the columns {@code SOURCETYPE}, {@code SOURCEID} and {@code TEAMID} (commerce-contract 3.5). Their case
 * and order do not matter, nor do further columns or a byte order mark; cells are parted by comma or semicolon, and leading zeros
 * stay. A line without team is left alone, so that a list of stores can be filled bit by bit.
 */
final class MappingFile {
    private static final String SOURCE_TYPE = "SOURCETYPE";
    private static final String SOURCE_ID = "SOURCEID";
    private static final String TEAM_ID = "TEAMID";
    private static final List<String> COLUMNS = List.of(SOURCE_TYPE, SOURCE_ID, TEAM_ID);

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    /** What a spreadsheet would take for a formula. */
    private static final String FORMULA = "=+-@";

    private final List<Line> lines = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private int empty;
    private long line;

    private MappingFile() {}

    /**
     * A line that names a team.
     *
     * @param number where it is in the file, from 1; the header is a line too
     */
    record Line(long number, Mapping mapping) {}

    /**
     * What stands in a file.
     *
     * @param lines what can be read
     * @param flaws what cannot, in order
     * @param empty lines without team
     */
    record Reading(List<Line> lines, List<Flaw> flaws, int empty) {
        Reading {
            lines = List.copyOf(lines);
            flaws = List.copyOf(flaws);
        }
    }

    static Reading read(String text) {
        MappingFile file = new MappingFile();
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (CSVParser parser = format(plain).parse(new StringReader(plain))) {
            file.readAll(parser);
        } catch (IOException | UncheckedIOException damaged) {
            file.flaws.add(new Flaw(file.line + 1, "a quotation mark is missing, here or further down"));
        }
        return new Reading(file.lines, file.flaws, file.empty);
    }

    /**
     * Writes a file that {@link #read} reads.
     *
     * @param headers names of columns after the three that all such files have
     */
    static String write(List<String> headers, Stream<Row> rows) {
        List<String> header = Stream.concat(COLUMNS.stream(), headers.stream()).toList();
        return Stream.concat(Stream.of(header), rows.map(Row::cells))
                .map(cells -> FORMAT.format(cells.toArray()) + "\n")
                .collect(Collectors.joining());
    }

    /**
     * A row to be written.
     *
     * @param teamId empty = no team
     * @param more what stands in further columns
     */
    record Row(TeamSource source, String sourceId, String teamId, List<String> more) {
        private List<String> cells() {
            return Stream.concat(
                            Stream.of(Mapping.type(source), sourceId, teamId),
                            more.stream().map(MappingFile::harmless))
                    .toList();
        }
    }

    private static String harmless(String cell) {
        String shown = cell.trim();
        return !shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0 ? "'" + shown : shown;
    }

    private static CSVFormat format(String text) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        boolean semicolons = header.chars().filter(c -> c == ';').count()
                > header.chars().filter(c -> c == ',').count();
        return FORMAT.builder().setDelimiter(semicolons ? ';' : ',').get();
    }

    private void readAll(CSVParser parser) {
        for (CSVRecord row : parser) {
            if (columns.isEmpty()) {
                readHeader(row);
            } else if (columns.keySet().containsAll(COLUMNS)) {
                read(parser.getCurrentLineNumber(), row);
            }
            line = parser.getCurrentLineNumber();
        }
        if (!columns.keySet().containsAll(COLUMNS)) {
            TreeSet<String> missing = new TreeSet<>(COLUMNS);
            missing.removeAll(columns.keySet());
            flaws.add(new Flaw(1, "the header has no column " + String.join(" and no ", missing)));
        }
    }

    private void readHeader(CSVRecord row) {
        for (int column = 0; column < row.size(); column++) {
            columns.putIfAbsent(row.get(column).toUpperCase(Locale.ROOT), column);
        }
    }

    private void read(long number, CSVRecord row) {
        String type = cell(row, SOURCE_TYPE);
        String id = cell(row, SOURCE_ID);
        String team = cell(row, TEAM_ID);
        Optional<TeamSource> source = source(type, id);
        if (source.isEmpty()) {
            flaws.add(new Flaw(number, noSource(type, id)));
        } else if (team.isEmpty()) {
            empty++;
        } else if (Mapping.isGuid(team)) {
            lines.add(new Line(number, new Mapping(source.get(), id.isEmpty() ? Mapping.COMMUNICATION : id, team)));
        } else {
            flaws.add(
                    new Flaw(number, "TEAMID '" + team + "' is no GUID such as 4a5b6c7d-0000-4000-8000-0123456789ab"));
        }
    }

    /** A row may be shorter than the header. */
    private String cell(CSVRecord row, String column) {
        int index = columns.getOrDefault(column, Integer.MAX_VALUE);
        return index < row.size() ? row.get(index) : "";
    }

    private static Optional<TeamSource> source(String type, String id) {
        if (type.equalsIgnoreCase(Mapping.COMMUNICATION)) {
            return Optional.of(Communications.TEAM);
        }
        try {
            return type.equalsIgnoreCase(Mapping.STORE) ? Optional.of(new StoreNumber(id)) : Optional.empty();
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty();
        }
    }

    private static String noSource(String type, String id) {
        if (!type.equalsIgnoreCase(Mapping.STORE)) {
            return "SOURCETYPE '" + type + "' is neither RetailStore nor Communication";
        }
        return id.isEmpty() ? "SOURCEID is empty" : "SOURCEID '" + id + "' is no number of a store";
    }
}
