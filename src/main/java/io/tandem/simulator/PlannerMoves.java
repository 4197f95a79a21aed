package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Change.Relation;
import io.tandem.simulator.PlannerObject.Kind;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The admin API of what people do in Planner and nobody can do by Graph (graph-contract 8.2): {@code POST
 * /simulator/tasks/{id}/move} with {@code {"planId", "bucketId"}} moves a task with its details into another plan, into no bucket
 * when none is named, as a member of that plan's group. It keeps its id; task and details have new etags. Answers the task; 400 with a
 * sentence when an id is wrong.
 */
final class PlannerMoves {
    private static final Set<String> MOVED = Set.of("planId", "bucketId");

    private final World world;
    private final Clock clock;

    PlannerMoves(World world, Clock clock) {
        this.world = world;
        this.clock = clock;
    }

    void addTo(Router router) {
        Admin.on(
                router,
                HttpMethod.POST,
                "/simulator/tasks/:task/move",
                200,
                context -> move(found(Kind.TASK, context.pathParam("task")), Admin.body(context)));
    }

    private ObjectNode move(PlannerObject task, JsonNode body) {
        PlannerObject plan = found(Kind.PLAN, Json.text(body, "planId"));
        if (plan.id().equals(task.parent())) {
            throw new IllegalArgumentException("Task '" + task.id() + "' is in plan '" + plan.id() + "' already.");
        }
        ObjectNode properties = task.properties().deepCopy();
        properties.remove("bucketId");
        if (body.has("bucketId")) {
            properties.put("bucketId", bucket(body, plan).id());
        }
        PlannerWriter writer = member(plan);
        PlannerObject details = found(Kind.TASK_DETAILS, task.id());
        PlannerObject moved = changed(task, properties, writer).in(plan.id());
        List<Change> changes = new ArrayList<>(List.of(
                new Change.PlannerPut(moved),
                new Change.PlannerPut(
                        changed(details, details.properties(), writer).in(plan.id()))));
        changes.addAll(new PlannerHistory(world.tenant().planner(), writer).moved(task, moved));
        world.ledger().commit(changes);
        return new PlannerView(world).whole(moved).put("@odata.etag", PlannerEtag.of(moved));
    }

    private PlannerObject changed(PlannerObject object, ObjectNode properties, PlannerWriter writer) {
        int known = world.profile().planner().knownVersions();
        return object.changed(properties, MOVED, writer.id(), known);
    }

    private PlannerObject found(Kind kind, @Nullable String id) {
        return world.tenant()
                .planner()
                .find(kind, String.valueOf(id))
                .orElseThrow(() -> new IllegalArgumentException("There is no " + kind.type() + " '" + id + "'."));
    }

    private PlannerObject bucket(JsonNode body, PlannerObject plan) {
        PlannerObject bucket = found(Kind.BUCKET, Json.text(body, "bucketId"));
        if (!bucket.parent().equals(plan.id())) {
            throw new IllegalArgumentException("Bucket '" + bucket.id() + "' is not in plan '" + plan.id() + "'.");
        }
        return bucket;
    }

    private PlannerWriter member(PlannerObject plan) {
        String group = plan.parent();
        return world.tenant().linked(group, Relation.MEMBERS).stream()
                .findFirst()
                .map(person -> new PlannerWriter(TokenEndpoint.PEOPLES_CLIENT, person, group, clock.instant()))
                .orElseThrow(() -> new IllegalArgumentException("The group of plan '" + plan.id()
                        + "' has no member who could move a task into it; add one first."));
    }
}
