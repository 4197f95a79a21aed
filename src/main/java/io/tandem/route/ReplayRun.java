package io.tandem.route;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook.Chunk;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a chunk is, between the steps of the route.
 *
 * @param chunk what is sent, null = nothing
 * @param waiting letters that have not had their turn
 * @param slice letters whose turn it is
 * @param done letters that Kafka has
 * @param failed letters that cannot be sent, and why
 */
record ReplayRun(
        @Nullable Chunk chunk,
        Map<LetterId, DeadLetter> waiting,
        Map<LetterId, DeadLetter> slice,
        Set<LetterId> done,
        Map<LetterId, String> failed) {

    static ReplayRun none() {
        return new ReplayRun(null, Map.of(), Map.of(), Set.of(), Map.of());
    }

    static ReplayRun of(Chunk chunk, Map<LetterId, DeadLetter> letters, Map<LetterId, String> failed) {
        return new ReplayRun(chunk, letters, Map.of(), Set.of(), failed);
    }

    /** {@return whether the route's loop goes on; it asks} */
    public boolean goesOn() {
        return chunk != null;
    }

    Chunk taken() {
        return Objects.requireNonNull(chunk, "nothing is sent");
    }

    /** Letters of the slice that are about keys. */
    List<LetterId> keys() {
        return slice.entrySet().stream()
                .filter(letter -> letter.getValue().origin() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean isOver() {
        return waiting.isEmpty();
    }

    ReplayRun sliced(int most) {
        Map<LetterId, DeadLetter> left = new LinkedHashMap<>(waiting);
        Map<LetterId, DeadLetter> turn = new LinkedHashMap<>();
        waiting.entrySet().stream().limit(most).forEach(letter -> turn.put(letter.getKey(), letter.getValue()));
        left.keySet().removeAll(turn.keySet());
        return new ReplayRun(chunk, Collections.unmodifiableMap(left), turn, done, failed);
    }

    ReplayRun sent() {
        Set<LetterId> all = new HashSet<>(done);
        all.addAll(slice.keySet());
        keys().forEach(all::remove);
        return new ReplayRun(chunk, waiting, Map.of(), all, failed);
    }
}
