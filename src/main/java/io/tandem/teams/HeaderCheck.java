package io.tandem.teams;

import static io.tandem.teams.SheetFaults.HEADER_ROW;
import static io.tandem.teams.SheetFaults.quoted;

import io.tandem.teams.TargetingSheet.NameColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks row 1: the three columns that must be there, attributes and buckets (graph-contract 14.1). */
final class HeaderCheck {
    private static final int MOST_ATTRIBUTES = 50;
    private static final int MOST_BUCKETS = 25;
    private static final int LONGEST = 100;
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9 ]+(:[A-Za-z0-9 ]+)?");
    private static final Pattern BUCKET = Pattern.compile("#[A-Za-z0-9]+( [A-Za-z0-9]+)*");
    /** Looks like a colon and is none. */
    private static final String WIDE_COLON = "\uFF1A";

    private final TargetingSheet sheet;
    private final SheetFaults faults;
    private final Map<String, Integer> columns = new HashMap<>();
    private int attributes;
    private int buckets;

    HeaderCheck(TargetingSheet sheet, SheetFaults faults) {
        this.sheet = sheet;
        this.faults = faults;
    }

    void check() {
        expect(
                TargetingSheet.NAME,
                Arrays.stream(NameColumn.values()).map(NameColumn::word).toList());
        expect(TargetingSheet.PARENT, List.of("ParentName"));
        expect(TargetingSheet.TEAM, List.of("TeamId"));
        sheet.furtherColumns().forEach(this::further);
    }

    private void expect(int column, List<String> names) {
        String name = sheet.header(column);
        if (!names.contains(name)) {
            add(
                    column,
                    name.isEmpty() ? "the column has no name" : quoted(name) + " is not the name of this column",
                    "write " + String.join(" or ", names));
        }
    }

    private void further(int column) {
        String name = sheet.header(column);
        if (name.length() > LONGEST) {
            add(column, "the name of the column has more than " + LONGEST + " characters", "shorten it");
        }
        Integer before = columns.putIfAbsent(name, column);
        if (before != null && !name.isEmpty()) {
            add(column, quoted(name) + " is the name of column " + before + " too", "name or use one of them");
        }
        if (name.startsWith(TargetingSheet.BUCKET)) {
            bucket(column, name);
        } else {
            attribute(column, name);
        }
    }

    private void bucket(int column, String name) {
        if (!BUCKET.matcher(name).matches()) {
            add(
                    column,
                    name.length() == 1
                            ? "the bucket has no name"
                            : "the bucket " + quoted(name) + " has characters that Teams does not take",
                    "write # and letters A to Z, digits and single spaces");
        }
        if (++buckets == MOST_BUCKETS + 1) {
            add(column, "there are more than " + MOST_BUCKETS + " buckets", "take some away");
        }
    }

    private void attribute(int column, String name) {
        if (name.isEmpty()) {
            add(column, "the column has no name", "name it, or take it away");
        } else if (name.contains(WIDE_COLON)) {
            add(column, quoted(name) + " has a wide colon", "write the colon of ASCII");
        } else if (!ATTRIBUTE.matcher(name).matches()) {
            add(
                    column,
                    "the attribute " + quoted(name) + " has characters that Teams does not take",
                    "write letters A to Z, digits and spaces, and for one of several values Name:Value");
        }
        if (++attributes == MOST_ATTRIBUTES + 1) {
            add(column, "there are more than " + MOST_ATTRIBUTES + " attribute columns", "take some away");
        }
    }

    private void add(int column, String problem, String fix) {
        faults.add(HEADER_ROW, column, problem, fix);
    }
}
