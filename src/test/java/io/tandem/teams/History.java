package io.tandem.teams;

import io.tandem.model.Role;
import io.tandem.teams.Reconciler.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** What happens to a store: changes in Commerce, in the directory and in Teams, faults, and the passing of time. */
sealed interface History {
    List<String> USERS = List.of("ada", "bob", "cyd", "dan", "eve");
    List<String> STRANGERS = List.of("xia", "yan", "zoe");
    String FALLBACK = "fay";
    String EXISTING = "existing-team";

    record Assign(int person, @Nullable Role role, int from, int to) implements History {}

    record Employ(int person, int entity, boolean yes, int from, int to) implements History {}

    record Link(int person, @Nullable String user) implements History {}

    record Usable(String user, boolean yes) implements History {}

    record Refresh() implements History {}

    record Rename(String name) implements History {}

    record Close(@Nullable Integer day) implements History {}

    record MapTo(@Nullable String team) implements History {}

    record FallBack(boolean on) implements History {}

    record HandAdd(String stranger, TeamRole role) implements History {}

    record HandRemove(String user, boolean noticed) implements History {}

    record HandRole(String user, TeamRole role) implements History {}

    record Wait(Duration time) implements History {}

    record Work(int percent, long seed) implements History {
        Fault fault(Random random) {
            return random.nextInt(100) < percent
                    ? Fault.values()[1 + random.nextInt(Fault.values().length - 1)]
                    : Fault.NONE;
        }
    }

    static Arbitrary<List<History>> histories() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, assignments()),
                        net.jqwik.api.Tuple.of(2, employments()),
                        net.jqwik.api.Tuple.of(2, links()),
                        net.jqwik.api.Tuple.of(3, elsewhere()),
                        net.jqwik.api.Tuple.of(2, hands()),
                        net.jqwik.api.Tuple.of(3, waits()),
                        net.jqwik.api.Tuple.of(7, work()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static Arbitrary<Integer> person() {
        return Arbitraries.integers().between(0, 4);
    }

    private static Arbitrary<Integer> day() {
        return Arbitraries.integers().between(-2, 5);
    }

    private static Arbitrary<History> assignments() {
        Arbitrary<@Nullable Role> role = Arbitraries.of(Role.class).injectNull(0.3);
        return Combinators.combine(person(), role, day(), Arbitraries.of(1, 2, 6, 30))
                .as((person, what, from, length) -> new Assign(person, what, from, from + length));
    }

    private static Arbitrary<History> employments() {
        Arbitrary<Integer> entity = Arbitraries.integers().between(0, 1);
        Arbitrary<Boolean> yes = Arbitraries.of(true, false);
        return Combinators.combine(person(), entity, yes, day())
                .as((person, what, employed, from) -> new Employ(person, what, employed, from, from + 30));
    }

    private static Arbitrary<History> links() {
        return Combinators.combine(person(), Arbitraries.of(USERS).injectNull(0.1))
                .as(Link::new);
    }

    private static Arbitrary<History> elsewhere() {
        Arbitrary<History> accounts = Combinators.combine(Arbitraries.of(USERS), Arbitraries.of(true, false))
                .as(Usable::new);
        Arbitrary<History> names = Arbitraries.of("Houston", "Katy").map(Rename::new);
        Arbitrary<History> closings = day().injectNull(0.5).map(Close::new);
        Arbitrary<History> fallbacks = Arbitraries.of(true, false).map(FallBack::new);
        Arbitrary<History> mappings =
                Arbitraries.of(EXISTING, "missing-team").injectNull(0.4).map(MapTo::new);
        return Arbitraries.oneOf(
                accounts, accounts, Arbitraries.just(new Refresh()), names, closings, fallbacks, mappings);
    }

    private static Arbitrary<History> hands() {
        Arbitrary<TeamRole> role = Arbitraries.of(TeamRole.OWNER, TeamRole.MEMBER);
        Arbitrary<History> added =
                Combinators.combine(Arbitraries.of(STRANGERS), role).as(HandAdd::new);
        Arbitrary<History> removed = Combinators.combine(Arbitraries.of(USERS), Arbitraries.of(true, false))
                .as(HandRemove::new);
        Arbitrary<History> changed =
                Combinators.combine(Arbitraries.of(USERS), role).as(HandRole::new);
        return Arbitraries.oneOf(added, removed, changed);
    }

    private static Arbitrary<History> waits() {
        return Arbitraries.of(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(45),
                        Duration.ofMinutes(10),
                        Duration.ofHours(3),
                        Duration.ofHours(15),
                        Duration.ofDays(1))
                .map(Wait::new);
    }

    private static Arbitrary<History> work() {
        return Combinators.combine(Arbitraries.of(0, 20, 60), Arbitraries.longs())
                .as(Work::new);
    }
}
