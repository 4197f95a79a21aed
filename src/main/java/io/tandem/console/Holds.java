package io.tandem.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removals, and teams on their way into the archive, that wait until somebody approves them. */
public interface Holds {

    /** {@return the holds, newest first, at most a hundred} */
    List<Row> holds();

    /** {@return one with everybody whom it is about, empty when there is none of this number} */
    Optional<Detail> hold(long number);

    /**
     * Decides on an open hold. Approved, those who are shown may go, or those teams are archived; rejected, they stay until
     * Commerce wants them again, or the store opens again.
     *
     * @param who whoever decides
     * @param reason why, null when nothing is said
     * @return whether it was open
     */
    boolean decide(long number, boolean approve, String who, @Nullable String reason);

    /**
     * Undoes a hold that was approved: those whom it put out come back with the role they had, whoever is not out yet stays, and
     * teams that it archived leave the archive. So it remains until Commerce wants the people in their teams again, or the store
     * opens again. The teams follow by and by.
     *
     * @param who whoever undoes it
     * @param reason why, null when nothing is said
     * @return whether it was approved, and not undone before
     */
    boolean undo(long number, String who, @Nullable String reason);

    /**
     * A hold.
     *
     * @param state {@code open}, {@code approved}, {@code rejected}, or {@code withdrawn} when nobody is to go any more
     * @param kind what it is about: {@code people} who are to leave teams, or {@code archives}, teams that are to be archived
     * @param people how many are, or were, to go
     * @param stores from how many teams, or how many are to be archived
     * @param undone that it was undone, null = it was not
     */
    record Row(
            long number,
            String kind,
            String state,
            Instant madeAt,
            long people,
            long stores,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy,
            @Nullable String reason,
            @Nullable Undone undone) {}

    /** Who undid a hold, when and why; without a reason when nothing was said. */
    record Undone(Instant at, String by, @Nullable String reason) {}

    /** A hold with its departures, the largest first. */
    record Detail(Row hold, List<Team> teams) {
        /** Copies the list. */
        public Detail {
            teams = List.copyOf(teams);
        }
    }

    /**
     * Who is to leave one team; nobody leaves a team that is archived.
     *
     * @param name name of the store, null while unknown
     * @param size how many people were in the team
     * @param userIds object ids in Entra
     * @param restored those of them who are in the team, or come back to it, because the hold was undone
     */
    record Team(String storeNumber, @Nullable String name, int size, List<String> userIds, List<Back> restored) {
        /** Copies the lists. */
        public Team {
            userIds = List.copyOf(userIds);
            restored = List.copyOf(restored);
        }

        /** Without anybody who is restored. */
        public Team(String storeNumber, @Nullable String name, int size, List<String> userIds) {
            this(storeNumber, name, size, userIds, List.of());
        }
    }

    /**
     * Somebody who is restored.
     *
     * @param userId object id in Entra
     * @param role {@code owner} or {@code member}
     */
    record Back(String userId, String role) {}
}
