package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;
import java.util.List;
import java.util.Map;

/**
 * How plans, buckets, tasks and details are shown (graph-contract 8.1): each with its etag; a task with the counters of its details.
 *
 * @param world the state
 */
record PlannerView(World world) {
    private static final Map<Kind, List<String>> SHOWN = Map.of(
            Kind.PLAN,
            List.of("createdDateTime", "owner", "title", "id", "createdBy", "container"),
            Kind.PLAN_DETAILS,
            List.of("id", "sharedWith", "categoryDescriptions"),
            Kind.BUCKET,
            List.of("name", "planId", "orderHint", "id"),
            Kind.TASK_DETAILS,
            List.of("id", "description", "previewType", "references", "checklist"),
            Kind.TASK,
            List.of(
                    "planId",
                    "bucketId",
                    "title",
                    "orderHint",
                    "assigneePriority",
                    "percentComplete",
                    "priority",
                    "startDateTime",
                    "createdDateTime",
                    "dueDateTime",
                    "hasDescription",
                    "previewType",
                    "completedDateTime",
                    "completedBy",
                    "referenceCount",
                    "checklistItemCount",
                    "activeChecklistItemCount",
                    "conversationThreadId",
                    "id",
                    "createdBy",
                    "appliedCategories",
                    "assignments"));

    Query query(Call call, Kind kind) {
        for (String option : List.of("$filter", "$expand", "$count")) {
            if (call.path().query().containsKey(option)) {
                throw PlannerError.bad("The query option '" + option + "' is not supported by Planner.");
            }
        }
        return call.query(kind.type(), SHOWN.getOrDefault(kind, List.of()));
    }

    ObjectNode shaped(Query query, PlannerObject object) {
        return Json.object().put("@odata.etag", PlannerEtag.of(object)).setAll(query.shape(whole(object)));
    }

    ObjectNode whole(PlannerObject object) {
        ObjectNode whole = object.properties().deepCopy().put("id", object.id());
        switch (object.kind()) {
            case PLAN -> container(whole, object.parent());
            case BUCKET -> whole.put("planId", object.parent());
            case TASK ->
                whole.put("planId", object.parent())
                        .setAll(counters(details(object).properties()));
            case PLAN_DETAILS, TASK_DETAILS -> {}
        }
        return whole;
    }

    PlannerObject details(PlannerObject task) {
        return world.tenant().planner().find(Kind.TASK_DETAILS, task.id()).orElseThrow();
    }

    /** What a task says about its details. */
    static ObjectNode counters(ObjectNode details) {
        JsonNode checklist = details.path("checklist");
        int active = 0;
        for (JsonNode item : checklist) {
            active += item.path("isChecked").asBoolean() ? 0 : 1;
        }
        return Json.object()
                .put("hasDescription", !details.path("description").asText().isEmpty())
                .put("previewType", details.path("previewType").asText())
                .put("referenceCount", details.path("references").size())
                .put("checklistItemCount", checklist.size())
                .put("activeChecklistItemCount", active);
    }

    private static void container(ObjectNode whole, String group) {
        whole.put("owner", group)
                .putObject("container")
                .put("containerId", group)
                .put("type", "group")
                .put("url", "https://graph.microsoft.com/v1.0/groups/" + group);
    }
}
