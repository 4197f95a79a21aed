package io.tandem.teams;

import static io.tandem.teams.SheetFaults.quoted;

import java.util.HashSet;
import java.util.Set;

/** Checks the values of attributes (graph-contract 14.1). */
final class AttributeCheck {
    private static final int MOST_VALUES = 50;
    private static final int LONGEST_VALUE = 100;
    private static final Set<String> YES_OR_NO = Set.of("0", "1");

    private final TargetingSheet sheet;
    private final SheetFaults faults;

    AttributeCheck(TargetingSheet sheet, SheetFaults faults) {
        this.sheet = sheet;
        this.faults = faults;
    }

    void check() {
        sheet.furtherColumns()
                .filter(column -> !sheet.header(column).startsWith(TargetingSheet.BUCKET))
                .forEach(column -> {
                    if (sheet.header(column).contains(TargetingSheet.VALUE)) {
                        oneOfSeveral(column);
                    } else {
                        exclusive(column);
                    }
                });
    }

    private void oneOfSeveral(int column) {
        sheet.rowNumbers()
                .filter(row -> !YES_OR_NO.contains(sheet.cell(row, column)))
                .forEach(row -> faults.add(
                        row,
                        column,
                        quoted(sheet.cell(row, column)) + " does not say whether the node has this value",
                        "write 1 for yes or 0 for no"));
    }

    private void exclusive(int column) {
        Set<String> values = new HashSet<>();
        sheet.rowNumbers().forEach(row -> {
            String value = sheet.cell(row, column);
            if (value.length() > LONGEST_VALUE) {
                faults.add(
                        row,
                        column,
                        "the value has " + value.length() + " characters, and Teams takes " + LONGEST_VALUE,
                        "shorten it");
            }
            if (!value.isEmpty() && values.add(value) && values.size() == MOST_VALUES + 1) {
                faults.add(
                        row,
                        column,
                        "the attribute has more than " + MOST_VALUES + " different values",
                        "use fewer, or take the column away");
            }
        });
    }
}
