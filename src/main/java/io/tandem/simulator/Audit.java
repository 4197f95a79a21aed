package io.tandem.simulator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Remembers what a look at the present cannot tell: teams that once had no owner, names that two groups once shared. */
final class Audit {
    private final Map<String, Integer> minOwners = new LinkedHashMap<>();
    private final Shared displayNames = new Shared();
    private final Shared uniqueNames = new Shared();

    /** Who holds a name now, and who ever held it together with another. */
    private static final class Shared {
        private final Map<String, Set<String>> holders = new LinkedHashMap<>();
        private final Map<String, Set<String>> ever = new LinkedHashMap<>();

        void take(String group, @Nullable String name) {
            if (name == null) {
                return;
            }
            Set<String> ids = holders.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new LinkedHashSet<>(2));
            ids.add(group);
            if (ids.size() > 1) {
                ever.computeIfAbsent(name, key -> new TreeSet<>()).addAll(ids);
            }
        }

        void leave(String group, @Nullable String name) {
            String key = name == null ? "" : name.toLowerCase(Locale.ROOT);
            Set<String> ids = holders.get(key);
            if (ids != null && ids.remove(group) && ids.isEmpty()) {
                holders.remove(key);
            }
        }
    }

    /** Fewest owners since creation, by team id. Deleted teams stay. */
    Map<String, Integer> minOwners() {
        return minOwners;
    }

    /** Ids of groups that had a display name at the same time, by that name. */
    Map<String, Set<String>> sharedNames() {
        return displayNames.ever;
    }

    /** Ids of live groups that had a unique name at the same time; must stay empty. */
    Map<String, Set<String>> sharedUniqueNames() {
        return uniqueNames.ever;
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
        known.sharedNames().forEach((name, ids) -> displayNames.ever.put(name, new TreeSet<>(ids)));
        known.sharedUniqueNames().forEach((name, ids) -> uniqueNames.ever.put(name, new TreeSet<>(ids)));
    }

    Change.Audited snapshot() {
        return new Change.Audited(minOwners, displayNames.ever, uniqueNames.ever);
    }

    void counted(String team, int owners) {
        minOwners.merge(team, owners, Math::min);
    }

    /** Replaces what is known about the names of a group: the group before, if there was one, and after. */
    void named(@Nullable Group before, Group after) {
        if (before != null) {
            displayNames.leave(before.id(), before.displayName());
            uniqueNames.leave(before.id(), before.uniqueName());
        }
        if (after.live()) {
            displayNames.take(after.id(), after.displayName());
            uniqueNames.take(after.id(), after.uniqueName());
        }
    }
}
