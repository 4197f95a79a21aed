package io.tandem.teams;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says who must be in a team when removals may be held, without a line of the product: the rules are those of the documentation. What
 * is held stays until it is approved, what was rejected or undone stays until Commerce wants the person again.
 */
final class HeldOracle {
    private static final Duration WAVE = Duration.ofMinutes(10);

    private final int people;
    private final double share;
    private final Map<String, TeamRole> team = new TreeMap<>();
    private final Set<String> held = new HashSet<>();
    /** By decision, whatever Commerce says. */
    private final Set<String> stay = new HashSet<>();
    /** Whom the brake let go lately, and of how many. */
    private final Map<String, Instant> passed = new HashMap<>();

    private final Map<String, Integer> sizes = new HashMap<>();
    /** Whom somebody may want back: those who went together last, with what they were. */
    private Map<String, TeamRole> gone = Map.of();

    HeldOracle(int people, double share) {
        this.people = people;
        this.share = share;
    }

    /** Commerce wants these by now. */
    void want(Map<String, TeamRole> wanted, Instant now) {
        held.removeAll(wanted.keySet());
        stay.removeAll(wanted.keySet());
        Set<String> leaving = new HashSet<>(team.keySet());
        leaving.removeAll(wanted.keySet());
        leaving.removeAll(held);
        leaving.removeAll(stay);
        if (!leaving.isEmpty()) {
            leave(leaving, now);
        }
        team.putAll(wanted);
    }

    private void leave(Set<String> leaving, Instant now) {
        leaving.forEach(passed::remove);
        passed.values().removeIf(at -> !at.isAfter(now.minus(WAVE)));
        int size = passed.keySet().stream().map(sizes::get).reduce(team.size(), Math::max);
        int all = leaving.size() + held.size() + passed.size();
        if (all > people && all > size * share) {
            held.addAll(leaving);
        } else {
            leaving.forEach(user -> {
                passed.put(user, now);
                sizes.put(user, team.size());
            });
            go(leaving);
        }
    }

    private void go(Set<String> leaving) {
        gone = leaving.stream().collect(Collectors.toMap(user -> user, team::get));
        team.keySet().removeAll(leaving);
    }

    /** Somebody decides on whoever is held. */
    void decide(boolean approve) {
        if (approve && !held.isEmpty()) {
            go(Set.copyOf(held));
        } else {
            stay.addAll(held);
        }
        held.clear();
    }

    /** {@return whom it brings back when somebody undoes what was done last: those who are still out} */
    Map<String, TeamRole> undo() {
        Map<String, TeamRole> back = new HashMap<>(gone);
        back.keySet().removeAll(team.keySet());
        team.putAll(back);
        stay.addAll(back.keySet());
        passed.keySet().removeAll(back.keySet());
        gone = Map.of();
        return back;
    }

    boolean holds() {
        return !held.isEmpty();
    }

    Map<String, TeamRole> team() {
        return Map.copyOf(team);
    }
}
