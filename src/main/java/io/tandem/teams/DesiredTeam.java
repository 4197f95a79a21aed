package io.tandem.teams;

import io.tandem.model.StoreNumber;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The team that a store should have now.
 *
 * @param store the store
 * @param wanted whether there should be one; an existing team stays when not
 * @param name display name
 * @param nicknameStem readable part of the mail nickname
 * @param people role by user id
 * @param tolerated people who belong here but cannot be added now; nobody puts them out
 * @param mappedTeam id of the existing team to use, null = make one
 * @param findings what people should know
 * @param changesAt when time alone changes this, null = never
 */
public record DesiredTeam(
        StoreNumber store,
        boolean wanted,
        String name,
        String nicknameStem,
        Map<String, TeamRole> people,
        Set<String> tolerated,
        @Nullable String mappedTeam,
        List<Finding> findings,
        @Nullable Instant changesAt) {

    /** Copies the collections. */
    public DesiredTeam {
        people = Map.copyOf(people);
        tolerated = Set.copyOf(tolerated);
        findings = List.copyOf(findings);
    }

    /** Whether Commerce wants this person here, even if the account cannot be added now. */
    boolean belongs(String userId) {
        return people.containsKey(userId) || tolerated.contains(userId);
    }

    boolean isOwner(String userId) {
        return people.get(userId) == TeamRole.OWNER;
    }

    /** {@return user ids with this role, in stable order} */
    public List<String> with(TeamRole role) {
        return people.entrySet().stream()
                .filter(person -> person.getValue() == role)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
