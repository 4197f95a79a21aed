package io.tandem.teams;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The teams that are there in Microsoft Teams. */
public interface ExistingTeams {

    /**
     * {@return all of them}
     *
     * @throws TeamsUnreadableException when Graph does not tell
     */
    List<ExistingTeam> all();

    /**
     * {@return those of these object ids that are teams, in lower case}
     *
     * @throws TeamsUnreadableException when Graph does not tell
     */
    Set<String> among(Collection<String> ids);
}
