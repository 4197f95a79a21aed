package io.tandem.simulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Remembers what a look at the present cannot tell: teams that once had no owner, names that two groups once shared. */
final class Audit {
    private final Map<String, Integer> minOwners = new LinkedHashMap<>();
    private final Map<String, Set<String>> holders = new LinkedHashMap<>();
    private final Map<String, Set<String>> sharedNames = new LinkedHashMap<>();

    /** Fewest owners since creation, by team id. Deleted teams stay. */
    Map<String, Integer> minOwners() {
        return minOwners;
    }

    /** Ids of groups that had a display name at the same time, by that name. */
    Map<String, Set<String>> sharedNames() {
        return sharedNames;
    }

    Set<String> everWithoutOwner() {
        Set<String> ids = new TreeSet<>();
        minOwners.forEach((team, owners) -> {
            if (owners == 0) {
                ids.add(team);
            }
        });
        return ids;
    }

    void restore(Change.Audited known) {
        minOwners.putAll(known.minOwners());
        known.sharedNames().forEach((name, ids) -> sharedNames.put(name, new TreeSet<>(ids)));
    }

    Change.Audited snapshot() {
        return new Change.Audited(minOwners, sharedNames);
    }

    void counted(String team, int owners) {
        minOwners.merge(team, owners, Math::min);
    }

    void named(String group, String name) {
        Set<String> ids = holders.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new LinkedHashSet<>());
        ids.add(group);
        if (ids.size() > 1) {
            sharedNames.computeIfAbsent(name, key -> new TreeSet<>()).addAll(ids);
        }
    }

    void unnamed(String group, String name) {
        Collection<String> ids = holders.get(name.toLowerCase(Locale.ROOT));
        if (ids != null && ids.remove(group) && ids.isEmpty()) {
            holders.remove(name.toLowerCase(Locale.ROOT));
        }
    }
}
