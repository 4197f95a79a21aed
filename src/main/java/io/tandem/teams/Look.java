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
 * @param deep whether the team's own properties are to be read too: name, visibility, and whether it is archived
 */
public record Look(
        boolean unclear,
        @Nullable Instant readAt,
        int vain,
        @Nullable Instant notBefore,
        boolean deep) {
    /** A look at the roster alone. */
    public Look(boolean unclear, @Nullable Instant readAt, int vain, @Nullable Instant notBefore) {
        this(unclear, readAt, vain, notBefore, false);
    }

    /** After so many vain looks the write counts as lost. */
    static final int PATIENCE = 6;

    private static final Duration FRESH = Duration.ofMinutes(1);

    static Look never() {
        return new Look(false, null, 0, null);
    }

    Look doubted() {
        return new Look(true, readAt, 0, null, deep);
    }

    Look settled() {
        return new Look(false, readAt, 0, null, deep);
    }

    Look deepened() {
        return new Look(true, readAt, 0, null, true);
    }

    /** The team's own properties were read. */
    Look checked() {
        return new Look(unclear, readAt, vain, notBefore, false);
    }

    /** A look that missed nobody, or one that did and is repeated after a growing wait. */
    Look read(boolean missed, Duration firstWait, Instant now) {
        return missed
                ? new Look(
                        false,
                        now,
                        vain + 1,
                        now.plus(firstWait.multipliedBy(1L << (2 * Math.min(vain, PATIENCE)))),
                        deep)
                : new Look(false, now, 0, null, deep);
    }

    boolean isPatient() {
        return vain < PATIENCE;
    }

    boolean isFresh(Instant now) {
        return readAt != null && now.isBefore(readAt.plus(FRESH));
    }
}
