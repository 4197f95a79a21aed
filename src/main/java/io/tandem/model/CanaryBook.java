package io.tandem.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The canaries: changes that are made to a team only to see whether Microsoft Graph notifies of them. Shared by all instances,
 * so that one sends them and another sees them come back; by the clock of the book.
 */
public interface CanaryBook {

    /**
     * How long ago things happened to the canaries of a team; null = never, or not now.
     *
     * @param sent the last one was begun
     * @param missing the first one was begun of those after which no notification came
     * @param seen a notification came after one
     * @param pending whether the last one was begun and nobody knows whether Graph was called
     * @param refusal why Graph refused the last one; null when it did not
     */
    record Flight(
            @Nullable Duration sent,
            @Nullable Duration missing,
            @Nullable Duration seen,
            boolean pending,
            @Nullable String refusal) {
        /** No canary was ever sent. */
        public static final Flight NONE = new Flight(null, null, null, false, null);
    }

    /** {@return how it stands with the canaries of a team} */
    Flight flight(String team);

    /** A canary begins, before Graph is called; one that is still pending counts as never sent. */
    void begin(String team);

    /** Graph changed the team, or may have. */
    void sent(String team);

    /** Graph did not change the team. */
    void refused(String team, String reason);

    /** A notification about the team came: {@return how long the first missing canary was away; empty when none was missing} */
    Optional<Duration> seen(String team);

    /** Forgets what was sent, for nobody was there to see it, or nothing tells of it any more. */
    void forget(String team);
}
