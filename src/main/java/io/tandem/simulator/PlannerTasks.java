package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tasks and their details, two objects with an etag each (graph-contract 8.2 and 8.3). */
final class PlannerTasks implements Routes.Resource {
    private static final Set<String> PATCHABLE = Set.of(
            "appliedCategories",
            "assigneePriority",
            "assignments",
            "bucketId",
            "conversationThreadId",
            "dueDateTime",
            "orderHint",
            "priority",
            "percentComplete",
            "startDateTime",
            "title");
    private static final Set<String> DETAILS = Set.of("description", "previewType", "checklist", "references");

    private final World world;
    private final PlannerDesk desk;
    private final PlannerLimits limits;
    private final OrderHint hints;

    PlannerTasks(World world, OrderHint hints) {
        this.world = world;
        this.desk = PlannerDesk.of(world);
        this.limits = new PlannerLimits(world);
        this.hints = hints;
    }

    @Override
    public void addTo(Routes routes) {
        PlannerDesk.on(routes, "GET /planner/plans/{plan}/tasks", this::list);
        PlannerDesk.on(routes, "POST /planner/tasks", this::create);
        PlannerDesk.on(routes, "GET /planner/tasks/{task}", call -> desk.one(call, desk.find(call, Kind.TASK, "task")));
        PlannerDesk.on(routes, "PATCH /planner/tasks/{task}", this::update);
        PlannerDesk.on(routes, "DELETE /planner/tasks/{task}", this::delete);
        PlannerDesk.on(
                routes,
                "GET /planner/tasks/{task}/details",
                call -> desk.one(call, desk.find(call, Kind.TASK_DETAILS, "task")));
        PlannerDesk.on(routes, "PATCH /planner/tasks/{task}/details", this::updateDetails);
    }

    private GraphResponse list(Call call) {
        PlannerObject plan = desk.find(call, Kind.PLAN, "plan");
        return desk.list(call, Kind.TASK, desk.state().of(Kind.TASK, plan.id()).stream());
    }

    private GraphResponse create(Call call) {
        Set<String> writable = new TreeSet<>(PATCHABLE);
        writable.add("planId");
        ObjectNode body = desk.body(call, Kind.TASK, writable);
        String planId = Json.text(body, "planId");
        if (planId == null) {
            throw PlannerError.bad("Property 'planId' is required.");
        }
        PlannerObject plan = desk.find(Kind.PLAN, planId);
        desk.admit(call, plan.parent());
        body.remove("planId");
        PlannerWriter writer = desk.writer(call, plan);
        ObjectNode properties = new PlannerTaskRules(world, writer).created(planId, body, hints.newest(call.now()));
        limits.task(planId, writer, properties);
        PlannerObject task = PlannerObject.created(Kind.TASK, PlannerId.fresh(), planId, properties);
        world.ledger()
                .commit(
                        new Change.PlannerPut(task),
                        new Change.PlannerPut(PlannerObject.created(Kind.TASK_DETAILS, task.id(), planId, noDetails())),
                        new PlannerHistory(desk.state(), writer).created(task));
        return desk.created(call, task);
    }

    private static ObjectNode noDetails() {
        ObjectNode details = Json.object().put("description", "").put("previewType", "automatic");
        details.putObject("references");
        details.putObject("checklist");
        return details;
    }

    private GraphResponse update(Call call) {
        PlannerObject task = desk.find(call, Kind.TASK, "task");
        int presented = desk.presented(call, task);
        ObjectNode body = desk.body(call, Kind.TASK, PATCHABLE);
        PlannerWriter writer = desk.writer(call, task);
        Set<String> paths = PlannerMerge.paths(body);
        desk.unchanged(task, presented, paths, writer);
        ObjectNode properties = new PlannerTaskRules(world, writer).patched(task.parent(), task.properties(), body);
        limits.changed(task.parent(), task.properties(), properties);
        PlannerObject next = desk.next(task, properties, paths, writer);
        if (next != task) {
            world.ledger()
                    .commit(
                            new Change.PlannerPut(next),
                            new PlannerHistory(desk.state(), writer).updated(next, task.properties()));
        }
        return desk.changed(call, next);
    }

    private GraphResponse updateDetails(Call call) {
        PlannerObject details = desk.find(call, Kind.TASK_DETAILS, "task");
        int presented = desk.presented(call, details);
        ObjectNode body = desk.body(call, Kind.TASK_DETAILS, DETAILS);
        PlannerWriter writer = desk.writer(call, details);
        Set<String> paths = PlannerMerge.paths(body);
        desk.unchanged(details, presented, paths, writer);
        ObjectNode properties = new PlannerMerge(world, writer).patched(details.properties(), body);
        limits.details(properties);
        PlannerObject next = desk.next(details, properties, paths, writer);
        if (next != details) {
            List<Change> changes = new ArrayList<>(List.of(
                    new Change.PlannerPut(next),
                    new PlannerHistory(desk.state(), writer).updated(next, details.properties())));
            moveTask(details, next, writer, changes);
            world.ledger().commit(changes);
        }
        return desk.changed(call, next);
    }

    /** Counters that show in the task give it a new version (graph-contract 15, row 11). */
    private void moveTask(PlannerObject before, PlannerObject after, PlannerWriter writer, List<Change> changes) {
        ObjectNode old = PlannerView.counters(before.properties());
        ObjectNode counters = PlannerView.counters(after.properties());
        if (!counters.equals(old) && world.profile().planner().countersMoveEtag()) {
            Set<String> moved = new TreeSet<>();
            counters.fieldNames().forEachRemaining(moved::add);
            moved.removeIf(name -> counters.path(name).equals(old.path(name)));
            PlannerObject task = desk.find(Kind.TASK, before.id());
            changes.add(new Change.PlannerPut(task.changed(
                    task.properties(),
                    moved,
                    writer.id(),
                    world.profile().planner().knownVersions())));
        }
    }

    private GraphResponse delete(Call call) {
        PlannerObject task = desk.find(call, Kind.TASK, "task");
        PlannerWriter writer = desk.writer(call, task);
        desk.unchanged(task, desk.presented(call, task), null, writer);
        world.ledger()
                .commit(
                        new Change.PlannerGone(Kind.TASK, task.id()),
                        new PlannerHistory(desk.state(), writer).deleted(task));
        return GraphResponse.noContent();
    }
}
