package io.tandem.teams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a sheet. */
final class SheetFaults {
    static final int HEADER_ROW = 1;
    private static final Comparator<SheetFault> ORDER =
            Comparator.comparingInt(SheetFault::row).thenComparingInt(SheetFault::column);
    private static final int SHOWN = 40;

    private final TargetingSheet sheet;
    private final List<SheetFault> faults = new ArrayList<>();

    SheetFaults(TargetingSheet sheet) {
        this.sheet = sheet;
    }

    void add(int row, int column, String problem, String fix) {
        faults.add(new SheetFault(row, column, sheet.header(column), problem, fix));
    }

    /** {@return what was found, by row and column} */
    List<SheetFault> all() {
        return faults.stream().sorted(ORDER).toList();
    }

    /** {@return a text in quotes, shortened where it is long} */
    static String quoted(String text) {
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + '"';
    }
}
