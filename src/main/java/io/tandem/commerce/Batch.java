package io.tandem.commerce;

import io.tandem.model.Key;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The events of a whole Kafka batch, to be folded at once; what was refused is not in it. */
public final class Batch {
    private final Map<EventKey, Told> events = new LinkedHashMap<>();
    private final int size;

    private record Told(EventHeader header, List<Fact> facts) {
        boolean isStale(Set<Fact> kept) {
            return !facts.isEmpty() && facts.stream().noneMatch(kept::contains);
        }
    }

    private Batch(List<CommerceEvent> accepted) {
        this.size = accepted.size();
        accepted.forEach(event ->
                events.computeIfAbsent(event.header().key(), key -> new Told(event.header(), Facts.of(event))));
    }

    /** {@return the batch of the accepted events among the readings} */
    public static Batch of(Collection<Reading> readings) {
        return new Batch(readings.stream()
                .filter(Reading.Accepted.class::isInstance)
                .map(reading -> ((Reading.Accepted) reading).event())
                .toList());
    }

    /** {@return the events, each once; of two with the same key the first} */
    public List<EventHeader> events() {
        return events.values().stream().map(Told::header).toList();
    }

    /** {@return the newest fact of each register that the fresh events tell, ordered by register} */
    public List<Fact> facts(Set<EventKey> fresh) {
        return List.copyOf(
                Fact.newest(told(fresh).flatMap(told -> told.facts().stream()).toList()));
    }

    /**
     * Counts what became of the events.
     *
     * @param fresh the events that were not known before
     * @param replaced the registers in which a fact of this batch is now the kept one
     * @param due the keys that became due
     */
    public CommerceState.Outcome outcome(Set<EventKey> fresh, Set<Fact.Register> replaced, Set<Key> due) {
        Set<Fact> kept = Set.copyOf(facts(fresh).stream()
                .filter(fact -> replaced.contains(fact.register()))
                .toList());
        int stale = (int) told(fresh).filter(told -> told.isStale(kept)).count();
        return new CommerceState.Outcome(fresh.size() - stale, size - fresh.size(), stale, due);
    }

    private Stream<Told> told(Set<EventKey> fresh) {
        return events.entrySet().stream()
                .filter(event -> fresh.contains(event.getKey()))
                .map(Map.Entry::getValue);
    }
}
