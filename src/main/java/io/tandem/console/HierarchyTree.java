package io.tandem.console;

import io.tandem.console.Chart.Part;
import io.tandem.model.OrgNode;
import io.tandem.model.StoreNumber;
import io.tandem.teams.StoreTeam;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The nodes of a hierarchy with the states of the stores below them; what is far below is shown on a page of its own. */
final class HierarchyTree {
    private static final int MOST = 300;

    private final HierarchyView view;
    private final Map<String, OrgNode> nodes = new HashMap<>();
    private final Map<String, List<OrgNode>> children;
    private final Map<String, Map<String, Long>> states = new HashMap<>();

    HierarchyTree(HierarchyView view) {
        this.view = view;
        this.children = view.hierarchy().nodes().stream()
                .filter(node -> node.parentId() != null)
                .collect(Collectors.groupingBy(node -> String.valueOf(node.parentId())));
        // In the draft whatever is below a node comes behind it.
        for (OrgNode node : view.draft().nodes().reversed()) {
            nodes.put(node.id(), node);
            if (node.store() != null) {
                add(node.id(), Map.of(state(node), 1L));
            }
            if (node.parentId() != null) {
                add(node.parentId(), states.getOrDefault(node.id(), Map.of()));
            }
        }
    }

    private void add(String id, Map<String, Long> more) {
        Map<String, Long> counts = states.computeIfAbsent(id, key -> new HashMap<>());
        more.forEach((state, stores) -> counts.merge(state, stores, Long::sum));
    }

    /**
     * A node as it is shown.
     *
     * @param store number of its store, null for a region
     * @param state where the store stands, empty for a region and for a store that nobody knows
     * @param parts the stores below it by state
     * @param below what is shown below it
     * @param hidden how much more there is right below it
     */
    record Branch(
            String id,
            String name,
            @Nullable StoreNumber store,
            String state,
            boolean hasTeam,
            List<Part> parts,
            List<Branch> below,
            int hidden) {
        long stores() {
            return parts.stream().mapToLong(Part::count).sum();
        }
    }

    /** {@return what hangs from a node, or from the root when there is no such node; empty when there is no root} */
    Optional<Branch> from(String id) {
        return Optional.ofNullable(nodes.get(id))
                .or(() -> view.draft().nodes().stream()
                        .filter(node -> node.parentId() == null)
                        .findFirst())
                .map(start -> branch(start, open(start), new HashSet<>()));
    }

    /** {@return the nodes above a node, the root first} */
    List<OrgNode> above(String id) {
        List<OrgNode> above = new ArrayList<>();
        OrgNode node = nodes.get(id);
        while (node != null && node.parentId() != null) {
            node = nodes.get(node.parentId());
            if (node == null || above.contains(node)) {
                break;
            }
            above.addFirst(node);
        }
        return above;
    }

    /** Level by level, as long as there is room. */
    private Set<String> open(OrgNode start) {
        Set<String> open = new HashSet<>(Set.of(start.id()));
        Queue<OrgNode> next = new ArrayDeque<>(below(start.id()).limit(MOST).toList());
        int shown = next.size();
        while (!next.isEmpty()) {
            OrgNode node = next.remove();
            List<OrgNode> below = below(node.id()).toList();
            if (shown + below.size() <= MOST && open.add(node.id())) {
                next.addAll(below);
                shown += below.size();
            }
        }
        return open;
    }

    private Branch branch(OrgNode node, Set<String> open, Set<String> path) {
        boolean shows = open.contains(node.id()) && path.add(node.id());
        List<Branch> below = shows
                ? below(node.id())
                        .limit(MOST)
                        .map(child -> branch(child, open, path))
                        .toList()
                : List.of();
        return new Branch(
                node.id(),
                node.name(),
                node.store(),
                node.store() == null ? "" : state(node),
                view.teams().store(node).map(StoreTeam::teamId).isPresent(),
                parts(node.id()),
                below,
                (int) below(node.id()).count() - below.size());
    }

    private Stream<OrgNode> below(String id) {
        return children.getOrDefault(id, List.of()).stream();
    }

    private List<Part> parts(String id) {
        return OverviewPage.stores(states.getOrDefault(id, Map.of()));
    }

    private String state(OrgNode node) {
        return view.teams().store(node).map(StoreTeam::state).orElse("");
    }
}
