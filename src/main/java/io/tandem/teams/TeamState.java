package io.tandem.teams;

import io.tandem.model.Claim;
import io.tandem.model.LeaseLostException;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import java.util.Collection;
import java.util.List;

/** What Commerce wants of teams and what is known of them. */
public interface TeamState {

    /** {@return what Commerce says of a store; an unknown store has only its number} */
    StoreStaff staff(StoreNumber store);

    /** {@return what is known of a store's team} */
    KnownTeam known(StoreNumber store);

    /**
     * Writes what is known and what Commerce is told of it, in one transaction, if the claim still holds; the lease starts
     * anew.
     *
     * @throws LeaseLostException when another worker has the key
     * @throws TeamTakenException when the team serves another store
     */
    void save(Claim claim, StoreNumber store, KnownTeam before, KnownTeam after, List<TeamNews> news);

    /** Remembers a step that was taken. Nothing that is done depends on it. */
    void note(StoreNumber store, StepTaken taken);

    /**
     * Puts the rosters of teams in doubt: their stores become due, and the rosters are read before anything else is done.
     *
     * @return of how many stores
     */
    int doubt(Collection<String> teamIds);

    /** Puts the rosters of all teams in doubt. */
    void doubtAll();

    /** Writes where the store stands, if the claim still holds. */
    void report(Claim claim, StoreStaff staff, Standing standing, List<Finding> findings);
}
