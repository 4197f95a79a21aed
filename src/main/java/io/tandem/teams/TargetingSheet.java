package io.tandem.teams;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is uploaded to Teams as targeting hierarchy: the cells of a CSV, one row a node (graph-contract 14.1). A row may be
 * shorter than the header; what is missing is empty.
 *
 * @param header row 1
 * @param rows the rows below it
 */
public record TargetingSheet(List<String> header, List<List<String>> rows) {
    /** Number of the first row of {@link #rows}. */
    public static final int FIRST_ROW = 2;

    static final int NAME = 1;
    static final int PARENT = 2;
    static final int TEAM = 3;
    static final String BUCKET = "#";
    /** Between an attribute and one of the values that a node may have several of. */
    static final String VALUE = ":";

    /** Copies the cells. */
    public TargetingSheet {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** What Microsoft calls the first column: one name in its rules, the other one in its sample (graph-contract 14.1). */
    public enum NameColumn {
        /** The name in the rules. */
        DISPLAY_NAME("DisplayName"),
        /** The name in the sample. */
        TARGET_NAME("TargetName");

        private final String word;

        NameColumn(String word) {
            this.word = word;
        }

        /** {@return the name as it stands in the file} */
        public String word() {
            return word;
        }
    }

    /** {@return everything that breaks a published limit, by row and column; none when Teams can take it} */
    public List<SheetFault> faults() {
        SheetFaults faults = new SheetFaults(this);
        new HeaderCheck(this, faults).check();
        new RowCheck(this, faults).check();
        new TreeCheck(this, faults).check();
        new AttributeCheck(this, faults).check();
        return faults.all();
    }

    /** {@return the numbers of the rows whose teams get what is published: no other row is below them (commerce-contract R30)} */
    public Set<Integer> receivers() {
        Set<String> above = rowNumbers()
                .mapToObj(row -> cell(row, PARENT).split(";", -1))
                .flatMap(Stream::of)
                .collect(Collectors.toSet());
        return rowNumbers()
                .filter(row -> !cell(row, PARENT).isEmpty() && !cell(row, TEAM).isEmpty())
                .filter(row -> !above.contains(cell(row, NAME)))
                .boxed()
                .collect(Collectors.toSet());
    }

    /** {@return what the header says of a column, from 1; empty when nothing} */
    String header(int column) {
        return column <= header.size() ? header.get(column - 1) : "";
    }

    /** {@return a cell of a row, both counted as in the file; empty when it is not there} */
    String cell(int row, int column) {
        List<String> cells = rows.get(row - FIRST_ROW);
        return column <= cells.size() ? cells.get(column - 1) : "";
    }

    /** {@return the numbers of the rows below the header} */
    IntStream rowNumbers() {
        return IntStream.range(FIRST_ROW, FIRST_ROW + rows.size());
    }

    /** {@return the numbers of the columns behind the first three} */
    IntStream furtherColumns() {
        return IntStream.rangeClosed(TEAM + 1, header.size());
    }
}
