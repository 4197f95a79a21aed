package io.tandem.teams;

import static io.tandem.teams.SheetFaults.quoted;
import static io.tandem.teams.TargetingSheet.FIRST_ROW;
import static io.tandem.teams.TargetingSheet.NAME;
import static io.tandem.teams.TargetingSheet.PARENT;
import static io.tandem.teams.TargetingSheet.TEAM;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Checks that the rows make one tree, and that its root and its leaves have teams (graph-contract 14.1, 14.2; R19, R28). */
final class TreeCheck {
    private static final int MOST_PARENTS = 25;

    private final TargetingSheet sheet;
    private final SheetFaults faults;
    private final Map<String, Integer> rows = new HashMap<>();
    /** Names by their letters and digits alone: what somebody meant who mistyped one. */
    private final Map<String, String> spellings = new HashMap<>();

    private final Map<Integer, List<Integer>> parents = new HashMap<>();

    TreeCheck(TargetingSheet sheet, SheetFaults faults) {
        this.sheet = sheet;
        this.faults = faults;
    }

    void check() {
        sheet.rowNumbers().forEach(row -> {
            rows.putIfAbsent(sheet.cell(row, NAME), row);
            spellings.putIfAbsent(spelling(sheet.cell(row, NAME)), sheet.cell(row, NAME));
        });
        sheet.rowNumbers().forEach(row -> parents.put(row, parents(row)));
        roots();
        new LoopCheck(parents).loops().forEach(this::loop);
        leaves();
    }

    private List<Integer> parents(int row) {
        if (isRoot(row)) {
            return List.of();
        }
        List<String> names = List.of(sheet.cell(row, PARENT).split(";", -1));
        if (names.size() > MOST_PARENTS) {
            add(row, "there are " + names.size() + " parents, and Teams takes " + MOST_PARENTS, "take some away");
        }
        List<Integer> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                add(row, "the parent " + quoted(name) + " is there twice", "name it once");
            } else {
                parent(row, name, names.size() > 1, found);
            }
        }
        return found;
    }

    private void parent(int row, String name, boolean oneOfSeveral, List<Integer> found) {
        Integer parent = name.isBlank() ? null : rows.get(name);
        if (parent == null) {
            unknown(row, name);
        } else if (parent == row) {
            add(row, "the node is its own parent", "name the node above it");
        } else {
            if (oneOfSeveral && !isRoot(parent)) {
                add(
                        row,
                        "one of several parents, " + quoted(name) + ", is no root",
                        "name one parent; only roots may be several");
            }
            found.add(parent);
        }
    }

    private void unknown(int row, String name) {
        String meant = spellings.get(spelling(name));
        add(
                row,
                name.isBlank() ? "a name of a parent is missing" : "no row has the name " + quoted(name),
                meant == null || name.isBlank()
                        ? "name a parent that is there"
                        : "write " + quoted(meant) + ", as it is written in row "
                                + Objects.requireNonNull(rows.get(meant)));
    }

    private void roots() {
        List<Integer> roots = sheet.rowNumbers().filter(this::isRoot).boxed().toList();
        if (roots.isEmpty() && !sheet.rows().isEmpty()) {
            add(FIRST_ROW, "no row is the root", "leave this cell empty in the row of the communications team");
        }
        roots.stream()
                .skip(1)
                .forEach(row -> add(
                        row,
                        "this is a second root, beside row " + roots.getFirst(),
                        "put it below " + quoted(sheet.cell(roots.getFirst(), NAME))));
    }

    private void loop(List<Integer> loop) {
        StringBuilder way = new StringBuilder();
        loop.forEach(row -> way.append(quoted(sheet.cell(row, NAME))).append(" below "));
        way.append(quoted(sheet.cell(loop.getFirst(), NAME)));
        add(loop.getFirst(), "the node is below itself: " + way, "give one of them a parent outside of this loop");
    }

    private void leaves() {
        Set<Integer> above = new HashSet<>();
        parents.values().forEach(above::addAll);
        sheet.rowNumbers()
                .filter(row -> sheet.cell(row, TEAM).isEmpty())
                .filter(row -> isRoot(row) || !above.contains(row))
                .forEach(row -> faults.add(
                        row,
                        TEAM,
                        isRoot(row)
                                ? "the root has no team, so nobody can publish"
                                : "nothing is below this node, and it has no team that could receive tasks",
                        isRoot(row)
                                ? "write the id of the communications team"
                                : "write the id of its team, or take the row away"));
    }

    private boolean isRoot(int row) {
        return sheet.cell(row, PARENT).isEmpty();
    }

    private void add(int row, String problem, String fix) {
        faults.add(row, PARENT, problem, fix);
    }

    private static String spelling(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
    }
}
