package io.tandem.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run did to one team, looked at when it is undone.
 *
 * @param people whom it put out
 * @param gone since when Commerce has people there no more, by user id
 */
record RunOfTeam(List<Removed> people, Map<String, Instant> gone) {
    private static final String RESTORED = "restored";

    /**
     * Whom a run put out of a team.
     *
     * @param at when that was decided
     * @param fate what undoing it does to the person: {@code restored}, or why not
     */
    record Removed(String store, String user, Instant at, String fate) {
        boolean isRestored() {
            return fate.equals(RESTORED);
        }
    }

    /** Copies both. */
    RunOfTeam {
        people = List.copyOf(people);
        gone = Map.copyOf(gone);
    }

    /** {@return the same people; whose employment or assignment ended after it was decided is not restored} */
    Stream<Removed> judged() {
        return people.stream()
                .map(person -> person.isRestored() && isAfter(gone.get(person.user()), person)
                        ? new Removed(person.store(), person.user(), person.at(), "ended")
                        : person);
    }

    /** {@return everybody of the team whom Commerce ended after the run, as store and user id with a slash between them} */
    Stream<String> ended() {
        Removed first = people.getFirst();
        return gone.entrySet().stream()
                .filter(end -> isAfter(end.getValue(), first))
                .map(end -> first.store() + "/" + end.getKey());
    }

    private static boolean isAfter(@Nullable Instant end, Removed person) {
        return end != null && end.isAfter(person.at());
    }
}
