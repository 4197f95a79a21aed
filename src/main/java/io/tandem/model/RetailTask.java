package io.tandem.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task of a store as Commerce describes it.
 *
 * @param id its id in Commerce
 * @param store the store that has to do it
 * @param origin where it was made
 * @param list name of the list it belongs to, null when to none
 * @param deleted whether Commerce has deleted it
 * @param words the newest word on each field of which Commerce told anything
 * @param plannerTaskId id in Planner of the task of which Commerce made it, null when it made it of none
 */
public record RetailTask(
        TaskId id,
        StoreNumber store,
        TaskOrigin origin,
        @Nullable String list,
        boolean deleted,
        Map<TaskField, Said> words,
        @Nullable String plannerTaskId) {
    /** Copies the words. */
    public RetailTask {
        words = Map.copyOf(words);
    }

    /** {@return the value of a field, empty when Commerce tells none} */
    public Optional<String> value(TaskField field) {
        return Optional.ofNullable(words.get(field)).map(Said::value);
    }
}
