package io.tandem.teams;

import io.tandem.model.TeamSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The team that a store, or the communications managers, should have now.
 *
 * @param source whom it serves
 * @param wanted whether there should be one; an existing team stays when not
 * @param makeable whether one may be made when there is none; what Commerce names is wanted all the same
 * @param name display name
 * @param nicknameStem readable part of the mail nickname
 * @param people role by user id
 * @param tolerated people who belong here but cannot be added now, with the role they would have; nobody puts them out,
 *     but an owner who would be a member is made one
 * @param mappedTeam id of the existing team to use, null = make one
 * @param findings what people should know
 * @param changesAt when time alone changes this, null = never
 * @param archiveAt from when on the team is to be archived, null = it is not
 */
public record DesiredTeam(
        TeamSource source,
        boolean wanted,
        boolean makeable,
        String name,
        String nicknameStem,
        Map<String, TeamRole> people,
        Map<String, TeamRole> tolerated,
        @Nullable String mappedTeam,
        List<Finding> findings,
        @Nullable Instant changesAt,
        @Nullable Instant archiveAt) {

    /** Copies the collections. */
    public DesiredTeam {
        people = Map.copyOf(people);
        tolerated = Map.copyOf(tolerated);
        findings = List.copyOf(findings);
    }

    /** {@return whether Commerce wants this person here, even if the account cannot be added now} */
    public boolean belongs(String userId) {
        return people.containsKey(userId) || tolerated.containsKey(userId);
    }

    /** {@return what Commerce wants this person to be here, even if the account cannot be added now; null when it does not} */
    public @Nullable TeamRole roleOf(String userId) {
        return people.containsKey(userId) ? people.get(userId) : tolerated.get(userId);
    }

    /** The same when Commerce still names the deleted team in whose place another one is: that mapping says nothing any more. */
    DesiredTeam inPlaceOf(@Nullable String former) {
        return mappedTeam == null || !mappedTeam.equalsIgnoreCase(former)
                ? this
                : new DesiredTeam(
                        source,
                        makeable,
                        makeable,
                        name,
                        nicknameStem,
                        people,
                        tolerated,
                        null,
                        findings,
                        changesAt,
                        archiveAt);
    }

    /**
     * The same for a team that is to be left as it is: of those whom Tandem put in, whoever is wanted stays in the role that is known.
     * Nobody is added, and whom others put in is theirs.
     */
    DesiredTeam leaving(KnownTeam known) {
        Map<String, TeamRole> there = new HashMap<>();
        Map<String, TeamRole> others = new HashMap<>(tolerated);
        people.forEach((user, role) -> (known.isIn(user) ? there : others).put(user, role));
        Stream.of(there, others).forEach(some -> {
            some.keySet().removeIf(user -> !known.isOurs(user));
            some.replaceAll(known::roleOf);
        });
        return new DesiredTeam(
                source,
                wanted,
                makeable,
                Objects.requireNonNullElse(known.name(), name),
                nicknameStem,
                there,
                others,
                mappedTeam,
                findings,
                changesAt,
                null);
    }

    /** Whether this person may be here, but not as an owner. */
    boolean isMemberOnly(String userId) {
        return roleOf(userId) == TeamRole.MEMBER;
    }

    /** Whether the team is to be archived by now. */
    boolean isToBeArchived(Instant now) {
        return archiveAt != null && !now.isBefore(archiveAt);
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
