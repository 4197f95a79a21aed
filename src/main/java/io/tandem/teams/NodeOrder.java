package io.tandem.teams;

import io.tandem.model.OrgNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Nodes in an order for reading.
 *
 * @param tree what hangs from a root: each node behind the one above it, and what is below it right behind it
 * @param loose what hangs from no root, in the order in which it came
 */
record NodeOrder(List<OrgNode> tree, List<OrgNode> loose) {

    /** Of two nodes with the same id the first has the children. */
    static NodeOrder of(Collection<OrgNode> nodes) {
        Map<String, List<OrgNode>> children = new HashMap<>();
        Deque<OrgNode> next = new ArrayDeque<>();
        for (OrgNode node : nodes) {
            String parent = node.parentId();
            if (parent == null) {
                next.addLast(node);
            } else {
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(node);
            }
        }
        List<OrgNode> tree = new ArrayList<>();
        while (!next.isEmpty()) {
            OrgNode node = next.removeFirst();
            tree.add(node);
            List<OrgNode> below = children.remove(node.id());
            if (below != null) {
                below.reversed().forEach(next::addFirst);
            }
        }
        return new NodeOrder(
                List.copyOf(tree),
                nodes.stream()
                        .filter(node -> node.parentId() != null && children.containsKey(node.parentId()))
                        .toList());
    }

    List<OrgNode> all() {
        return Stream.concat(tree.stream(), loose.stream()).toList();
    }
}
