package io.tandem.deadletter;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps letters at a rate: in no second are there more than five in a hundred above it. What came a little late is caught up,
 * what came later is not.
 *
 * @param rate letters a second
 * @param next when the next letter is due
 */
public record Pace(int rate, Instant next) {
    private static final int SLICES = 40;
    private static final Duration GRACE = Duration.ofMillis(40);

    /** {@return the pace of letters that begin at once} */
    public static Pace from(Instant now, int rate) {
        return new Pace(rate, now);
    }

    /** {@return how many letters go at once, so that their number a second is not too high} */
    public int slice() {
        return Math.max(1, rate / SLICES);
    }

    /** {@return how long to wait before the next ones} */
    public Duration pause(Instant now) {
        Duration left = Duration.between(now, next);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** {@return the pace after so many letters went} */
    public Pace after(int letters, Instant now) {
        Instant earliest = now.minus(GRACE);
        Instant begun = next.isBefore(earliest) ? earliest : next;
        return new Pace(rate, begun.plus(Duration.ofSeconds(letters).dividedBy(rate)));
    }
}
