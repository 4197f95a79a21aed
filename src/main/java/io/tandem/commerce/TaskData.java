package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.commerce.TaskEvent.ListTask;
import io.tandem.commerce.TaskEvent.TaskWords;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the data of events of tasks that satisfies its schema. */
final class TaskData {
    private TaskData() {}

    static TaskEvent listStarted(EventData data) {
        return new TaskEvent.TaskListStarted(
                data.header(),
                data.mandatoryText("processId"),
                data.mandatoryText("name"),
                data.mandatoryDay("targetDate"),
                texts(data.data(), "storeNumbers")
                        .map(StoreNumber::new)
                        .distinct()
                        .toList(),
                elements(data.data(), "tasks").map(TaskData::listTask).toList());
    }

    static TaskEvent created(EventData data) {
        return new TaskEvent.TaskCreated(
                data.header(),
                task(data),
                data.store(),
                words(data),
                data.change("listName"),
                assignees(data),
                changes(data, "links", Stream::distinct),
                status(data),
                origin(data),
                data.change("plannerTaskId"));
    }

    static TaskEvent updated(EventData data) {
        return new TaskEvent.TaskUpdated(data.header(), task(data), data.store(), words(data));
    }

    static TaskEvent assigned(EventData data) {
        return new TaskEvent.TaskAssigned(data.header(), task(data), data.store(), assignees(data));
    }

    static TaskEvent statusChanged(EventData data) {
        return new TaskEvent.TaskStatusChanged(
                data.header(),
                task(data),
                data.store(),
                TaskStatus.of(data.mandatoryText("status")).orElseThrow(),
                data.text("resolvedBy").map(PersonnelNumber::new).orElse(null),
                data.text("completedAt").map(TaskData::instant).orElse(null));
    }

    static TaskEvent deleted(EventData data) {
        return new TaskEvent.TaskDeleted(data.header(), task(data), data.store());
    }

    private static TaskId task(EventData data) {
        return new TaskId(data.mandatoryText("taskId"));
    }

    private static TaskWords words(EventData data) {
        return new TaskWords(
                data.change("title"), data.change("notes", TaskData::lines), data.change("dueDate", LocalDate::parse));
    }

    private static Change<List<PersonnelNumber>> assignees(EventData data) {
        return changes(
                data,
                "assignees",
                numbers -> numbers.map(PersonnelNumber::new).sorted().distinct());
    }

    private static @Nullable TaskStatus status(EventData data) {
        return data.text("status").flatMap(TaskStatus::of).orElse(null);
    }

    private static @Nullable TaskOrigin origin(EventData data) {
        return data.text("origin")
                .map(origin -> TaskOrigin.valueOf(origin.toUpperCase(Locale.ROOT)))
                .orElse(null);
    }

    private static ListTask listTask(JsonNode task) {
        return new ListTask(
                task.required("key").textValue(),
                task.required("title").textValue(),
                task.path("dueOffsetDays").asInt(),
                EventData.text(task, "notes").map(TaskData::lines).orElse(null),
                EventData.text(task, "contact").orElse(null),
                texts(task, "links").distinct().toList());
    }

    private static <T> Change<List<T>> changes(
            EventData data, String field, Function<Stream<String>, Stream<T>> reader) {
        if (!data.data().has(field)) {
            return Change.unchanged();
        }
        List<T> values = reader.apply(texts(data.data(), field)).toList();
        return values.isEmpty() ? Change.cleared() : Change.to(values);
    }

    /** One line break is like another, and none at the end says nothing. */
    private static String lines(String text) {
        return String.join("\n", text.stripTrailing().lines().toList());
    }

    private static Instant instant(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    private static Stream<String> texts(JsonNode object, String field) {
        return elements(object, field).map(JsonNode::textValue);
    }

    private static Stream<JsonNode> elements(JsonNode object, String field) {
        return StreamSupport.stream(object.path(field).spliterator(), false);
    }
}
