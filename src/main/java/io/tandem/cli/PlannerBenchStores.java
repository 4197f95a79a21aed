package io.tandem.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores with one manager each, and a list of tasks for all of them.
 *
 * @param count how many
 * @param due when the tasks are due, null = in a year
 */
record PlannerBenchStores(int count, @Nullable LocalDate due) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The tasks that each store gets. */
    static final List<String> TITLES = List.of("Count the till", "Sweep the floor", "Lock the doors");

    private static final String LONG_AGO = "2026-01-01T00:00:00Z";

    /** {@return accounts as Graph shows them, one JSON a line} */
    List<String> people() {
        return numbers()
                .map(number -> """
                        {"id":"%s","displayName":"Manager %s","userPrincipalName":"m%s@contoso.example",\
                        "accountEnabled":true,"employeeId":"%s",\
                        "assignedPlans":[{"service":"TeamspaceAPI","capabilityStatus":"Enabled"}]}""".formatted(managerOf(number), number, number, number))
                .toList();
    }

    /** {@return what Commerce says} */
    Stream<String> events() {
        return numbers().flatMap(number -> {
            ObjectNode store = data().put("storeNumber", number).put("name", "Store " + number);
            ObjectNode hire = data().put("personnelNumber", number)
                    .put("name", "Manager " + number)
                    .put("employmentStart", "2020-01-01")
                    .put("entraObjectId", managerOf(number));
            ObjectNode assignment = data().put("personnelNumber", number)
                    .put("storeNumber", number)
                    .put("role", "manager");
            return Stream.of(
                    event("store.opened", "store/" + number, store),
                    event("worker.hired", "worker/" + number, hire),
                    event("worker.store.assigned", "worker/" + number, assignment));
        });
    }

    /** {@return what Commerce says when a list of three tasks is started over all stores} */
    String list() {
        ObjectNode list = data().put("processId", "CLOSING")
                .put("name", "Closing")
                .put("targetDate", (due == null ? LocalDate.now(ZoneOffset.UTC).plusYears(1) : due).toString());
        numbers().forEach(list.putArray("storeNumbers")::add);
        ArrayNode tasks = list.putArray("tasks");
        TITLES.forEach(title -> tasks.addObject()
                .put("key", Integer.toString(tasks.size()))
                .put("title", title)
                .put("dueOffsetDays", 0));
        return event("task.list.started", "process/CLOSING", list);
    }

    /** {@return what Commerce says when every store gets a new name} */
    Stream<String> renamed(int round) {
        Instant now = Instant.now();
        return numbers().map(number -> renamed(number, round, now));
    }

    private static String renamed(String number, int round, Instant now) {
        ObjectNode store = data().put("storeNumber", number).put("name", "Store %s, round %d".formatted(number, round));
        return event("store.updated-" + round, "store/" + number, store, now.toString());
    }

    /** {@return object id of the manager of a store} */
    static String managerOf(String number) {
        return "33333333-0000-4000-8000-000000" + number;
    }

    private Stream<String> numbers() {
        return IntStream.rangeClosed(1, count).mapToObj("%06d"::formatted);
    }

    private static ObjectNode data() {
        return JSON.createObjectNode();
    }

    private static String event(String type, String subject, ObjectNode data) {
        return event(type, subject, data, LONG_AGO);
    }

    /** What comes behind a dash makes the id another one. */
    private static String event(String id, String subject, ObjectNode data, String time) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id + "-" + subject)
                .put("source", "/d365/bench/usrt")
                .put("type", "io.tandem.commerce." + id.replaceFirst("-.*", ""))
                .put("subject", subject)
                .put("time", time);
        return event.set("data", data).toString();
    }
}
