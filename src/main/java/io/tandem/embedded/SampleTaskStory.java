package io.tandem.embedded;

import static io.tandem.embedded.SampleEvent.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What Commerce tells of tasks: lists that headquarters start over every open store, and what stores make up themselves
 * at the point of sale (commerce-contract 6).
 *
 * @param calendar the days
 */
record SampleTaskStory(SampleCalendar calendar) {
    private static final String HQ = "GLOBAL";

    /** Headquarters start a list over every open store. */
    SampleEvent started(SampleTaskList list, SampleCast cast) {
        List<String> stores = open(cast).map(SampleStore::number).toList();
        return new SampleEvent("task.list.started", "process/" + list.process(), HQ, list.started(calendar, stores));
    }

    /** Every second store has counted its till, one has cancelled it, one had to wait. */
    Stream<SampleEvent> tillsCounted(SampleTaskList closing, SampleCast cast) {
        List<SampleStore> stores = open(cast).toList();
        return Stream.iterate(0, ordinal -> ordinal < stores.size(), ordinal -> ordinal + 2)
                .map(ordinal -> tillCounted(closing, stores.get(ordinal), ordinal));
    }

    /** What happens in each of the first open stores: somebody needs something done, and others do it. */
    Stream<SampleEvent> pointOfSale(SampleCast cast) {
        return IntStream.range(0, cast.storeCount())
                .filter(ordinal -> !cast.store(ordinal).closed())
                .limit(5)
                .boxed()
                .flatMap(ordinal -> ofStore(cast.store(ordinal), present(cast, ordinal)));
    }

    private Stream<SampleEvent> ofStore(SampleStore store, List<String> staff) {
        String spill = SampleEvent.guid("POS-" + store.number() + "-1");
        String pickup = SampleEvent.guid("POS-" + store.number() + "-2");
        String twice = SampleEvent.guid("POS-" + store.number() + "-3");
        return Stream.of(
                made(
                        store,
                        spill,
                        "Clean the floor at the entrance",
                        staff.stream().limit(1).toList()),
                made(store, pickup, "Bring order 4711 to the car park", List.of()),
                made(store, twice, "Bring order 4711 to the car park, please", List.of()),
                event("task.deleted", store, about(store, twice)),
                event("task.updated", store, about(store, pickup).put("notes", "White car, bay 3.")),
                event("task.assigned", store, assignees(about(store, pickup), staff)),
                event("task.status.changed", store, about(store, pickup).put("status", "InProgress")),
                event("task.status.changed", store, completed(store, spill, staff)));
    }

    private SampleEvent made(SampleStore store, String task, String title, List<String> staff) {
        ObjectNode data = about(store, task)
                .put("title", title)
                .put("dueDate", calendar.day(0))
                .put("status", "NotStarted")
                .put("origin", "pos");
        return event("task.created", store, assignees(data, staff));
    }

    private static SampleEvent tillCounted(SampleTaskList closing, SampleStore store, int ordinal) {
        String task = closing.taskId(store.number(), closing.tasks().getFirst());
        return event(
                "task.status.changed",
                store,
                switch (ordinal) {
                    case 0 -> about(store, task).put("status", "Canceled");
                    case 2 -> about(store, task).put("status", "InProgress");
                    default -> about(store, task).put("status", "Completed");
                });
    }

    private ObjectNode completed(SampleStore store, String task, List<String> staff) {
        return about(store, task)
                .put("status", "Completed")
                .put("resolvedBy", staff.stream().findFirst().orElse(null))
                .put("completedAt", calendar.day(-1) + "T05:45:00Z");
    }

    private static Stream<SampleStore> open(SampleCast cast) {
        return cast.stores().filter(store -> !store.closed());
    }

    private static ObjectNode about(SampleStore store, String task) {
        return json().put("taskId", task).put("storeNumber", store.number());
    }

    private static ObjectNode assignees(ObjectNode data, List<String> staff) {
        ArrayNode numbers = data.putArray("assignees");
        staff.forEach(numbers::add);
        return data;
    }

    /** Two people who are in the store today. */
    private static List<String> present(SampleCast cast, int store) {
        return cast.staffOf(store)
                .filter(worker -> worker.roleToday(cast.store(store).number()).isPresent())
                .map(SampleWorker::number)
                .limit(2)
                .toList();
    }

    private static SampleEvent event(String type, SampleStore store, ObjectNode data) {
        return new SampleEvent(type, "store/" + store.number(), store.entity(), data);
    }
}
