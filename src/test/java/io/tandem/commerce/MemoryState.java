package io.tandem.commerce;

import io.tandem.commerce.Dependents.Tie;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.StoreTasks;
import io.tandem.model.TeamSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The smallest state that keeps the contract of {@link CommerceState}. */
final class MemoryState implements CommerceState {
    private final Set<EventKey> known = new HashSet<>();
    private final Map<Fact.Register, Fact> facts = new HashMap<>();

    @Override
    public Outcome fold(Batch batch) {
        Set<EventKey> fresh =
                batch.events().stream().map(EventHeader::key).filter(known::add).collect(Collectors.toSet());
        List<Fact> replaced = batch.facts(fresh).stream().filter(this::replace).toList();
        return batch.outcome(
                fresh, replaced.stream().map(Fact::register).collect(Collectors.toSet()), concerned(replaced));
    }

    Outcome fold(TestEvent... events) {
        return fold(Batch.of(Stream.of(events).map(TestEvent::read).toList()));
    }

    Collection<Fact> facts() {
        return facts.values();
    }

    StoreStaff staff(String store) {
        return FactReader.staff(new StoreNumber(store), facts.values());
    }

    StoreTasks tasks(String store) {
        return FactReader.tasks(new StoreNumber(store), facts.values());
    }

    private boolean replace(Fact fact) {
        Fact kept = facts.get(fact.register());
        boolean newer = kept == null || fact.stamp().compareTo(kept.stamp()) > 0;
        if (newer) {
            facts.put(fact.register(), fact);
        }
        return newer;
    }

    private Set<Key> concerned(List<Fact> replaced) {
        Dependents dependents = new Dependents(replaced);
        return dependents.keys(facts.values().stream()
                .filter(fact -> !fact.about().isEmpty())
                .filter(fact -> dependents.subjects().contains(fact.subject()))
                .map(fact -> new Tie(fact.subject(), TeamSource.of(Key.parse(fact.about()))))
                .toList());
    }
}
