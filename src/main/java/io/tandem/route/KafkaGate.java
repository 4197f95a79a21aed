package io.tandem.route;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether Kafka is asked at all. Each post waits a second or two for a Kafka that is away, and Graph gives an answer three
 * seconds (graph-contract 9.5): while it is known to be away only one post at a time tries, and the others are answered at once.
 */
final class KafkaGate {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /** As long as a try may take. */
    private static final Duration TRY = Duration.ofSeconds(4);

    private final InstantSource clock;
    private boolean away;
    private Instant nextTry = Instant.EPOCH;

    KafkaGate(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns whether this post may go to Kafka. */
    synchronized boolean admits() {
        Instant now = clock.instant();
        if (away && now.isBefore(nextTry)) {
            return false;
        }
        nextTry = now.plus(TRY);
        return true;
    }

    /** Kafka took a post. */
    synchronized void took() {
        away = false;
    }

    /** Kafka did not take a post. */
    synchronized void refused() {
        away = true;
        nextTry = clock.instant().plus(BETWEEN_TRIES);
    }
}
