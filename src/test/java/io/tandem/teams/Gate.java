package io.tandem.teams;

import io.tandem.model.PersonnelNumber;
import io.tandem.model.Restored;
import io.tandem.model.Restored.Cause;
import io.tandem.model.Role;
import io.tandem.model.TeamSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Departures of one team in memory, with nobody else to wait for.
 *
 * @param brake what it lets through
 * @param roles what somebody is in the team
 * @param numbers who a user is in Commerce
 */
record Gate(
        Brake brake,
        Function<String, TeamRole> roles,
        Map<String, PersonnelNumber> numbers,
        Map<String, State> states,
        Map<String, Asked> asked)
        implements Departures {
    private static final long HOLD = 1;

    /** Where a departure stands. */
    enum State {
        ASKED,
        HELD,
        GRANTED,
        KEPT,
        RESTORED
    }

    /** What was known when it was asked, or decided last. */
    record Asked(Instant at, int size, TeamRole role, boolean passed) {}

    static Gate of(Brake brake, Function<String, TeamRole> roles, Map<String, PersonnelNumber> numbers) {
        return new Gate(brake, roles, numbers, new TreeMap<>(), new HashMap<>());
    }

    @Override
    public Leave ask(Wish wish, Instant now) {
        states.entrySet()
                .removeIf(one -> one.getValue() != State.RESTORED
                        && !(one.getValue() == State.ASKED ? wish.leaving() : wish.unwanted()).contains(one.getKey()));
        for (String user : wish.leaving()) {
            if (states.putIfAbsent(user, State.ASKED) == null) {
                asked.put(user, new Asked(now, wish.size(), roles.apply(user), false));
            }
        }
        if (!with(State.ASKED).isEmpty()) {
            int undecided = with(State.ASKED, State.HELD).size();
            boolean stops = outflow(now).stops(brake, undecided, wish.size());
            with(State.ASKED).forEach(user -> {
                states.put(user, stops ? State.HELD : State.GRANTED);
                asked.computeIfPresent(user, (who, was) -> new Asked(was.at(), was.size(), was.role(), !stops));
            });
        }
        return leave();
    }

    private Outflow outflow(Instant now) {
        List<Asked> passed = asked.values().stream()
                .filter(one -> one.passed() && one.at().isAfter(now.minus(brake.wave())))
                .toList();
        return new Outflow(
                passed.size(), passed.stream().mapToInt(Asked::size).max().orElse(0));
    }

    @Override
    public Leave decided(TeamSource source) {
        states.values().removeIf(State.ASKED::equals);
        return leave();
    }

    private Leave leave() {
        Set<String> held = with(State.HELD);
        return new Leave(held, with(State.KEPT, State.RESTORED), held.isEmpty() ? null : HOLD, null);
    }

    @Override
    public void decidedAnew(TeamSource source, Set<String> users) {
        states.keySet()
                .removeIf(user ->
                        users.contains(user) && with(State.KEPT, State.RESTORED).contains(user));
    }

    @Override
    public Permit archive(TeamSource source, boolean wanted, Instant now) {
        return Permit.free();
    }

    @Override
    public Permit archived(TeamSource source, Instant now) {
        return Permit.free();
    }

    /** Somebody decides on whoever is held. */
    void decide(boolean approve, Instant now) {
        with(State.HELD).forEach(user -> set(user, approve ? State.GRANTED : State.KEPT, now));
    }

    /** Somebody wants these back, who were let go. */
    void undo(Collection<String> users, Instant now) {
        users.forEach(user -> set(user, State.RESTORED, now));
    }

    private void set(String user, State state, Instant now) {
        states.put(user, state);
        asked.computeIfPresent(user, (who, was) -> new Asked(now, was.size(), was.role(), false));
    }

    List<Restored> restored() {
        return with(State.KEPT, State.RESTORED).stream()
                .filter(asked::containsKey)
                .map(user ->
                        restored(user, asked.getOrDefault(user, new Asked(Instant.EPOCH, 0, TeamRole.MEMBER, false))))
                .toList();
    }

    private Restored restored(String user, Asked was) {
        return new Restored(
                user,
                was.role() == TeamRole.OWNER ? Role.MANAGER : Role.WORKER,
                was.at(),
                states.get(user) == State.KEPT ? Cause.REJECTED : Cause.UNDONE,
                Set.of(numbers.getOrDefault(user, new PersonnelNumber("999999"))));
    }

    Set<String> with(State... wanted) {
        return states.entrySet().stream()
                .filter(one -> Arrays.asList(wanted).contains(one.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
