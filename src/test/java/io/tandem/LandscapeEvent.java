package io.tandem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Something that Commerce says now (DESIGN 8).
 *
 * @param subject its key, {@code store/000135}
 * @param json the whole event
 */
record LandscapeEvent(String subject, String json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong SEQUENCE = new AtomicLong();
    private static final String HIRED_ON = "2020-01-01";

    static LandscapeEvent opened(String store, String name) {
        return ofStore("store.opened", store, Map.of("name", name));
    }

    static LandscapeEvent renamed(String store, String name) {
        return ofStore("store.updated", store, Map.of("name", name));
    }

    /** Closed since yesterday. */
    static LandscapeEvent closed(String store) {
        return closed(store, LocalDate.now(ZoneOffset.UTC).minusDays(1));
    }

    static LandscapeEvent closed(String store, LocalDate day) {
        return ofStore("store.closed", store, Map.of("closedOn", day.toString()));
    }

    static LandscapeEvent zoned(String store, ZoneId zone) {
        return ofStore("store.updated", store, Map.of("timeZone", zone.getId()));
    }

    static LandscapeEvent hired(LandscapePerson person) {
        return hired(person, "entraObjectId", person.objectId());
    }

    /** Hired and known by the name with which the person signs in. */
    static LandscapeEvent hiredByName(LandscapePerson person) {
        return hired(person, "userPrincipalName", person.userPrincipalName());
    }

    /** Begins or changes the role in a store. */
    static LandscapeEvent assigned(LandscapePerson person, String store, String role) {
        return ofWorker("worker.store.assigned", person, Map.of("storeNumber", store, "role", role));
    }

    /** Hired anew by today, after the employment ended. */
    static LandscapeEvent rehired(LandscapePerson person) {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        return ofWorker(
                "worker.hired",
                person,
                Map.of(
                        "name",
                        "Person " + person.number(),
                        "employmentStart",
                        today,
                        "entraObjectId",
                        person.objectId()));
    }

    static LandscapeEvent terminated(LandscapePerson person) {
        return terminated(person, LocalDate.now(ZoneOffset.UTC).minusDays(1));
    }

    static LandscapeEvent terminated(LandscapePerson person, LocalDate end) {
        return ofWorker("worker.terminated", person, Map.of("employmentEnd", end.toString()));
    }

    /** Ends the role in a store at once. */
    static LandscapeEvent unassigned(LandscapePerson person, String store) {
        return ofWorker("worker.store.unassigned", person, Map.of("storeNumber", store));
    }

    /** Grants or revokes the role of the communications managers. */
    static LandscapeEvent communicationsRole(LandscapePerson person, String verb) {
        return ofWorker("role." + verb, person, Map.of("role", "Retail task manager"));
    }

    /** Publishes a hierarchy; each node has {@code id}, {@code name}, and where they are not empty {@code parentId} and {@code storeNumber}. */
    static LandscapeEvent hierarchy(String name, String purpose, List<Map<String, String>> nodes) {
        return event(
                "hierarchy.published",
                "hierarchy/" + name,
                Map.of(
                        "name",
                        name,
                        "purposes",
                        List.of(purpose),
                        "nodes",
                        nodes.stream()
                                .map(node -> node.entrySet().stream()
                                        .filter(field -> !field.getValue().isEmpty())
                                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                                .toList()));
    }

    static LandscapeEvent mapped(String store, String teamId) {
        return event(
                "team.mapping.changed",
                "store/" + store,
                Map.of("sourceType", "RetailStore", "sourceId", store, "teamId", teamId));
    }

    /** Starts a list of tasks in a store; each task is a map with {@code key} and {@code title} at least. */
    static LandscapeEvent listStarted(String process, String name, String store, List<Map<String, Object>> tasks) {
        return event(
                "task.list.started",
                "process/" + process,
                Map.of(
                        "processId",
                        process,
                        "name",
                        name,
                        "targetDate",
                        "2030-12-04",
                        "storeNumbers",
                        List.of(store),
                        "tasks",
                        tasks));
    }

    static LandscapeEvent taskCreated(String store, String task, Map<String, ?> data) {
        return ofStore("task.created", store, with(data, "taskId", task));
    }

    static LandscapeEvent taskUpdated(String store, String task, Map<String, ?> data) {
        return ofStore("task.updated", store, with(data, "taskId", task));
    }

    static LandscapeEvent taskStatus(String store, String task, String status) {
        return ofStore("task.status.changed", store, Map.of("taskId", task, "status", status));
    }

    static LandscapeEvent taskDeleted(String store, String task) {
        return ofStore("task.deleted", store, Map.of("taskId", task));
    }

    /** Hired, and not linked to any account. */
    static LandscapeEvent hiredWithoutAccount(LandscapePerson person) {
        return ofWorker(
                "worker.hired", person, Map.of("name", "Person " + person.number(), "employmentStart", HIRED_ON));
    }

    /** The same as told by a user of Commerce. */
    LandscapeEvent by(String actor) {
        return new LandscapeEvent(subject, json.replaceFirst("\\{", "{\"actor\":\"" + actor + "\","));
    }

    private static LandscapeEvent hired(LandscapePerson person, String link, String account) {
        return ofWorker(
                "worker.hired",
                person,
                Map.of("name", "Person " + person.number(), "employmentStart", HIRED_ON, link, account));
    }

    private static LandscapeEvent ofStore(String type, String store, Map<String, ?> data) {
        return event(type, "store/" + store, with(data, "storeNumber", store));
    }

    private static LandscapeEvent ofWorker(String type, LandscapePerson person, Map<String, ?> data) {
        String number = person.personnelNumber();
        return event(type, "worker/" + number, with(data, "personnelNumber", number));
    }

    private static Map<String, Object> with(Map<String, ?> data, String field, String value) {
        Map<String, Object> all = new HashMap<>(data);
        all.put(field, value);
        return all;
    }

    private static LandscapeEvent event(String type, String subject, Map<String, ?> data) {
        long sequence = SEQUENCE.incrementAndGet();
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", "landscape-" + sequence)
                .put("source", "/d365/contoso/usrt")
                .put("type", "io.tandem.commerce." + type)
                .put("subject", subject)
                .put("time", Instant.now().toString())
                .put("sequence", sequence);
        event.set("data", JSON.valueToTree(data));
        return new LandscapeEvent(subject, event.toString());
    }
}
