package io.tandem.model;

import java.util.List;
import java.util.Map;

/**
 * The tasks of a store with the people named in them: what Commerce wants for one plan.
 *
 * @param store the store
 * @param tasks its tasks, ordered by id, those that Commerce deleted included
 * @param people who the assignees, and everybody ever assigned to the store, are in Entra
 */
public record StoreTasks(Store store, List<RetailTask> tasks, Map<PersonnelNumber, Identity> people) {
    /** Copies the collections. */
    public StoreTasks {
        tasks = List.copyOf(tasks);
        people = Map.copyOf(people);
    }
}
