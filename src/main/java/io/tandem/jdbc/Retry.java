package io.tandem.jdbc;

import java.time.Duration;
import java.time.Instant;

/**
 * When a failed key is tried again: after a wait that doubles, until the attempts are used up.
 *
 * @param first wait after the first failure
 * @param longest the wait grows no further
 * @param attempts after so many failures the key is parked
 */
public record Retry(Duration first, Duration longest, int attempts) {
    /** {@return eight attempts over about two minutes} */
    public static Retry defaults() {
        return new Retry(Duration.ofSeconds(1), Duration.ofMinutes(5), 8);
    }

    boolean areUsedUp(int failures) {
        return failures >= attempts;
    }

    /** The next attempt after so many failures. */
    Instant next(int failures, Instant now) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 30));
        return now.plus(wait.compareTo(longest) < 0 ? wait : longest);
    }
}
