package io.tandem.jdbc;

import io.tandem.model.PersonnelNumber;
import io.tandem.model.TeamStaff;
import io.tandem.teams.TeamRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run did to one team, looked at when it is undone.
 *
 * @param people whom it put out
 * @param gone since when Commerce has people there no more
 */
record RunOfTeam(List<Removed> people, Map<PersonnelNumber, Instant> gone) {
    private static final String RESTORED = "restored";
    /** What is told within this time may come from one feed. */
    private static final Duration FEED = Duration.ofMinutes(10);

    /**
     * Somebody of a team.
     *
     * @param role the role in it, null = not known
     * @param workers who the person is, or ever was, in Commerce
     */
    record Person(String store, String user, @Nullable String role, Set<PersonnelNumber> workers) {
        private @Nullable Instant goneSince(Map<PersonnelNumber, Instant> gone) {
            return TeamStaff.last(gone, workers);
        }
    }

    /**
     * Whom a run put out of a team.
     *
     * @param told until when that was told for which the person was to go
     * @param decided when that was decided
     * @param fate what undoing it does to the person: {@code restored}, or why not
     */
    record Removed(Person person, Instant told, Instant decided, String fate) {
        boolean isRestored() {
            return fate.equals(RESTORED);
        }

        private Removed judged(Map<PersonnelNumber, Instant> gone) {
            Instant since = person.goneSince(gone);
            return isRestored() && since != null && since.isAfter(told)
                    ? new Removed(person, told, decided, "ended")
                    : this;
        }
    }

    /** Judges the people: whose employment or assignment ended after it was asked whether they may go is not restored. */
    RunOfTeam {
        gone = Map.copyOf(gone);
        Map<PersonnelNumber, Instant> ends = gone;
        people = people.stream().map(person -> person.judged(ends)).toList();
    }

    /** {@return whether an owner whom it put out comes back} */
    boolean bringsAnOwnerBack() {
        return restored()
                .anyMatch(one -> TeamRole.OWNER.name().equals(one.person().role()));
    }

    /** {@return whether Commerce ended somebody with those whom the run put out, or before that was decided, or never did} */
    boolean isOfIt(Person other) {
        Instant end = other.goneSince(gone);
        return end == null || !(end.isBefore(begin()) || end.isAfter(decided()));
    }

    private Instant begin() {
        return restored()
                .flatMap(one -> Stream.ofNullable(one.person().goneSince(gone)))
                .min(Instant::compareTo)
                .map(first -> first.minus(FEED))
                .orElse(Instant.MIN);
    }

    private Instant decided() {
        return people.stream().map(Removed::decided).max(Instant::compareTo).orElse(Instant.MAX);
    }

    private Stream<Removed> restored() {
        return people.stream().filter(Removed::isRestored);
    }
}
