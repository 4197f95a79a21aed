package io.tandem.teams;

import io.tandem.model.TeamSource;
import java.time.Instant;
import java.util.Set;

/** Who is to be put out of teams, and who may be (DESIGN 6, the brake). */
public interface Departures {

    /**
     * Asks whether people may be put out of a team. It may be asked again and again until they are out; whoever is not asked for
     * any more stays.
     *
     * @param users ids of all whom the plan would put out
     * @param size how many people are in the team
     */
    Leave ask(TeamSource source, Set<String> users, int size, Instant now);

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

    /** Forgets that the removal of people was undone, because Commerce itself wants them in the team again. */
    void wantedAgain(TeamSource source, Set<String> users);
}
