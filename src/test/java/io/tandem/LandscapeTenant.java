package io.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is in the simulated tenant at one moment.
 *
 * @param state as {@code GET /simulator/state} shows it
 */
record LandscapeTenant(JsonNode state) {

    /**
     * A team as people see it.
     *
     * @param owners object ids
     * @param members object ids of those who are no owners
     */
    record Team(String name, Set<String> owners, Set<String> members) {}

    /** {@return ids of the groups that were made for a store} */
    List<String> groups(String store) {
        return elements("groups")
                .filter(group -> group.path("uniqueName").asText().equals("tandem-" + store))
                .filter(group -> group.path("deletedDateTime").isNull())
                .map(group -> group.path("id").asText())
                .toList();
    }

    /** {@return the teams of a group, which are one or none} */
    List<Team> teams(String id) {
        return withId(id)
                .map(team -> new Team(
                        team.path("displayName").asText(),
                        people(team, "owner"::equals),
                        people(team, role -> !role.equals("owner"))))
                .toList();
    }

    /** {@return whether the team is archived} */
    boolean isArchived(String id) {
        return withId(id).anyMatch(team -> team.path("isArchived").asBoolean());
    }

    /** {@return the fewest owners that a team ever had} */
    int fewestOwners(String id) {
        return withId(id).mapToInt(team -> team.path("minOwners").asInt()).min().orElse(0);
    }

    /** {@return unique names and display names that two groups ever had at the same time} */
    List<String> sharedNames() {
        JsonNode audit = state.path("audit");
        return Stream.of("sharedUniqueNames", "sharedDisplayNames")
                .flatMap(kind -> StreamSupport.stream(audit.path(kind).spliterator(), false))
                .map(JsonNode::toString)
                .toList();
    }

    private Stream<JsonNode> withId(String id) {
        return elements("teams").filter(team -> team.path("id").asText().equals(id));
    }

    private static Set<String> people(JsonNode team, Predicate<String> role) {
        return StreamSupport.stream(team.path("roster").spliterator(), false)
                .filter(member -> role.test(member.path("role").asText()))
                .map(member -> member.path("userId").asText())
                .collect(Collectors.toSet());
    }

    private Stream<JsonNode> elements(String kind) {
        return StreamSupport.stream(state.path(kind).spliterator(), false);
    }
}
