package io.tandem.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its way into the index.
 *
 * @param at when it was written
 */
public record FiledLetter(LetterId id, Instant at, DeadLetter letter, Traits traits) {

    /** {@return the same under another id} */
    public FiledLetter named(LetterId other) {
        return new FiledLetter(other, at, letter, traits);
    }

    /**
     * What people look for, as far as the letter tells; null where it does not.
     *
     * @param type type of the event
     * @param store number of the store it is about
     * @param eventId id of the event
     * @param traceId id of the trace that the record belongs to (W3C Trace Context)
     */
    public record Traits(
            @Nullable String type,
            @Nullable String store,
            @Nullable String eventId,
            @Nullable String traceId) {}
}
