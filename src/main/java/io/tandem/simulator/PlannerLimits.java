package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;

/**
 * The object limits, each with its own 403 (graph-contract 8.6 and 12.2).
 *
 * @param world state and switches
 */
record PlannerLimits(World world) {

    void plan(String group) {
        room("MaximumPlannerPlans", count(Kind.PLAN, group), profile().plansInGroup());
    }

    void bucket(String plan) {
        room("MaximumBucketsInProject", count(Kind.BUCKET, plan), profile().bucketsInPlan());
    }

    /** Before a task is made. */
    void task(String plan, PlannerWriter writer, ObjectNode properties) {
        room("MaximumTasksInProject", count(Kind.TASK, plan), profile().tasksInPlan());
        if (writer.person() != null || profile().appTasksCounted()) {
            room(
                    "MaximumTasksCreatedByUser",
                    world.tenant().planner().tally().created(writer.id()),
                    profile().tasksCreatedByUser());
        }
        changed(plan, Json.object().put("percentComplete", 100), properties);
    }

    /** Before a task becomes different. */
    void changed(String plan, ObjectNode before, ObjectNode after) {
        if (complete(before) && !complete(after)) {
            long active = world.tenant().planner().of(Kind.TASK, plan).stream()
                    .filter(task -> !complete(task.properties()))
                    .count();
            room("MaximumActiveTasksInProject", active, profile().activeTasksInPlan());
        }
        JsonNode assignments = after.path("assignments");
        atMost("MaximumAssigneesInTasks", assignments.size(), profile().assignees());
        assignments.fieldNames().forEachRemaining(user -> {
            if (!before.path("assignments").has(user)) {
                room(
                        "MaximumTasksAssignedToUser",
                        world.tenant().planner().tally().assigned(user),
                        profile().tasksAssignedToUser());
            }
        });
    }

    /** Before the details of a task become different. */
    void details(ObjectNode after) {
        atMost(
                "MaximumChecklistItemsOnTask",
                after.path("checklist").size(),
                profile().checklistItems());
        atMost(
                "MaximumReferencesOnTask",
                after.path("references").size(),
                profile().references());
    }

    private static boolean complete(ObjectNode task) {
        return task.path("percentComplete").asInt() == 100;
    }

    private int count(Kind kind, String parent) {
        return world.tenant().planner().of(kind, parent).size();
    }

    private PlannerProfile profile() {
        return world.profile().planner();
    }

    private static void room(String code, long present, int limit) {
        atMost(code, present + 1, limit);
    }

    private static void atMost(String code, long wanted, int limit) {
        if (wanted > limit) {
            throw PlannerError.limit(code, limit);
        }
    }
}
