package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.commerce.CommerceUpdate.MembershipDrifted;
import io.tandem.commerce.CommerceUpdate.OfPlannerTask;
import io.tandem.commerce.CommerceUpdate.PlanLinked;
import io.tandem.commerce.CommerceUpdate.PlannerTaskAssigned;
import io.tandem.commerce.CommerceUpdate.PlannerTaskCreated;
import io.tandem.commerce.CommerceUpdate.PlannerTaskDeleted;
import io.tandem.commerce.CommerceUpdate.PlannerTaskStatusChanged;
import io.tandem.commerce.CommerceUpdate.PlannerTaskUpdated;
import io.tandem.commerce.CommerceUpdate.TeamProvisioned;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Tandem tells Commerce as CloudEvents 1.0 in structured JSON, as the schemas of {@code commerce.updates}
 * describe them. May be shared between threads.
 *
 * @param source who speaks, for example {@code /tandem}
 */
public record UpdateWriter(String source) {
    private static final String PREFIX = "io.tandem.";
    private static final String COMPLETED_AT = "completedAt";
    private static final String PREVIOUS_STATUS = "previousStatus";

    /**
     * Writes an event.
     *
     * @param id id of the event, which has to be the same whenever the same update is written again
     * @param time when it came about
     * @return JSON in UTF-8; the key of the record is {@link CommerceUpdate#subject()}
     */
    public byte[] write(CommerceUpdate update, String id, Instant time) {
        ObjectNode event = FactSheet.object()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", source)
                .put("type", PREFIX + title(update))
                .put("subject", update.subject())
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
        event.set("data", data(update));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** {@return type without prefix, also the name of its schema} */
    private static String title(CommerceUpdate update) {
        return switch (update) {
            case TeamProvisioned provisioned -> "teams.team.provisioned";
            case MembershipDrifted drifted -> "teams.membership.drifted";
            case PlanLinked linked -> "planner.plan.linked";
            case PlannerTaskCreated created -> "planner.task.created";
            case PlannerTaskUpdated updated -> "planner.task.updated";
            case PlannerTaskAssigned assigned -> "planner.task.assigned";
            case PlannerTaskStatusChanged changed -> "planner.task.status.changed";
            case PlannerTaskDeleted deleted -> "planner.task.deleted";
        };
    }

    private static ObjectNode data(CommerceUpdate update) {
        ObjectNode data = FactSheet.object().put("storeNumber", update.store().value());
        return switch (update) {
            case TeamProvisioned provisioned -> provisioned(data.put("teamId", provisioned.teamId()), provisioned);
            case MembershipDrifted drifted ->
                data.put("teamId", drifted.teamId())
                        .put("userId", drifted.userId())
                        .put("change", word(drifted.change()))
                        .put("action", word(drifted.response()));
            case PlanLinked linked -> data.put("planId", linked.planId());
            case OfPlannerTask happened -> task(data, happened);
        };
    }

    private static ObjectNode provisioned(ObjectNode data, TeamProvisioned provisioned) {
        return provisioned.webUrl() == null ? data : data.put("webUrl", provisioned.webUrl());
    }

    private static String word(CommerceUpdate.MembershipChange change) {
        return switch (change) {
            case ADDED -> "added";
            case REMOVED -> "removed";
            case ROLE_CHANGED -> "roleChanged";
        };
    }

    private static String word(CommerceUpdate.Response response) {
        return switch (response) {
            case KEPT -> "kept";
            case REPORTED -> "reported";
            case REVERTED -> "reverted";
        };
    }

    private static ObjectNode task(ObjectNode data, OfPlannerTask happened) {
        var task = happened.task();
        data.put("planId", task.planId()).put("plannerTaskId", task.plannerTaskId());
        if (task.task() != null) {
            data.put("taskId", task.task().value());
        }
        change(data, happened);
        if (happened.seen().actor() != null) {
            data.put("actor", happened.seen().actor());
        }
        return data.put("observedAt", happened.seen().at().toString());
    }

    private static void change(ObjectNode data, OfPlannerTask happened) {
        switch (happened) {
            case PlannerTaskCreated created -> created(data, created);
            case PlannerTaskUpdated updated ->
                new TreeMap<>(updated.fields()).forEach((field, change) -> change(data, field, change));
            case PlannerTaskAssigned assigned ->
                data.set(
                        FactFields.ASSIGNEES,
                        array(assigned.assignees().stream().sorted().map(PersonnelNumber::value)));
            case PlannerTaskStatusChanged changed -> status(data, changed);
            case PlannerTaskDeleted deleted -> status(data, TaskStatus.CANCELED, deleted.previous());
        }
    }

    private static void status(ObjectNode data, PlannerTaskStatusChanged changed) {
        status(data, changed.status(), changed.previous());
        if (changed.completedAt() != null) {
            data.put(COMPLETED_AT, changed.completedAt().toString());
        }
    }

    private static void status(ObjectNode data, TaskStatus status, @Nullable TaskStatus previous) {
        data.put(FactFields.STATUS, status.word());
        if (previous != null) {
            data.put(PREVIOUS_STATUS, previous.word());
        }
    }

    private static void created(ObjectNode data, PlannerTaskCreated created) {
        new TreeMap<>(created.fields()).forEach((field, value) -> data.set(FactFields.of(field), json(field, value)));
        if (created.listName() != null) {
            data.put(FactFields.LIST_NAME, created.listName());
        }
    }

    private static void change(ObjectNode data, TaskField field, Change<String> change) {
        switch (change) {
            case Change.Unchanged<String>() -> {}
            case Change.Cleared<String>() -> data.set(FactFields.of(field), NullNode.getInstance());
            case Change.SetTo<String>(String value) -> data.set(FactFields.of(field), json(field, value));
        }
    }

    private static JsonNode json(TaskField field, String value) {
        return switch (field) {
            case TITLE, NOTES, DUE_DATE, STATUS -> TextNode.valueOf(value);
            case ASSIGNEES -> array(Stream.of(value.split(" ", -1)));
            case LINKS -> array(value.lines());
        };
    }

    private static ArrayNode array(Stream<String> values) {
        ArrayNode array = FactSheet.object().arrayNode();
        values.forEach(array::add);
        return array;
    }
}
