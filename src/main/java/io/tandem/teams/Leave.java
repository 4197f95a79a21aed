package io.tandem.teams;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who of those whom a plan would put out of a team may go now.
 *
 * @param held user ids of those who stay until somebody approves
 * @param kept user ids of those who stay, or are back, because somebody decided so
 * @param hold number of what waits for approval, null = nothing does
 * @param notBefore when the others may go, null = at once
 */
public record Leave(
        Set<String> held,
        Set<String> kept,
        @Nullable Long hold,
        @Nullable Instant notBefore) {
    /** Copies the ids. */
    public Leave {
        held = Set.copyOf(held);
        kept = Set.copyOf(kept);
    }

    /** {@return nobody is held back} */
    public static Leave free() {
        return new Leave(Set.of(), Set.of(), null, null);
    }

    /** {@return the same when it is over with the decision that these stay, or are back} */
    Leave without(Set<String> decidedAnew) {
        return new Leave(
                held,
                kept.stream().filter(user -> !decidedAnew.contains(user)).collect(Collectors.toSet()),
                hold,
                notBefore);
    }

    boolean lets(String user) {
        return !held.contains(user) && !kept.contains(user);
    }

    /** {@return why a plan for a team of so many people is not carried out as a whole} */
    Stream<Hold> holds(int size) {
        return Stream.ofNullable(hold)
                .filter(number -> !held.isEmpty())
                .map(number -> new Hold(held.size() + " of " + size
                        + " people would be removed, which waits for approval in hold " + number));
    }

    Set<Finding> findings() {
        return kept.stream().map(Finding.KeptByDecision::new).collect(Collectors.toUnmodifiableSet());
    }
}
