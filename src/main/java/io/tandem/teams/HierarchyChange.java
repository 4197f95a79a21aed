package io.tandem.teams;

import io.tandem.teams.HierarchyExport.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What another upload would change in the targeting hierarchy of Teams; an upload replaces the former one whole (R29). */
public sealed interface HierarchyChange {

    /** {@return the node, as it is now or was} */
    Line node();

    /** {@return one sentence for people} */
    String sentence();

    /** A node is new. */
    record Added(Line node, String parent) implements HierarchyChange {
        @Override
        public String sentence() {
            return node.name() + " is new" + (parent.isEmpty() ? "" : ", below " + parent);
        }
    }

    /** A node is gone: nothing is published there any more. */
    record Removed(Line node) implements HierarchyChange {
        @Override
        public String sentence() {
            return node.name() + " is gone";
        }
    }

    /** A node hangs from another one. */
    record Moved(Line node, String from, String to) implements HierarchyChange {
        @Override
        public String sentence() {
            return node.name() + " moves from " + shown(from) + " to " + shown(to);
        }

        private static String shown(String parent) {
            return parent.isEmpty() ? "the top" : parent;
        }
    }

    /** A node has another name. */
    record Renamed(Line node, String from) implements HierarchyChange {
        @Override
        public String sentence() {
            return from + " is now " + node.name();
        }
    }

    /** A node has another team, or none any more. */
    record OtherTeam(Line node) implements HierarchyChange {
        @Override
        public String sentence() {
            return node.name() + (node.teamId().isEmpty() ? " has no team any more" : " has another team");
        }
    }

    /** {@return what is different, in the order of the new lines, and at the end what is gone} */
    static List<HierarchyChange> between(Collection<Line> before, Collection<Line> now) {
        Map<String, Line> former = byId(before);
        Map<String, Line> current = byId(now);
        List<HierarchyChange> changes = new ArrayList<>();
        current.forEach((id, line) -> {
            Line old = former.get(id);
            if (old == null) {
                changes.add(new Added(line, name(current, line)));
            } else {
                compare(old, line, former, current, changes);
            }
        });
        former.forEach((id, line) -> {
            if (!current.containsKey(id)) {
                changes.add(new Removed(line));
            }
        });
        return changes;
    }

    private static void compare(
            Line old, Line line, Map<String, Line> former, Map<String, Line> current, List<HierarchyChange> changes) {
        if (!old.name().equals(line.name())) {
            changes.add(new Renamed(line, old.name()));
        }
        if (!Objects.equals(old.parentId(), line.parentId())) {
            changes.add(new Moved(line, name(former, old), name(current, line)));
        }
        if (!old.teamId().equalsIgnoreCase(line.teamId())) {
            changes.add(new OtherTeam(line));
        }
    }

    /** The name of the node above. */
    private static String name(Map<String, Line> lines, Line line) {
        Line parent = line.parentId() == null ? null : lines.get(line.parentId());
        return parent == null ? "" : parent.name();
    }

    private static Map<String, Line> byId(Collection<Line> lines) {
        Map<String, Line> byId = new LinkedHashMap<>();
        lines.forEach(line -> byId.putIfAbsent(line.id(), line));
        return byId;
    }
}
