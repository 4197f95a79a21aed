package io.tandem.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast time passes for notifications. It never runs backwards: after a fast stretch it stays ahead of the clock.
 *
 * @param since time of the clock since when
 * @param simulated simulated time then
 * @param scale simulated seconds a second from then on
 */
record Pace(Instant since, Instant simulated, double scale) {
    /** As the clock says. */
    static final Pace REAL = new Pace(Instant.EPOCH, Instant.EPOCH, 1);

    /** The simulated time at a time of the clock. */
    Instant at(Instant time) {
        Duration passed = Duration.between(since, time);
        return scale == 1 ? simulated.plus(passed) : simulated.plusMillis((long) (passed.toMillis() * scale));
    }

    Pace scaled(double newScale, Instant now) {
        return new Pace(now, at(now), newScale);
    }
}
