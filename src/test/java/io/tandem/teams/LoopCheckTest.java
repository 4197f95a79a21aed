package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LoopCheckTest {
    /** Each node has one parent or, below zero, none. */
    @Property
    void findsEveryNodeThatIsAboveItselfOnceAndNoOther(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = -3, max = 11) Integer> above) {
        int nodes = above.size();
        Map<Integer, List<Integer>> parents = new HashMap<>();
        IntStream.range(0, nodes)
                .forEach(node -> parents.put(
                        node,
                        above.get(node) < 0 || above.get(node) >= nodes || above.get(node) == node
                                ? List.of()
                                : List.of(above.get(node))));

        List<List<Integer>> loops = new LoopCheck(parents).loops();

        Set<Integer> inLoops = new HashSet<>();
        loops.forEach(inLoops::addAll);
        assertThat(inLoops).isEqualTo(aboveThemselves(parents));
        assertThat(loops.stream().mapToInt(List::size).sum()).isEqualTo(inLoops.size());
        assertThat(loops).allSatisfy(loop -> {
            assertThat(loop.getFirst()).isEqualTo(Collections.min(loop));
            for (int at = 0; at < loop.size(); at++) {
                assertThat(parents.get(loop.get(at))).contains(loop.get((at + 1) % loop.size()));
            }
        });
    }

    private static Set<Integer> aboveThemselves(Map<Integer, List<Integer>> parents) {
        Set<Integer> found = new HashSet<>();
        parents.keySet().forEach(start -> {
            List<Integer> up = parents.getOrDefault(start, List.of());
            for (int step = 0; step < parents.size() && !up.isEmpty(); step++) {
                if (up.contains(start)) {
                    found.add(start);
                }
                up = parents.getOrDefault(up.getFirst(), List.of());
            }
        });
        return found;
    }
}
