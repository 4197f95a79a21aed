package io.tandem.commerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.commerce.TaskEvent.ListTask;
import io.tandem.commerce.TaskEvent.OfTask;
import io.tandem.commerce.TaskEvent.TaskCreated;
import io.tandem.commerce.TaskEvent.TaskListStarted;
import io.tandem.commerce.TaskEvent.TaskWords;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.TaskStatus;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Takes an event of tasks apart into facts. A started list is told once, and one small fact for each store ties it to
 * that store; what is told of a single task of one store is about that task and that store.
 */
final class TaskFacts {
    private TaskFacts() {}

    static void list(FactSheet sheet, TaskListStarted event) {
        sheet.text(FactFields.NAME, event.name());
        sheet.text(FactFields.TARGET_DATE, event.targetDate());
        event.tasks().forEach(task -> sheet.add("", FactFields.LIST_TASK + task.key(), json(task)));
        event.stores().forEach(store -> sheet.add(Subjects.of(store), FactFields.TIED, BooleanNode.TRUE));
    }

    static void task(FactSheet sheet, OfTask event) {
        switch (event) {
            case TaskCreated created -> created(sheet, created);
            case TaskEvent.TaskUpdated updated -> words(sheet, updated.words());
            case TaskEvent.TaskAssigned assigned -> assignees(sheet, assigned.assignees());
            case TaskEvent.TaskStatusChanged changed -> sheet.add(event.about(), FactFields.STATUS, json(changed));
            case TaskEvent.TaskDeleted deleted -> sheet.flag(FactFields.DELETED, true);
        }
    }

    private static void created(FactSheet sheet, TaskCreated event) {
        sheet.flag(FactFields.DELETED, false);
        words(sheet, event.words());
        sheet.change(FactFields.LIST_NAME, event.listName());
        assignees(sheet, event.assignees());
        sheet.change(FactFields.LINKS, event.links(), TaskFacts::array);
        if (event.status() != null) {
            sheet.add(event.about(), FactFields.STATUS, json(event.status()));
        }
        if (event.origin() != null) {
            sheet.text(FactFields.ORIGIN, event.origin().name().toLowerCase(Locale.ROOT));
        }
        sheet.change(FactFields.PLANNER_TASK_ID, event.plannerTaskId());
    }

    private static void words(FactSheet sheet, TaskWords words) {
        sheet.change(FactFields.TITLE, words.title());
        sheet.change(FactFields.NOTES, words.notes());
        sheet.change(FactFields.DUE_DATE, words.dueDate());
    }

    /** The tie stays when the task goes to others: it says whom to ask for, not who has the task. */
    private static void assignees(FactSheet sheet, Change<List<PersonnelNumber>> assignees) {
        sheet.change(FactFields.ASSIGNEES, assignees, TaskFacts::array);
        if (assignees instanceof Change.SetTo<List<PersonnelNumber>>(List<PersonnelNumber> workers)) {
            workers.forEach(worker -> sheet.tie(Subjects.ASSIGNEE + worker));
        }
    }

    private static ArrayNode array(Collection<?> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(TextNode.valueOf(value.toString())));
        return array;
    }

    private static ObjectNode json(TaskStatus status) {
        return FactSheet.object().put(FactFields.STATUS, status.word());
    }

    private static ObjectNode json(TaskEvent.TaskStatusChanged event) {
        ObjectNode status = json(event.status());
        if (event.resolvedBy() != null) {
            status.put("resolvedBy", event.resolvedBy().value());
        }
        if (event.completedAt() != null) {
            status.put("completedAt", event.completedAt().toString());
        }
        return status;
    }

    private static ObjectNode json(ListTask task) {
        ObjectNode json = FactSheet.object()
                .put(FactFields.TITLE, task.title())
                .put(FactFields.DUE_OFFSET_DAYS, task.dueOffsetDays())
                .put(FactFields.NOTES, task.notes())
                .put(FactFields.CONTACT, task.contact());
        return json.set(FactFields.LINKS, array(task.links()));
    }
}
