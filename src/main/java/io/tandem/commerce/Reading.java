package io.tandem.commerce;

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
     */
    record Refused(RefusalCause cause, String reason) implements Reading {}
}
