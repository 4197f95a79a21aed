package io.tandem.teams;

import io.tandem.model.TeamSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What would be done about a team as things stand.
 *
 * @param source whom it serves
 * @param name what Commerce calls the store, or what the team is to be called; empty while unknown
 * @param size how many people are in its team
 * @param readFirst whether the roster is in doubt and is read before anything of this is done
 * @param leaving user ids of those among whom the plan puts out whom the brake has yet to let go
 * @param unasked how many of them it was never asked about
 * @param waiting who would be put out besides and waits for approval already
 * @param brake why these would wait for approval, null = they would not
 * @param archive what the brake would say to the archiving of the team
 */
public record Foreseen(
        TeamSource source,
        String name,
        int size,
        boolean readFirst,
        Plan plan,
        Set<String> leaving,
        int unasked,
        Waiting waiting,
        @Nullable String brake,
        Archive archive) {

    /**
     * Who waits for approval.
     *
     * @param userIds in order
     * @param hold number of the hold, null = nobody waits
     */
    public record Waiting(List<String> userIds, @Nullable Long hold) {
        /** Copies the ids. */
        public Waiting {
            userIds = List.copyOf(userIds);
        }

        /**
         * Whom a hold keeps from leaving.
         *
         * @param leaving user ids of all who would be put out if everybody might go, empty = nobody knows
         */
        static Waiting of(Leave leave, Optional<Set<String>> leaving) {
            Set<String> waiting = new TreeSet<>(leave.held());
            leaving.ifPresent(waiting::retainAll);
            return new Waiting(List.copyOf(waiting), waiting.isEmpty() ? null : leave.hold());
        }
    }

    /**
     * What becomes of the wish to archive the team.
     *
     * @param undecided whether it is wished and the brake has yet to let it
     * @param unasked whether the brake was never asked about it
     * @param brake why it would wait for approval, null = it would not
     */
    public record Archive(
            boolean undecided, boolean unasked, @Nullable String brake) {
        static Archive of(boolean wished, TeamSurvey.Archive known) {
            boolean undecided = wished && !known.granted();
            return new Archive(undecided, undecided && !known.asked(), null);
        }
    }

    /** Copies the ids. */
    public Foreseen {
        leaving = Set.copyOf(leaving);
    }

    Foreseen braked(String why) {
        return new Foreseen(source, name, size, readFirst, plan, leaving, unasked, waiting, why, archive);
    }

    Foreseen archiveBraked(String why) {
        Archive braked = new Archive(archive.undecided(), archive.unasked(), why);
        return new Foreseen(source, name, size, readFirst, plan, leaving, unasked, waiting, brake, braked);
    }
}
