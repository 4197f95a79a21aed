package io.tandem.commerce;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/** Random histories of a few workers in a few stores, so crowded that everything meets everything. */
final class Histories extends DomainContextBase {
    static final LocalDate FIRST = LocalDate.parse("2026-11-18");
    static final int DAYS = 16;
    static final List<String> STORES = List.of("000100", "000200", "000300");
    static final List<String> WORKERS = List.of("000001", "000002");
    private static final List<String> ENTITIES = List.of("usrt", "usmf");

    /** What happened, in no order; ids are unique, times are not. */
    record History(List<TestEvent> events) {
        @Override
        public String toString() {
            return String.join("\n", events.stream().map(TestEvent::toString).toList());
        }
    }

    @Provide
    Arbitrary<History> histories() {
        return events().list().ofMaxSize(25).map(History::new);
    }

    private static Arbitrary<TestEvent> events() {
        Arbitrary<TestEvent> events = Arbitraries.oneOf(
                hired(), restarted(), ended(), linked(), assigned(), unassigned(), transferred(), stores());
        Arbitrary<Integer> seconds =
                Arbitraries.integers().between(0, 4 * 24 * 60).edgeCases(edges -> edges.none());
        Arbitrary<@Nullable Integer> sequences =
                Arbitraries.integers().between(0, 20).injectNull(0.3);
        return Combinators.combine(events, seconds, sequences, Arbitraries.of(ENTITIES))
                .as((event, minute, sequence, entity) ->
                        event.at(time(minute)).with("sequence", sequence).from("/d365/contoso/" + entity));
    }

    /** Few different times, so that some events are told apart by their sequence or id alone. */
    private static String time(int minute) {
        return Instant.parse("2026-11-20T00:00:00Z")
                .plusSeconds(minute / 60 * 3600L)
                .toString();
    }

    private static Arbitrary<TestEvent> hired() {
        return Combinators.combine(workers(), days())
                .as((worker, day) -> TestEvent.worker("worker.hired", worker)
                        .data("name", "Worker " + day)
                        .data("employmentStart", day));
    }

    private static Arbitrary<TestEvent> restarted() {
        return Combinators.combine(workers(), days())
                .as((worker, day) -> TestEvent.worker("worker.updated", worker).data("employmentStart", day));
    }

    private static Arbitrary<TestEvent> ended() {
        return Combinators.combine(workers(), days())
                .as((worker, day) ->
                        TestEvent.worker("worker.terminated", worker).data("employmentEnd", day));
    }

    private static Arbitrary<TestEvent> linked() {
        return Combinators.combine(workers(), Arbitraries.of("a@contoso.example", "b@contoso.example"), booleans())
                .as((worker, name, link) -> link
                        ? TestEvent.worker("worker.identity.linked", worker).data("userPrincipalName", name)
                        : TestEvent.worker("worker.identity.unlinked", worker));
    }

    private static Arbitrary<TestEvent> assigned() {
        return Combinators.combine(workers(), numbers(), Arbitraries.of("manager", "worker"), maybeDays(), lengths())
                .as((worker, store, role, from, length) -> TestEvent.worker("worker.store.assigned", worker)
                        .data("storeNumber", store)
                        .data("role", role)
                        .data("effectiveFrom", from)
                        .data("effectiveTo", length == null ? null : later(from, length)));
    }

    private static Arbitrary<TestEvent> unassigned() {
        return Combinators.combine(workers(), numbers(), maybeDays())
                .as((worker, store, day) -> TestEvent.worker("worker.store.unassigned", worker)
                        .data("storeNumber", store)
                        .data("effectiveOn", day));
    }

    private static Arbitrary<TestEvent> transferred() {
        Arbitrary<@Nullable String> roles = Arbitraries.of("manager", "worker").injectNull(0.6);
        return Combinators.combine(workers(), numbers(), Arbitraries.integers().between(1, 2), roles, maybeDays())
                .as((worker, from, step, role, day) -> TestEvent.worker("worker.transferred", worker)
                        .data("fromStore", from)
                        .data("toStore", STORES.get((STORES.indexOf(from) + step) % STORES.size()))
                        .data("role", role)
                        .data("effectiveOn", day));
    }

    private static Arbitrary<TestEvent> stores() {
        return Combinators.combine(numbers(), days(), booleans())
                .as((store, day, open) -> open
                        ? TestEvent.store("store.opened", store).data("name", "Store " + day)
                        : TestEvent.store("store.closed", store).data("closedOn", day));
    }

    private static String later(@Nullable String from, int days) {
        return (from == null ? FIRST.plusDays(8) : LocalDate.parse(from))
                .plusDays(days)
                .toString();
    }

    private static Arbitrary<String> workers() {
        return Arbitraries.of(WORKERS);
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.of(STORES);
    }

    private static Arbitrary<Boolean> booleans() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<@Nullable Integer> lengths() {
        return Arbitraries.integers().between(0, 6).injectNull(0.6);
    }

    private static Arbitrary<String> days() {
        return Arbitraries.integers()
                .between(0, DAYS - 1)
                .map(day -> FIRST.plusDays(day).toString());
    }

    private static Arbitrary<@Nullable String> maybeDays() {
        return days().injectNull(0.4);
    }
}
