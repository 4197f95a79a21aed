package io.tandem.console;

import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.ReplayBook;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What the ops side works on dead letters with.
 *
 * @param topics topics to which records are sent again
 * @param rebuild files all letters of the topic again, and says how many were missing
 */
public record LetterDesk(
        DeadLetterBook letters,
        ReplayBook replays,
        Activity activity,
        Foresight foresight,
        Set<String> topics,
        LongSupplier rebuild) {
    /** Copies the topics. */
    public LetterDesk {
        topics = Set.copyOf(topics);
    }
}
