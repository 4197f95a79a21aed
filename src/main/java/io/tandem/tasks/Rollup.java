package io.tandem.tasks;

import io.tandem.model.StoreNumber;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The status of tasks for the regional manager.
 *
 * @param open tasks that nobody has begun
 * @param inProgress tasks that somebody is at
 * @param done completed tasks
 * @param overdue tasks among the first two whose day is over where the store is
 */
public record Rollup(int open, int inProgress, int done, int overdue) {
    private static final Rollup NONE = new Rollup(0, 0, 0, 0);

    /** What tasks are counted by. */
    public enum By {
        /** The task list. */
        LIST,
        /** The region of the store. */
        REGION,
        /** The store. */
        STORE
    }

    /**
     * A task to be counted; canceled ones count nowhere.
     *
     * @param region the region of the store, empty when in none
     * @param list the task list, empty when on none
     * @param due the day on which it is due, null when never
     * @param zone the zone of the store
     */
    public record Row(
            StoreNumber store,
            String region,
            String list,
            TaskStatus status,
            @Nullable LocalDate due,
            ZoneId zone) {
        private String key(By by) {
            return switch (by) {
                case LIST -> list;
                case REGION -> region;
                case STORE -> store.value();
            };
        }

        private Rollup count(Instant now) {
            int late = due != null && due.isBefore(LocalDate.ofInstant(now, zone)) ? 1 : 0;
            return switch (status) {
                case NOT_STARTED -> new Rollup(1, 0, 0, late);
                case IN_PROGRESS -> new Rollup(0, 1, 0, late);
                case COMPLETED -> new Rollup(0, 0, 1, 0);
                case CANCELED -> NONE;
            };
        }
    }

    /** {@return the counts by list, region or store number} */
    public static SortedMap<String, Rollup> of(Collection<Row> rows, By by, Instant now) {
        SortedMap<String, Rollup> counts = new TreeMap<>();
        rows.forEach(row -> counts.merge(row.key(by), row.count(now), Rollup::plus));
        return counts;
    }

    private Rollup plus(Rollup other) {
        return new Rollup(open + other.open, inProgress + other.inProgress, done + other.done, overdue + other.overdue);
    }
}
