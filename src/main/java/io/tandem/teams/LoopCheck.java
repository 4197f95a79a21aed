package io.tandem.teams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds loops among nodes. First everything goes that hangs from a root; what is left is in a loop or below one, and the
 * way up from there ends in it. However deep a tree is, nothing here calls itself.
 */
final class LoopCheck {
    private final Map<Integer, List<Integer>> parents;
    private final Map<Integer, List<Integer>> children = new HashMap<>();

    /** @param parents the nodes above each node */
    LoopCheck(Map<Integer, List<Integer>> parents) {
        this.parents = new TreeMap<>(parents);
        parents.forEach((node, above) -> above.forEach(parent ->
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(node)));
    }

    /** {@return each loop once, from its smallest node upwards} */
    List<List<Integer>> loops() {
        Map<Integer, Integer> upwards = entangled();
        List<List<Integer>> loops = new ArrayList<>();
        Set<Integer> passed = new HashSet<>();
        upwards.keySet().forEach(start -> {
            List<Integer> way = new ArrayList<>();
            Integer node = start;
            while (passed.add(node)) {
                way.add(node);
                node = Objects.requireNonNull(upwards.get(node));
            }
            if (way.contains(node)) {
                loops.add(fromSmallest(way.subList(way.indexOf(node), way.size())));
            }
        });
        return loops;
    }

    /** For each node that hangs from no root, one above it that does not either. */
    private Map<Integer, Integer> entangled() {
        Map<Integer, Integer> waiting = new HashMap<>();
        Deque<Integer> free = new ArrayDeque<>();
        parents.forEach((node, above) -> {
            waiting.put(node, above.size());
            if (above.isEmpty()) {
                free.add(node);
            }
        });
        while (!free.isEmpty()) {
            Integer node = free.remove();
            waiting.remove(node);
            below(node).stream()
                    .filter(child -> waiting.merge(child, -1, Integer::sum) == 0)
                    .forEach(free::add);
        }
        Map<Integer, Integer> upwards = new TreeMap<>();
        parents.forEach((node, above) -> above.stream()
                .filter(parent -> waiting.containsKey(node) && waiting.containsKey(parent))
                .findFirst()
                .ifPresent(parent -> upwards.put(node, parent)));
        return upwards;
    }

    private Collection<Integer> below(Integer node) {
        return children.getOrDefault(node, List.of());
    }

    private static List<Integer> fromSmallest(List<Integer> loop) {
        List<Integer> turned = new ArrayList<>(loop);
        Collections.rotate(turned, -turned.indexOf(Collections.min(turned)));
        return List.copyOf(turned);
    }
}
