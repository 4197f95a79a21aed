package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;

/**
 * Planner's part of the state document: each plan with its buckets and tasks, or with their numbers alone.
 *
 * @param world the state
 */
record PlannerStateView(World world) {

    ObjectNode json(boolean whole) {
        ObjectNode planner = Json.object();
        ArrayNode plans = planner.putArray("plans");
        world.tenant().planner().plans().forEach(plan -> plans.add(plan(plan, whole)));
        return planner;
    }

    private ObjectNode plan(PlannerObject plan, boolean whole) {
        PlannerState state = world.tenant().planner();
        ObjectNode json = Json.object()
                .put("id", plan.id())
                .put("groupId", plan.parent())
                .put("title", Json.text(plan.properties(), "title"))
                .put("bucketCount", state.of(Kind.BUCKET, plan.id()).size())
                .put("taskCount", state.of(Kind.TASK, plan.id()).size());
        if (whole) {
            ArrayNode buckets = json.putArray("buckets");
            state.of(Kind.BUCKET, plan.id()).forEach(bucket -> buckets.add(shown(bucket)));
            ArrayNode tasks = json.putArray("tasks");
            state.of(Kind.TASK, plan.id()).forEach(task -> tasks.add(task(task)));
        }
        return json;
    }

    private ObjectNode task(PlannerObject task) {
        return shown(task).set("details", shown(new PlannerView(world).details(task)));
    }

    private ObjectNode shown(PlannerObject object) {
        return new PlannerView(world).whole(object).put("@odata.etag", PlannerEtag.of(object));
    }
}
