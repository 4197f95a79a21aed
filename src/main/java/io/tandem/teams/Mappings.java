package io.tandem.teams;

import io.tandem.model.TeamSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which existing teams serve whom, as Commerce and mapping files say. */
public interface Mappings {

    /** {@return every store that Commerce opened by number, and the communications managers last} */
    List<Served> served();

    /**
     * Writes mappings and who imported them, all of it or, when it fails, nothing; a newer word of Commerce on one of them wins.
     */
    void write(Collection<Mapping> mappings, String who);

    /**
     * Lets go of a team that was taken over and that nothing names any more, and writes down who did: nothing is known of it or of its
     * people and tasks from now on, whoever works on it loses the claim, and what it served is due.
     *
     * @return why it is not done, in one sentence; empty = it is
     */
    Optional<String> release(TeamSource source, String who);
}
