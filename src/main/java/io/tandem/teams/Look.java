package io.tandem.teams;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How well the roster is known.
 *
 * @param unclear whether a write is under way or ended without a clear answer: look, then act
 * @param readAt when the roster was last read, null = never
 * @param vain looks in a row that missed somebody who was written
 * @param notBefore when the next look may be, null = at once
 */
public record Look(
        boolean unclear,
        @Nullable Instant readAt,
        int vain,
        @Nullable Instant notBefore) {
    /** After so many vain looks the write counts as lost. */
    static final int PATIENCE = 6;

    private static final Duration FRESH = Duration.ofMinutes(1);

    static Look never() {
        return new Look(false, null, 0, null);
    }

    Look doubted() {
        return new Look(true, readAt, 0, null);
    }

    Look settled() {
        return new Look(false, readAt, 0, null);
    }

    /** A look that missed nobody, or one that did and is repeated after a growing wait. */
    Look read(boolean missed, Duration firstWait, Instant now) {
        return missed
                ? new Look(false, now, vain + 1, now.plus(firstWait.multipliedBy(1L << (2 * Math.min(vain, PATIENCE)))))
                : new Look(false, now, 0, null);
    }

    boolean isPatient() {
        return vain < PATIENCE;
    }

    boolean isFresh(Instant now) {
        return readAt != null && now.isBefore(readAt.plus(FRESH));
    }
}
