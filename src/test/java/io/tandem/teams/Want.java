package io.tandem.teams;

import io.tandem.model.StoreNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says which team is desired, for tests of what follows from it. */
final class Want {
    static final StoreNumber STORE = new StoreNumber("000135");
    static final Instant NOW = Instant.parse("2026-03-10T15:00:00Z");

    private final Map<String, TeamRole> people = new TreeMap<>();
    private final Map<String, TeamRole> tolerated = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean wanted = true;
    private boolean makeable = true;
    private String name = "Houston";
    private @Nullable String mappedTeam;
    private @Nullable Instant changesAt;
    private @Nullable Instant archiveAt;

    static Want team() {
        return new Want();
    }

    Want owner(String... users) {
        List.of(users).forEach(user -> people.put(user, TeamRole.OWNER));
        return this;
    }

    Want member(String... users) {
        List.of(users).forEach(user -> people.put(user, TeamRole.MEMBER));
        return this;
    }

    Want owners(int count) {
        IntStream.range(0, count).forEach(i -> owner("owner-%03d".formatted(i)));
        return this;
    }

    Want members(int count) {
        IntStream.range(0, count).forEach(i -> member("member-%03d".formatted(i)));
        return this;
    }

    Want tolerated(String user) {
        return tolerated(user, TeamRole.OWNER);
    }

    Want tolerated(String user, TeamRole role) {
        tolerated.put(user, role);
        return this;
    }

    Want finding(Finding finding) {
        findings.add(finding);
        return this;
    }

    Want nobody() {
        wanted = false;
        makeable = false;
        return this;
    }

    /** Nobody could own it: only what is mapped is wanted. */
    Want unowned() {
        makeable = false;
        return this;
    }

    Want named(String other) {
        name = other;
        return this;
    }

    Want mappedTo(String team) {
        mappedTeam = team;
        return this;
    }

    Want changingAt(Instant when) {
        changesAt = when;
        return this;
    }

    Want archivedAt(Instant when) {
        archiveAt = when;
        return this;
    }

    DesiredTeam build() {
        return new DesiredTeam(
                STORE,
                wanted,
                makeable,
                name,
                "HOUSTON",
                people,
                tolerated,
                mappedTeam,
                findings,
                changesAt,
                archiveAt);
    }

    Plan planFrom(Know known) {
        return planFrom(known.build());
    }

    Plan planFrom(KnownTeam known) {
        return new TeamPlanner(TeamPolicy.defaults()).plan(build(), known, NOW);
    }

    Transition transition() {
        return new Transition(build(), TeamPolicy.Pace.documented(), NOW);
    }
}
