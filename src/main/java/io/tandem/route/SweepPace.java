package io.tandem.route;

import java.time.Duration;
import java.time.Instant;

/**
 * How many teams may be read by now so that the reads stay below what Graph allows: nearly the published rate for the first
 * minute, and then the share of it that may be kept up (graph-contract 11.2).
 *
 * @param perSecond the published ceiling: {@code GET /teams/{id}}, the scarcer of the two calls that a team needs
 * @param since when this instance began
 */
record SweepPace(int perSecond, Instant since) {
    /** Others need a little of it, and the clocks of two computers differ. */
    private static final double PEAK = 0.93;

    private static final double SUSTAINED = 0.83;

    private static final double PEAK_SECONDS = 60;

    /** {@return teams since the beginning} */
    long allowed(Instant now) {
        double seconds = Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
        double peak = Math.min(seconds, PEAK_SECONDS) * PEAK;
        double later = Math.max(0, seconds - PEAK_SECONDS) * SUSTAINED;
        return 1 + (long) (perSecond * (peak + later));
    }
}
