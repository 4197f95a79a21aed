package io.tandem.teams;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One reading of all teams, whether anybody told of a change or not.
 *
 * @param number counts up
 * @param orderedBy who wanted it
 * @param finishedAt when the last team was read, null while it goes on
 * @param teams how many teams were to be read when it was ordered
 */
public record Sweep(
        long number,
        String orderedBy,
        Instant orderedAt,
        @Nullable Instant finishedAt,
        long teams) {

    /** {@return the beginning of its day in UTC: a team that was swept since then is left out (graph-contract 0.2, 8)} */
    public Instant day() {
        return orderedAt.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    }

    /**
     * How far a sweep is.
     *
     * @param begun teams that were put in doubt
     * @param read of these, teams that were read since then, or found to be gone
     * @param failed of these, teams that could not be read
     * @param skipped teams that another sweep has read today
     * @param drifted changes made in Teams that came to light meanwhile
     */
    public record Progress(long begun, long read, long failed, long skipped, long drifted) {
        /** {@return teams on which work goes on} */
        public long underWay() {
            return begun - read - failed;
        }
    }
}
