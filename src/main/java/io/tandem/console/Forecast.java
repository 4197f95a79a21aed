package io.tandem.console;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What would come of many letters together.
 *
 * @param outcomes letters by the words of {@link Prospect#outcome()}
 * @param keys what would become due
 * @param plan what would then be done in Teams, and what the brake would say to it
 */
record Forecast(SortedMap<String, Long> outcomes, SortedSet<String> keys, PlanTable plan) {
    private static final String TASKS = "tasks/";

    /** Copies the counts. */
    Forecast {
        outcomes = new TreeMap<>(outcomes);
        keys = new TreeSet<>(keys);
    }

    /** {@return of how many stores the tasks become due; what is written of them shows once Planner is read} */
    long tasks() {
        return keys.stream().filter(key -> key.startsWith(TASKS)).count();
    }
}
