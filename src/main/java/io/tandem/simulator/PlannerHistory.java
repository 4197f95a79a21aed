package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes down what one request does to tasks. */
final class PlannerHistory {
    private final PlannerWriter writer;
    private long seq;

    PlannerHistory(PlannerState state, PlannerWriter writer) {
        this.writer = writer;
        this.seq = state.lastSeq();
    }

    Change created(PlannerObject task) {
        return event(task, "created", Json.object(), task.properties());
    }

    Change deleted(PlannerObject task) {
        return event(task, "deleted", task.properties(), Json.object());
    }

    /** Task or details became different. */
    Change updated(PlannerObject object, ObjectNode before) {
        return event(object, "updated", before, object.properties());
    }

    /** It is in another plan now, which the history of both tells. */
    List<Change> moved(PlannerObject before, PlannerObject after) {
        ObjectNode from = before.properties().deepCopy().put("planId", before.parent());
        ObjectNode to = after.properties().deepCopy().put("planId", after.parent());
        return Stream.of(before, after)
                .map(task -> event(task, "moved", from, to))
                .toList();
    }

    private Change event(PlannerObject task, String type, ObjectNode before, ObjectNode after) {
        seq++;
        return new Change.PlannerHappened(new PlannerEvent(
                seq,
                task.parent(),
                task.id(),
                type,
                writer.now(),
                writer.identity(),
                type.equals("created") ? null : different(before, after),
                type.equals("deleted") ? null : different(after, before)));
    }

    /** The properties of the first that the second does not have or has otherwise. */
    private static ObjectNode different(ObjectNode of, ObjectNode from) {
        ObjectNode data = Json.object().put("@odata.type", "#microsoft.graph.plannerTaskData");
        for (Map.Entry<String, JsonNode> field : of.properties()) {
            if (!field.getValue().equals(from.get(field.getKey()))) {
                data.set(field.getKey(), field.getValue());
            }
        }
        return data;
    }
}
