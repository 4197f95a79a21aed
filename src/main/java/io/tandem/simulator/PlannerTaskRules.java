package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a task may hold and what completing it does (graph-contract 8.1).
 *
 * @param world the state
 * @param writer who writes
 */
record PlannerTaskRules(World world, PlannerWriter writer) {
    private static final int COMPLETE = 100;
    private static final int MAX_PRIORITY = 10;

    /** The properties of a new task. */
    ObjectNode created(String plan, ObjectNode body, String orderHint) {
        ObjectNode fresh = Json.object()
                .put("orderHint", orderHint)
                .put("assigneePriority", "")
                .put("percentComplete", 0)
                .put("priority", 5)
                .put("createdDateTime", writer.time());
        fresh.set("createdBy", writer.identity());
        fresh.putObject("appliedCategories");
        fresh.putObject("assignments");
        if (!body.has("title")) {
            throw PlannerError.bad("Property 'title' is required.");
        }
        return patched(plan, fresh, body);
    }

    /** The properties after a change; 400 when they do not fit together. */
    ObjectNode patched(String plan, ObjectNode before, ObjectNode body) {
        check(body);
        ObjectNode next = new PlannerMerge(world, writer).patched(before, body);
        Instant start = instant(next, "startDateTime");
        Instant due = instant(next, "dueDateTime");
        if (start != null && due != null && start.isAfter(due)) {
            throw PlannerError.bad("startDateTime must not be later than dueDateTime.");
        }
        String bucket = Json.text(next, "bucketId");
        if (body.has("bucketId") && bucket != null) {
            inPlan(bucket, plan);
        }
        completion(before, next);
        return next;
    }

    private void inPlan(String bucket, String plan) {
        boolean inPlan = PlannerId.wellFormed(bucket)
                && world.tenant()
                        .planner()
                        .find(Kind.BUCKET, bucket)
                        .filter(found -> found.parent().equals(plan))
                        .isPresent();
        if (!inPlan) {
            throw PlannerError.bad("'" + bucket + "' is no bucket of the plan.");
        }
    }

    private void completion(ObjectNode before, ObjectNode next) {
        boolean was = before.path("percentComplete").asInt() == COMPLETE;
        boolean is = next.path("percentComplete").asInt() == COMPLETE;
        if (is && !was) {
            next.put("completedDateTime", writer.time()).set("completedBy", writer.identity());
        } else if (!is) {
            next.remove("completedDateTime");
            next.remove("completedBy");
        }
    }

    private static void check(ObjectNode body) {
        if (body.path("title").asText("x").isBlank()) {
            throw PlannerError.bad("Property 'title' must not be empty.");
        }
        within(body, "percentComplete", COMPLETE);
        within(body, "priority", MAX_PRIORITY);
    }

    private static void within(ObjectNode body, String name, int max) {
        JsonNode value = body.get(name);
        if (value != null && (!value.isInt() || value.intValue() < 0 || value.intValue() > max)) {
            throw PlannerError.bad("Property '" + name + "' must be between 0 and " + max + ".");
        }
    }

    private static @Nullable Instant instant(ObjectNode task, String name) {
        String text = Json.text(task, name);
        return text == null ? null : Instant.parse(text);
    }
}
