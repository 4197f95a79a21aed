package io.tandem.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A worker with employments and store assignments, past and future.
 *
 * @param number personnel number
 * @param name display name, null when Commerce gave none
 * @param identity who this is in Entra
 * @param employments one timeline a legal entity
 * @param assignments role in each store
 */
public record Worker(
        PersonnelNumber number,
        @Nullable String name,
        Identity identity,
        List<Timeline<Boolean>> employments,
        Map<StoreNumber, Timeline<Role>> assignments) {

    /** Copies the collections. */
    public Worker {
        employments = List.copyOf(employments);
        assignments = Map.copyOf(assignments);
    }

    /** {@return whether any employment is open on that day} */
    public boolean isEmployedOn(LocalDate day) {
        return employments.stream().anyMatch(employment -> employment.on(day).isPresent());
    }

    /** {@return the role in a store on that day, whether employed or not} */
    public Optional<Role> roleIn(StoreNumber store, LocalDate day) {
        return assignmentTo(store).on(day);
    }

    /** {@return the timeline of roles in a store, empty when never assigned} */
    public Timeline<Role> assignmentTo(StoreNumber store) {
        return assignments.getOrDefault(store, Timeline.empty());
    }
}
