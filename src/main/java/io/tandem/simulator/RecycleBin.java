package io.tandem.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What groups took with them when they were deleted: it comes back when they are restored (graph-contract 3.3). */
final class RecycleBin {
    private final Map<String, List<Change>> contents = new LinkedHashMap<>();

    void put(String group, List<Change> taken) {
        contents.put(group, List.copyOf(taken));
    }

    /** What makes the group's team as it was. */
    List<Change> of(String group) {
        return contents.getOrDefault(group, List.of());
    }

    void forget(String group) {
        contents.remove(group);
    }

    /** The fewest changes after which the same is in it: each group lives once more, and is deleted. */
    List<Change> snapshot(Tenant tenant) {
        List<Change> all = new ArrayList<>();
        contents.forEach((id, taken) -> tenant.groups().stream()
                .filter(group -> group.id().equals(id) && !group.live())
                .forEach(group -> {
                    all.add(new Change.GroupPut(group.deleted(null)));
                    all.addAll(taken);
                    all.add(new Change.GroupPut(group));
                }));
        return all;
    }
}
