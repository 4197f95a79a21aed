package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans and their details (graph-contract 8.2). */
final class PlannerPlans implements Routes.Resource {
    private final World world;
    private final PlannerDesk desk;
    private final PlannerLimits limits;

    PlannerPlans(World world) {
        this.world = world;
        this.desk = PlannerDesk.of(world);
        this.limits = new PlannerLimits(world);
    }

    @Override
    public void addTo(Routes routes) {
        PlannerDesk.on(routes, "GET /groups/{group}/planner/plans", this::list);
        PlannerDesk.on(routes, "POST /planner/plans", this::create);
        PlannerDesk.on(routes, "GET /planner/plans/{plan}", call -> desk.one(call, desk.find(call, Kind.PLAN, "plan")));
        PlannerDesk.on(routes, "PATCH /planner/plans/{plan}", this::update);
        PlannerDesk.on(routes, "DELETE /planner/plans/{plan}", this::delete);
        PlannerDesk.on(
                routes,
                "GET /planner/plans/{plan}/details",
                call -> desk.one(call, desk.find(call, Kind.PLAN_DETAILS, "plan")));
        PlannerDesk.on(routes, "PATCH /planner/plans/{plan}/details", this::updateDetails);
    }

    private GraphResponse list(Call call) {
        Group group = world.group(call.key("group"));
        desk.admit(call, group.id());
        return desk.list(call, Kind.PLAN, desk.state().of(Kind.PLAN, group.id()).stream());
    }

    private GraphResponse create(Call call) {
        ObjectNode body = desk.body(call, Kind.PLAN, Set.of("title", "container"));
        Group group = container(body.path("container"));
        desk.admit(call, group.id());
        String title = Json.text(body, "title");
        if (title == null || title.isBlank()) {
            throw PlannerError.bad("Property 'title' is required.");
        }
        limits.plan(group.id());
        PlannerWriter writer = PlannerWriter.of(call, group.id());
        ObjectNode properties = Json.object().put("title", title).put("createdDateTime", writer.time());
        properties.set("createdBy", writer.identity());
        PlannerObject plan = PlannerObject.created(Kind.PLAN, PlannerId.fresh(), group.id(), properties);
        ObjectNode details = Json.object();
        details.putObject("sharedWith");
        details.putObject("categoryDescriptions");
        world.ledger()
                .commit(
                        new Change.PlannerPut(plan),
                        new Change.PlannerPut(PlannerObject.created(Kind.PLAN_DETAILS, plan.id(), plan.id(), details)));
        return desk.created(call, plan);
    }

    /** The group that the container names by url, or by id and type, or by both in agreement. */
    private Group container(JsonNode container) {
        String byId = Json.text(container, "containerId");
        String url = Json.text(container, "url");
        String byUrl = url == null ? null : ODataPath.boundId(url, "groups");
        String id = byId == null ? byUrl : byId;
        boolean typed = "group".equals(Json.text(container, "type"));
        boolean agreed = url == null ? typed : Objects.equals(id, byUrl) && (typed || !container.has("type"));
        if (id == null || !agreed) {
            throw PlannerError.bad("The container must name a group by url, or by containerId and type 'group'.");
        }
        return unified(world.tenant().group(id).orElse(null));
    }

    private static Group unified(@Nullable Group group) {
        if (group == null) {
            throw PlannerError.notFound();
        }
        if (!group.unified()) {
            throw PlannerError.bad("Only a Microsoft 365 group can contain plans.");
        }
        return group;
    }

    private GraphResponse update(Call call) {
        PlannerObject plan = desk.find(call, Kind.PLAN, "plan");
        int presented = desk.presented(call, plan);
        ObjectNode body = desk.body(call, Kind.PLAN, Set.of("title"));
        if (body.path("title").asText("x").isBlank()) {
            throw PlannerError.bad("Property 'title' must not be empty.");
        }
        return write(call, plan, presented, body);
    }

    private GraphResponse updateDetails(Call call) {
        PlannerObject details = desk.find(call, Kind.PLAN_DETAILS, "plan");
        int presented = desk.presented(call, details);
        ObjectNode body = desk.body(call, Kind.PLAN_DETAILS, Set.of("sharedWith", "categoryDescriptions"));
        return write(call, details, presented, body);
    }

    private GraphResponse write(Call call, PlannerObject object, int presented, ObjectNode body) {
        PlannerWriter writer = desk.writer(call, object);
        Set<String> paths = PlannerMerge.paths(body);
        desk.unchanged(object, presented, paths, writer);
        ObjectNode properties = new PlannerMerge(world, writer).patched(object.properties(), body);
        PlannerObject next = desk.next(object, properties, paths, writer);
        if (next != object) {
            world.ledger().commit(new Change.PlannerPut(next));
        }
        return desk.changed(call, next);
    }

    private GraphResponse delete(Call call) {
        PlannerObject plan = desk.find(call, Kind.PLAN, "plan");
        desk.unchanged(plan, desk.presented(call, plan), null, desk.writer(call, plan));
        world.ledger().commit(new Change.PlannerGone(Kind.PLAN, plan.id()));
        return GraphResponse.noContent();
    }
}
