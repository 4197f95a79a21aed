package io.tandem.console;

import io.tandem.model.StoreNumber;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ops side shows of stores. */
public interface StoreViews {

    /** {@return how many stores are in each state, by the words of {@code GET /api/status}} */
    Map<String, Long> counts();

    /** {@return all stores by number} */
    List<Row> stores();

    /** {@return one store with its roster, empty when nobody ever spoke of it} */
    Optional<Detail> store(StoreNumber number);

    /** {@return the same of the communications managers, with their name for the number; empty when nobody ever was one} */
    default Optional<Detail> communications() {
        return Optional.empty();
    }

    /**
     * A store on the board.
     *
     * @param state {@code inSync}, {@code working}, {@code waiting}, {@code held} or {@code failed}
     * @param reason why, empty when there is nothing to say
     * @param owners people in the team as owners
     * @param members people in the team as plain members
     * @param graphCalls Graph calls its team cost so far, without polls and lookups of people
     * @param operationPolls looks at Graph's operation that made the team
     */
    record Row(
            String storeNumber,
            @Nullable String name,
            @Nullable String legalEntity,
            @Nullable String city,
            @Nullable String country,
            String state,
            String reason,
            @Nullable String teamId,
            long owners,
            long members,
            long graphCalls,
            long operationPolls,
            @Nullable Instant updatedAt) {}

    /**
     * A store with everything that is known of it.
     *
     * @param store its row on the board
     * @param findings sentences for people
     * @param roster everybody who is, or is meant to be, in its team
     */
    record Detail(Row store, List<String> findings, List<Person> roster) {
        /** Copies the lists. */
        public Detail {
            findings = List.copyOf(findings);
            roster = List.copyOf(roster);
        }
    }

    /**
     * A person in a team.
     *
     * @param userId object id in Entra
     * @param role {@code owner} or {@code member}
     * @param byTandem whether Tandem put the person in
     * @param writtenAt when Graph accepted it, null = not yet or not by Tandem
     * @param seenAt when it was read back in Teams, null = not yet
     * @param refusal Graph's code when it refused the person, else null
     */
    record Person(
            String userId,
            String role,
            boolean byTandem,
            @Nullable Instant writtenAt,
            @Nullable Instant seenAt,
            @Nullable String refusal) {}
}
