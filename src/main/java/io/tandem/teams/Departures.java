package io.tandem.teams;

import io.tandem.model.TeamSource;
import java.time.Instant;
import java.util.Set;

/** Who is to be put out of teams, and who may be (DESIGN 6, the brake). */
public interface Departures {

    /**
     * Whom a plan would put out of a team, by a roster that was read.
     *
     * @param size how many people are in the team
     * @param leaving user ids of all whom the plan would put out
     * @param unwanted user ids of all in the team whom nobody wants there, those included who cannot go yet: what was decided of
     *     them stands
     */
    record Wish(TeamSource source, int size, Set<String> leaving, Set<String> unwanted) {
        /** Copies the ids. */
        public Wish {
            leaving = Set.copyOf(leaving);
            unwanted = Set.copyOf(unwanted);
        }
    }

    /**
     * Asks whether people may be put out of a team. It may be asked again and again until they are out; whoever is wanted there
     * again, or is out, is not asked for any more.
     */
    Leave ask(Wish wish, Instant now);

    /** {@return what was decided of people of a team; as long as its roster is in doubt nobody is asked for, and no decision is forgotten} */
    Leave decided(TeamSource source);

    /**
     * Asks whether a team may be archived. It is asked with every plan, so that what is not wanted any more is known too.
     *
     * @param wanted whether the plan would archive it
     */
    Permit archive(TeamSource source, boolean wanted, Instant now);

    /**
     * Asks about a team that is archived and should be, or is on its way there or back; one whose archiving was rejected or undone
     * is to leave the archive.
     *
     * @return of the team, as if it were not archived yet
     */
    Permit archived(TeamSource source, Instant now);

    /** {@return whether a team may be archived; of one that is not there nothing is asked, and nothing is forgotten} */
    default Permit permit(TeamSource source, KnownTeam known, Plan wanted, Instant now) {
        if (wanted.leavesArchived()) {
            return archived(source, now);
        }
        return known.hasRoster() ? archive(source, wanted.archives(), now) : Permit.free();
    }

    /** Forgets that the removal of people was rejected or undone, because Commerce itself has decided on them since. */
    void decidedAnew(TeamSource source, Set<String> users);
}
