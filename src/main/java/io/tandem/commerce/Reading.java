package io.tandem.commerce;

import org.jspecify.annotations.Nullable;

/** What became of a record of {@code commerce.events}. */
public sealed interface Reading {

    /**
     * The record is an event.
     *
     * @param event the event
     */
    record Accepted(CommerceEvent event) implements Reading {}

    /**
     * The record is none; it belongs to the dead letters.
     *
     * @param cause why, for people who filter
     * @param reason why and what to do, one sentence for people who read; it names keys, but no person
     * @param exception class of what was thrown over it, null when nothing was
     */
    record Refused(
            RefusalCause cause, String reason, @Nullable String exception) implements Reading {
        /** Nothing was thrown. */
        public Refused(RefusalCause cause, String reason) {
            this(cause, reason, null);
        }

        Refused thrown(Exception trouble) {
            return new Refused(cause, reason, trouble.getClass().getName());
        }
    }
}
