package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Buckets (graph-contract 8.2). A deleted bucket takes its tasks with it. */
final class PlannerBuckets implements Routes.Resource {
    private final World world;
    private final PlannerDesk desk;
    private final OrderHint hints;

    PlannerBuckets(World world, OrderHint hints) {
        this.world = world;
        this.desk = PlannerDesk.of(world);
        this.hints = hints;
    }

    @Override
    public void addTo(Routes routes) {
        PlannerDesk.on(routes, "GET /planner/plans/{plan}/buckets", this::list);
        PlannerDesk.on(routes, "POST /planner/buckets", this::create);
        PlannerDesk.on(
                routes,
                "GET /planner/buckets/{bucket}",
                call -> desk.one(call, desk.find(call, Kind.BUCKET, "bucket")));
        PlannerDesk.on(routes, "PATCH /planner/buckets/{bucket}", this::update);
        PlannerDesk.on(routes, "DELETE /planner/buckets/{bucket}", this::delete);
        PlannerDesk.on(routes, "GET /planner/buckets/{bucket}/tasks", this::tasks);
    }

    private GraphResponse list(Call call) {
        PlannerObject plan = desk.find(call, Kind.PLAN, "plan");
        return desk.list(call, Kind.BUCKET, desk.state().of(Kind.BUCKET, plan.id()).stream());
    }

    private GraphResponse tasks(Call call) {
        PlannerObject bucket = desk.find(call, Kind.BUCKET, "bucket");
        return desk.list(call, Kind.TASK, tasksOf(bucket).stream());
    }

    private GraphResponse create(Call call) {
        ObjectNode body = desk.body(call, Kind.BUCKET, Set.of("name", "planId", "orderHint"));
        String planId = Json.text(body, "planId");
        String name = Json.text(body, "name");
        if (planId == null || name == null || name.isBlank()) {
            throw PlannerError.bad("Properties 'planId' and 'name' are required.");
        }
        PlannerObject plan = desk.find(Kind.PLAN, planId);
        desk.admit(call, plan.parent());
        new PlannerLimits(world).bucket(planId);
        body.remove("planId");
        ObjectNode fresh = Json.object().put("orderHint", hints.newest(call.now()));
        ObjectNode properties = new PlannerMerge(world, desk.writer(call, plan)).patched(fresh, body);
        PlannerObject bucket = PlannerObject.created(Kind.BUCKET, PlannerId.fresh(), planId, properties);
        world.ledger().commit(new Change.PlannerPut(bucket));
        return desk.created(call, bucket);
    }

    private GraphResponse update(Call call) {
        PlannerObject bucket = desk.find(call, Kind.BUCKET, "bucket");
        int presented = desk.presented(call, bucket);
        ObjectNode body = desk.body(call, Kind.BUCKET, Set.of("name", "orderHint"));
        if (body.path("name").asText("x").isBlank()) {
            throw PlannerError.bad("Property 'name' must not be empty.");
        }
        PlannerWriter writer = desk.writer(call, bucket);
        Set<String> paths = PlannerMerge.paths(body);
        desk.unchanged(bucket, presented, paths, writer);
        PlannerObject next =
                desk.next(bucket, new PlannerMerge(world, writer).patched(bucket.properties(), body), paths, writer);
        if (next != bucket) {
            world.ledger().commit(new Change.PlannerPut(next));
        }
        return desk.changed(call, next);
    }

    private GraphResponse delete(Call call) {
        PlannerObject bucket = desk.find(call, Kind.BUCKET, "bucket");
        PlannerWriter writer = desk.writer(call, bucket);
        desk.unchanged(bucket, desk.presented(call, bucket), null, writer);
        List<Change> changes = new ArrayList<>();
        PlannerHistory history = new PlannerHistory(desk.state(), writer);
        tasksOf(bucket).forEach(task -> {
            changes.add(new Change.PlannerGone(Kind.TASK, task.id()));
            changes.add(history.deleted(task));
        });
        changes.add(new Change.PlannerGone(Kind.BUCKET, bucket.id()));
        world.ledger().commit(changes);
        return GraphResponse.noContent();
    }

    private List<PlannerObject> tasksOf(PlannerObject bucket) {
        return desk.state().of(Kind.TASK, bucket.parent()).stream()
                .filter(task -> task.properties().path("bucketId").asText().equals(bucket.id()))
                .toList();
    }
}
