package io.tandem.commerce;

import io.tandem.model.Communications;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which keys depend on facts that are new. Some facts concern a store by themselves; others concern every store to which
 * any kept fact ties their subject, which only the state knows.
 */
public final class Dependents {
    private static final Set<String> TEAM = Set.of(Key.STORE);
    private static final Set<String> TASKS = Set.of(Key.TASKS);
    private static final Set<String> BOTH = Set.of(Key.STORE, Key.TASKS);

    private final Set<Key> here = new HashSet<>();
    private final Map<String, Set<String>> everywhere = new TreeMap<>();

    /**
     * That some kept fact is about a store, or ties a worker to the communications managers.
     *
     * @param subject subject of the fact
     * @param source whose team depends on the subject
     */
    public record Tie(String subject, TeamSource source) {}

    /** Finds what depends on these facts. */
    public Dependents(Collection<Fact> news) {
        news.forEach(this::note);
    }

    /** {@return the keys that depend on an event, as far as it names them itself} */
    public static Set<Key> of(CommerceEvent event) {
        return new Dependents(Facts.of(event)).keys(Set.of());
    }

    /** {@return the subjects whose ties to stores are asked for, in order} */
    public Set<String> subjects() {
        return everywhere.keySet();
    }

    /**
     * {@return the keys that depend on the facts}
     *
     * @param ties every tie of {@link #subjects()}, those of other subjects do no harm
     */
    public Set<Key> keys(Collection<Tie> ties) {
        Set<Key> keys = new HashSet<>(here);
        ties.forEach(tie -> add(keys, everywhere.getOrDefault(tie.subject(), Set.of()), tie.source()));
        return keys;
    }

    private void note(Fact fact) {
        String subject = fact.subject();
        fact.store().ifPresent(store -> add(here, hereKinds(subject), store));
        if (fact.isAboutCommunications()) {
            add(here, TEAM, Communications.TEAM);
        }
        fact.worker().ifPresent(worker -> {
            boolean identity =
                    fact.field().equals(FactFields.OBJECT_ID) || fact.field().equals(FactFields.PRINCIPAL_NAME);
            spread(subject, identity ? BOTH : TEAM);
            if (identity) {
                spread(Subjects.ASSIGNEE + worker, TASKS);
            }
        });
        if (subject.startsWith(Subjects.LIST) && fact.about().isEmpty()) {
            spread(subject, TASKS);
        }
    }

    /** A store and who is assigned to it matter to its team and its tasks, a mapping to its team. */
    private static Set<String> hereKinds(String subject) {
        if (subject.startsWith(Subjects.STORE) || subject.startsWith(Subjects.WORKER)) {
            return BOTH;
        }
        return subject.startsWith(Subjects.STORE_MAPPING) ? TEAM : TASKS;
    }

    private void spread(String subject, Set<String> kinds) {
        everywhere.computeIfAbsent(subject, key -> new TreeSet<>()).addAll(kinds);
    }

    private static void add(Set<Key> keys, Set<String> kinds, TeamSource source) {
        switch (source) {
            case StoreNumber store -> kinds.forEach(kind -> keys.add(new Key(kind, store.value())));
            case Communications communications when kinds.contains(Key.STORE) -> keys.add(source.key());
            case Communications communications -> {}
        }
    }
}
