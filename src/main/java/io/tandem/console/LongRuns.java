package io.tandem.console;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work on many teams that takes long: how far it is, and when it will be done. */
public interface LongRuns {

    /** {@return what is under way, nothing when all teams are there that can be} */
    List<Run> underWay();

    /**
     * How far such work is.
     *
     * @param kind {@code rollOut}, teams are made, or {@code adoption}, existing teams are taken over
     * @param done teams of stores that are there since it began
     * @param left teams of stores that are still to come
     * @param begunAt when the first of them was asked for, null = none was yet
     * @param readyAt when the last will be there if it goes on like this, null = nobody can tell yet
     */
    record Run(
            String kind,
            long done,
            long left,
            @Nullable Instant begunAt,
            @Nullable Instant readyAt) {
        /** Works out when it will be done. */
        public static Run of(String kind, long done, long left, @Nullable Instant begunAt, Instant now) {
            Instant readyAt = begunAt == null || done == 0 || !begunAt.isBefore(now)
                    ? null
                    : now.plusMillis(Math.round((now.toEpochMilli() - begunAt.toEpochMilli()) * (double) left / done));
            return new Run(kind, done, left, begunAt, readyAt);
        }
    }
}
