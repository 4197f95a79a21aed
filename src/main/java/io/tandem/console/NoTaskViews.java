package io.tandem.console;

import io.tandem.model.StoreNumber;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.Rollup;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is shown of tasks where they are left alone. */
record NoTaskViews() implements TaskViews {
    @Override
    public Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    public List<Row> tasks(@Nullable StoreNumber store, @Nullable TaskStatus status) {
        return List.of();
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
