package io.tandem.embedded;

import static io.tandem.embedded.SampleEvent.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The rows of Commerce headquarters once they have told certain events of tasks (commerce-contract 3.6). */
final class SampleHeadquarters {
    /** What Finance and Operations has where there is no process. */
    private static final String NO_PROCESS = "00000000-0000-0000-0000-000000000000";

    private final Map<String, ObjectNode> processes = new LinkedHashMap<>();
    /** By their ids in events; each row knows its store too. */
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    /** A row and the store that only the report tells. */
    private record Task(String store, ObjectNode row) {}

    SampleHeadquarters(Stream<SampleEvent> told) {
        told.forEach(event -> tell(event.type(), event.data()));
    }

    Stream<String> rows(SampleCast cast) {
        return Stream.of(
                        processes.values().stream().map(row -> line("ProcessHeaders", row)),
                        tasks.values().stream().map(task -> line("ProcessTasks", task.row())),
                        tasks.values().stream().map(SampleHeadquarters::report),
                        cast.workers()
                                .filter(worker -> worker.plot().hasAccount())
                                .map(SampleHeadquarters::staff))
                .reduce(Stream.empty(), Stream::concat);
    }

    private void tell(String type, ObjectNode data) {
        switch (type) {
            case "task.list.started" -> start(data);
            case "task.created" ->
                tasks.put(id(data), new Task(data.path("storeNumber").asText(), made(data)));
            case "task.updated" -> row(data).set("Instructions", data.get("notes"));
            case "task.assigned" -> assign(row(data), data);
            case "task.status.changed" -> status(row(data), data);
            case "task.deleted" -> tasks.remove(id(data));
            default -> throw new IllegalArgumentException("headquarters have no rows of " + type);
        }
    }

    private void start(ObjectNode list) {
        String process = list.path("processId").asText();
        processes.put(
                process,
                json().put("ProcessId", process)
                        .put("Name", list.path("name").asText())
                        .put("TargetDate", midnight(list.path("targetDate").asText(), 0)));
        for (JsonNode store : list.path("storeNumbers")) {
            for (JsonNode task : list.path("tasks")) {
                String id =
                        process + "/" + store.asText() + "/" + task.path("key").asText();
                tasks.put(id, new Task(store.asText(), ofList(id, list, task)));
            }
        }
    }

    private static ObjectNode ofList(String id, JsonNode list, JsonNode task) {
        String target = list.path("targetDate").asText();
        ObjectNode row = json().put("TaskId", SampleEvent.guid(id))
                .put("ProcessId", list.path("processId").asText())
                .put("ProcessName", list.path("name").asText())
                .put("TemplateTaskId", task.path("key").asText())
                .put("Name", task.path("title").asText())
                .put("DueDate", midnight(target, task.path("dueOffsetDays").asInt()))
                .put("Status", "NotStarted");
        return task.has("notes") ? row.set("Instructions", task.get("notes")) : row;
    }

    private static ObjectNode made(ObjectNode task) {
        ObjectNode row = json().put("TaskId", id(task))
                .put("Name", task.path("title").asText())
                .put("DueDate", midnight(task.path("dueDate").asText(), 0));
        assign(row, task);
        status(row, task);
        return row;
    }

    /** Headquarters have one worker a task. */
    private static void assign(ObjectNode row, ObjectNode data) {
        row.put("AssignedWorker_PersonnelNumber", data.path("assignees").path(0).asText(""));
    }

    private static void status(ObjectNode row, ObjectNode data) {
        row.set("Status", data.get("status"));
        if (data.hasNonNull("resolvedBy")) {
            row.set("ResolvedBy_PersonnelNumber", data.get("resolvedBy"));
        }
        if (data.has("completedAt")) {
            row.set("CompletionDateTime", data.get("completedAt"));
        }
    }

    private static String report(Task task) {
        return line(
                "RetailTaskManagementReports",
                json().put("Process_ProcessId", task.row().path("ProcessId").asText(NO_PROCESS))
                        .put("TaskId", task.row().path("TaskId").asText())
                        .put("StoreNumber", task.store()));
    }

    private static String staff(SampleWorker worker) {
        return line(
                "RetailStaffs",
                json().put("PersonnelNumber", worker.number())
                        .put("ExternalSubIdentifier", worker.objectId())
                        .put("ExternalName", worker.userPrincipalName())
                        .put("NameOnReceipt", worker.name()));
    }

    private static String line(String set, ObjectNode row) {
        ObjectNode line = json().put("set", set);
        return line.set("row", row).toString();
    }

    private ObjectNode row(ObjectNode data) {
        return Objects.requireNonNull(tasks.get(id(data)), "task").row();
    }

    private static String id(ObjectNode data) {
        return data.path("taskId").asText();
    }

    private static String midnight(String day, int later) {
        return LocalDate.parse(day).plusDays(later) + "T00:00:00Z";
    }
}
