package io.tandem.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /**
     * Says since when the worker is not in a store any more: the last end of the assignment or of the employment that was told.
     *
     * @param zone of the store
     * @return empty while the worker is there, and when nothing ever ended
     */
    public Optional<Instant> goneSince(StoreNumber store, LocalDate today, ZoneId zone) {
        Optional<Instant> unassigned = assignmentTo(store).overSince(today, zone);
        return Stream.concat(unassigned.stream(), leftSince(today, zone).stream())
                .max(Instant::compareTo);
    }

    /** {@return since when the worker has no employment any more, empty while there is one, and when none ever ended} */
    public Optional<Instant> leftSince(LocalDate today, ZoneId zone) {
        return isEmployedOn(today)
                ? Optional.empty()
                : employments.stream()
                        .flatMap(employment -> employment.overSince(today, zone).stream())
                        .max(Instant::compareTo);
    }

    /** {@return the timeline of roles in a store, empty when never assigned} */
    public Timeline<Role> assignmentTo(StoreNumber store) {
        return assignments.getOrDefault(store, Timeline.empty());
    }
}
