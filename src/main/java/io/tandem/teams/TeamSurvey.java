package io.tandem.teams;

import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Many teams at a glance: what it asks does not grow with their number. */
public interface TeamSurvey {

    /** {@return all that teams serve: the stores of which Commerce ever spoke, in order, and the communications managers} */
    List<TeamSource> sources();

    /** {@return what is wanted and known of the teams of these, one picture for each in their order} */
    List<Picture> pictures(Collection<? extends TeamSource> sources);

    /** {@return by user id what was decided, or waits to be, of those who were to leave a team} */
    Map<String, Decision> decisions(TeamSource source);

    /**
     * Counts who left and is to leave, and which teams are archived, as the brake does.
     *
     * @param since when the wave began
     */
    Wave wave(Instant since);

    /**
     * Everything that a plan for a team depends on but the directory.
     *
     * @param staff what Commerce wants; names of workers of stores are left out, for no plan depends on them
     * @param leave who may not be put out
     * @param archive how far the team is on its way into the archive
     * @param asked user ids of those for whose removal was asked and nothing is decided
     * @param granted user ids of those who may go
     */
    record Picture(
            TeamStaff staff, KnownTeam known, Leave leave, Archive archive, Set<String> asked, Set<String> granted) {
        /** Copies the ids. */
        public Picture {
            asked = Set.copyOf(asked);
            granted = Set.copyOf(granted);
        }
    }

    /**
     * What the brake said to the archiving of a team.
     *
     * @param permit whether it is held, or stays by decision
     * @param asked whether it was asked and has not decided
     * @param granted whether the team may be archived
     */
    record Archive(Permit permit, boolean asked, boolean granted) {
        /** {@return nobody asked} */
        public static Archive unasked() {
            return new Archive(Permit.free(), false, false);
        }
    }

    /**
     * A wave of removals.
     *
     * @param leaving people who left within it or were asked for, without those whom somebody approved
     * @param memberships people in all teams
     * @param archives teams that were archived within it or are to be, without those that somebody approved
     * @param outflows whom the brake let go within it, by what their team serves; where nobody went there is none
     */
    record Wave(long leaving, long memberships, long archives, Map<TeamSource, Outflow> outflows) {
        /** Copies the outflows. */
        public Wave {
            outflows = Map.copyOf(outflows);
        }

        /** A wave in which the brake let nobody go. */
        public Wave(long leaving, long memberships, long archives) {
            this(leaving, memberships, archives, Map.of());
        }
    }
}
