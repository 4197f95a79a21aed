package io.tandem.commerce;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/** Random histories of a few lists and tasks in two stores, so crowded that everything meets everything. */
final class TaskHistories extends DomainContextBase {
    static final List<String> STORES = List.of("000100", "000200");
    private static final List<String> LISTS = List.of("L1", "L2");
    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final List<String> WORKERS = List.of("000001", "000002", "000003");

    /** What happened, in no order; ids are unique, times are not. */
    record History(List<TestEvent> events) {
        @Override
        public String toString() {
            return String.join("\n", events.stream().map(TestEvent::toString).toList());
        }
    }

    @Provide
    Arbitrary<History> histories() {
        return events().list().ofMaxSize(25).map(History::new).edgeCases(edges -> edges.none());
    }

    private static Arbitrary<TestEvent> events() {
        Arbitrary<TestEvent> events =
                Arbitraries.oneOf(started(), created(), updated(), assigned(), changed(), deleted(), people());
        Arbitrary<Integer> hours = Arbitraries.integers().between(0, 40);
        Arbitrary<@Nullable Integer> sequences =
                Arbitraries.integers().between(0, 20).injectNull(0.3);
        return Combinators.combine(events, hours, sequences)
                .as((event, hour, sequence) -> event.at(Instant.parse("2026-11-20T00:00:00Z")
                                .plusSeconds(hour * 3600L)
                                .toString())
                        .with("sequence", sequence));
    }

    private static Arbitrary<TestEvent> started() {
        Arbitrary<List<String>> stores =
                Arbitraries.of(STORES).list().ofMinSize(1).ofMaxSize(2).uniqueElements();
        Arbitrary<List<Map<String, Object>>> tasks =
                listTasks().list().ofMinSize(1).ofMaxSize(3).uniqueElements(task -> String.valueOf(task.get("key")));
        return Combinators.combine(Arbitraries.of(LISTS), stores, tasks, days(), words())
                .as((list, where, what, target, name) -> TestEvent.list(list, where.toArray(String[]::new))
                        .data("name", name)
                        .data("targetDate", target)
                        .data("tasks", what));
    }

    private static Arbitrary<Map<String, Object>> listTasks() {
        return Combinators.combine(
                        Arbitraries.of(KEYS),
                        words(),
                        Arbitraries.integers().between(-5, 5),
                        Arbitraries.of("", "Ada"),
                        Arbitraries.of(List.of(), List.of("https://a.example", "https://b.example")))
                .as((key, title, offset, contact, links) -> Map.of(
                        "key", key,
                        "title", title,
                        "dueOffsetDays", offset,
                        "notes", contact + contact,
                        "contact", contact,
                        "links", links));
    }

    private static Arbitrary<TestEvent> created() {
        return Combinators.combine(
                        onTask("task.created"), words(), words().injectNull(0.3), days().injectNull(0.3), statuses())
                .as((event, title, list, due, status) -> {
                    event.data("title", title).data("listName", list).data("dueDate", due);
                    return title.equals("Dust") ? event.data("status", status).data("origin", "pos") : event;
                });
    }

    private static Arbitrary<TestEvent> updated() {
        return Combinators.combine(
                        onTask("task.updated"),
                        words(),
                        words().injectNull(0.3),
                        Arbitraries.integers().between(0, 2))
                .as((event, title, notes, which) -> switch (which) {
                    case 0 -> event.data("title", title);
                    case 1 -> event.data("notes", notes);
                    default -> event.data("title", title).data("notes", notes).data("dueDate", null);
                });
    }

    private static Arbitrary<TestEvent> assigned() {
        return Combinators.combine(
                        onTask("task.assigned"), Arbitraries.of(WORKERS).list().ofMaxSize(3))
                .as((event, workers) -> event.data("assignees", workers));
    }

    private static Arbitrary<TestEvent> changed() {
        return Combinators.combine(onTask("task.status.changed"), statuses())
                .as((event, status) -> event.data("status", status));
    }

    private static Arbitrary<TestEvent> deleted() {
        return onTask("task.deleted");
    }

    private static Arbitrary<TestEvent> people() {
        return Combinators.combine(Arbitraries.of(WORKERS), Arbitraries.of(STORES), Arbitraries.of(true, false))
                .as((worker, store, link) -> link
                        ? TestEvent.worker("worker.identity.linked", worker)
                                .data("userPrincipalName", store + "@contoso.example")
                        : TestEvent.worker("worker.store.assigned", worker)
                                .data("storeNumber", store)
                                .data("role", "worker"));
    }

    /** On a task of a list or on one that belongs to none. */
    private static Arbitrary<TestEvent> onTask(String type) {
        return Combinators.combine(Arbitraries.of(STORES), Arbitraries.of("L1", "L2", "none"), Arbitraries.of("a", "b"))
                .as((store, list, key) ->
                        TestEvent.task(type, list.equals("none") ? key : list + "/" + store + "/" + key, store));
    }

    private static Arbitrary<String> statuses() {
        return Arbitraries.of("NotStarted", "InProgress", "Completed", "Canceled");
    }

    private static Arbitrary<String> words() {
        return Arbitraries.of("Count", "Clean", "Dust", "Lock");
    }

    private static Arbitrary<String> days() {
        return Arbitraries.integers()
                .between(0, 9)
                .map(day -> LocalDate.parse("2026-12-01").plusDays(day).toString());
    }
}
