package io.tandem.teams;

import static io.tandem.teams.SheetFaults.quoted;
import static io.tandem.teams.TargetingSheet.NAME;
import static io.tandem.teams.TargetingSheet.TEAM;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks how many rows there are, and the name and the team of each (graph-contract 14.1, 14.2). */
final class RowCheck {
    private static final int MOST_NODES = 15_000;
    private static final int LONGEST_NAME = 100;
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9]+( [A-Za-z0-9]+)*");
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final TargetingSheet sheet;
    private final SheetFaults faults;
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Integer> teams = new HashMap<>();

    RowCheck(TargetingSheet sheet, SheetFaults faults) {
        this.sheet = sheet;
        this.faults = faults;
    }

    void check() {
        if (sheet.rows().isEmpty()) {
            faults.add(TargetingSheet.FIRST_ROW, NAME, "there is no node", "add a row for each node");
        }
        if (sheet.rows().size() > MOST_NODES) {
            faults.add(
                    TargetingSheet.FIRST_ROW + MOST_NODES,
                    NAME,
                    "there are " + sheet.rows().size() + " nodes, and Teams takes " + MOST_NODES,
                    "take nodes away");
        }
        sheet.rowNumbers().forEach(this::row);
    }

    private void row(int row) {
        int cells = sheet.rows().get(row - TargetingSheet.FIRST_ROW).size();
        if (cells > sheet.header().size()) {
            faults.add(
                    row,
                    sheet.header().size() + 1,
                    "the row has " + cells + " cells, more than the header",
                    "take cells away, or put quotes around a value that has a comma");
        }
        name(row, sheet.cell(row, NAME));
        String team = sheet.cell(row, TEAM);
        if (!team.isEmpty()) {
            team(row, team);
        }
    }

    private void name(int row, String name) {
        if (name.isBlank()) {
            faults.add(row, NAME, "the node has no name", "name it with letters A to Z and digits");
            return;
        }
        if (name.length() > LONGEST_NAME) {
            faults.add(
                    row,
                    NAME,
                    "the name has " + name.length() + " characters, and Teams takes " + LONGEST_NAME,
                    "shorten it");
        }
        if (!NAMES.matcher(name).matches()) {
            faults.add(
                    row,
                    NAME,
                    quoted(name) + " has characters that Teams does not take",
                    "write letters A to Z, digits and single spaces, and the same in ParentName");
        }
        Integer before = names.putIfAbsent(name, row);
        if (before != null) {
            faults.add(row, NAME, quoted(name) + " is the name of row " + before + " too", "rename one of them");
        }
    }

    private void team(int row, String team) {
        if (!GUID.matcher(team).matches()) {
            faults.add(
                    row,
                    TEAM,
                    quoted(team) + " is no id of a team",
                    "write the id of its Microsoft 365 group, a GUID without braces");
        }
        Integer before = teams.putIfAbsent(team.toLowerCase(Locale.ROOT), row);
        if (before != null) {
            faults.add(row, TEAM, "this is the team of row " + before + " too", "let each team stand in one row");
        }
    }
}
