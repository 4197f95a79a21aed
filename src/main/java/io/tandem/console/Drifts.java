package io.tandem.console;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What people changed in Teams, and the sweeps that bring it to light. */
public interface Drifts {

    /** {@return how far the latest sweep is, null when there never was any} */
    @Nullable
    Status status();

    /** {@return what people changed, newest first, at most two hundred} */
    List<Row> rows();

    /** Orders a sweep, and writes down who did. {@return how far it is, or the one that goes on already} */
    Status order(String by);

    /**
     * How far a sweep is.
     *
     * @param teams how many it is to read
     * @param read how many it has read
     * @param failed how many it could not read
     * @param skipped how many were left out because another sweep has read them today
     * @param drifted changes that came to light since it began
     * @param readyAt when it will be finished if it goes on like this; null when it is, or nobody knows
     */
    record Status(
            long number,
            String orderedBy,
            Instant orderedAt,
            @Nullable Instant finishedAt,
            long teams,
            long read,
            long failed,
            long skipped,
            long drifted,
            @Nullable Instant readyAt) {
        /** {@return the same, with the name of whoever ordered it put differently} */
        Status told(UnaryOperator<String> sentence) {
            return new Status(
                    number,
                    sentence.apply(orderedBy),
                    orderedAt,
                    finishedAt,
                    teams,
                    read,
                    failed,
                    skipped,
                    drifted,
                    readyAt);
        }
    }

    /**
     * A change that somebody made in Teams.
     *
     * @param storeNumber number of the store, or {@code communications}
     * @param userId object id of the person in Entra, null when it is about the team itself
     * @param change {@code added}, {@code removed}, {@code promoted}, {@code demoted}; {@code renamed}, {@code made-public}, {@code archived},
     *     {@code unarchived}, {@code deleted}
     * @param action {@code reported}, {@code put-back} or {@code remade}
     */
    record Row(String storeNumber, String teamId, @Nullable String userId, String change, String action, Instant at) {}
}
