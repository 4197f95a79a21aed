package io.tandem.console;

import io.tandem.model.StoreNumber;
import io.tandem.tasks.Rollup;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What is shown of tasks where they are left alone. */
record NoTaskViews() implements TaskViews {
    @Override
    public Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    public Page page(Wanted wanted) {
        return new Page(List.of(), null);
    }

    @Override
    public SortedMap<String, Rollup> rollup(Rollup.By by) {
        return Collections.emptySortedMap();
    }

    @Override
    public Optional<StoreTasksView> store(StoreNumber number) {
        return Optional.empty();
    }
}
