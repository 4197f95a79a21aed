package io.tandem.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** How long it may still take, by what was done since the start. */
final class Eta {
    private static final Duration SOONEST = Duration.ofSeconds(3);

    private final Instant begun;
    private long most;

    Eta(Instant begun) {
        this.begun = begun;
    }

    /** {@return seconds that are left, empty while too little is done to tell} */
    OptionalLong seconds(long left, Instant now) {
        most = Math.max(most, left);
        long done = most - left;
        Duration since = Duration.between(begun, now);
        return done == 0 || since.compareTo(SOONEST) < 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(since.toMillis() / 1000.0 * left / done));
    }

    /** {@return the same in words to end a line with, empty while nobody can tell} */
    String sentence(long left, Instant now) {
        OptionalLong seconds = seconds(left, now);
        if (seconds.isEmpty()) {
            return "";
        }
        long rest = seconds.getAsLong();
        return rest < 90 ? ", about " + rest + " s to go" : ", about " + Math.round(rest / 60.0) + " min to go";
    }
}
