package io.tandem.route;

import io.tandem.model.Identity;
import io.tandem.model.StoreNumber;
import io.tandem.tasks.TeamAccess;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.People;
import io.tandem.teams.Stage;
import io.tandem.teams.TeamState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What tasks need to know of the teams of stores.
 *
 * @param teams what is known of teams
 * @param people what is remembered of accounts
 */
public record StoreTeams(TeamState teams, People people) {

    /** {@return the team of a store, when it is there, and which of these people can be assigned} */
    TeamAccess access(StoreNumber store, Collection<Identity> named) {
        KnownTeam team = teams.known(store);
        Map<Identity, String> accounts = new HashMap<>();
        people.directory(named).accounts().forEach((identity, account) -> {
            if (account.isUsable()) {
                accounts.put(identity, account.userId());
            }
        });
        return new TeamAccess(team.stage() instanceof Stage.Ready(String id) ? id : null, accounts, seen(team));
    }

    private static Set<String> seen(KnownTeam team) {
        return team.members().entrySet().stream()
                .filter(member -> member.getValue().seenAt() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
