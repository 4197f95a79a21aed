package io.tandem.teams;

import io.tandem.model.Claim;
import io.tandem.model.CommunicationsStaff;
import io.tandem.model.LeaseLostException;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import java.util.Collection;
import java.util.List;

/** What Commerce wants of teams and what is known of them. */
public interface TeamState {

    /** {@return what Commerce says of a store; an unknown store has only its number} */
    StoreStaff staff(StoreNumber store);

    /** {@return who the communications managers are; nobody as long as Commerce never spoke of one} */
    CommunicationsStaff communications();

    /** {@return what is known of a team} */
    KnownTeam known(TeamSource source);

    /**
     * Writes what is known and what Commerce is told of it, in one transaction, if the claim still holds; the lease starts
     * anew.
     *
     * @throws LeaseLostException when another worker has the key
     * @throws TeamTakenException when the team serves somebody else already
     */
    void save(Claim claim, TeamSource source, KnownTeam before, KnownTeam after, List<TeamNews> news);

    /** Remembers a step that was taken. Nothing that is done depends on it. */
    void note(TeamSource source, StepTaken taken);

    /**
     * Puts the rosters of teams in doubt: what they serve becomes due, and the rosters are read before anything else is done.
     *
     * @param changed those of them whose own properties are in doubt too: the name, and whether the team is archived
     * @return of how many
     */
    int doubt(Collection<String> teamIds, Collection<String> changed);

    /** Puts the rosters of all teams in doubt. */
    void doubtAll();

    /** Writes where the team stands, if the claim still holds. */
    void report(Claim claim, TeamStaff staff, Standing standing, List<Finding> findings);
}
