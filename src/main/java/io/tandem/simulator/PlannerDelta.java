package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The delta of the tasks of one plan, beta only (graph-contract 8.8). */
final class PlannerDelta implements Routes.Resource {
    private static final Pattern OF_PLAN = Pattern.compile("\\s*planId eq '([^']*)'\\s*");
    private static final Set<String> OFFERED = Set.of("percentComplete", "assignments", "creationSource");
    /** The service lets its own names slip out here. */
    private static final String INTERNAL = "#microsoft.taskServices.plannerAssignment";

    private final PlannerDesk desk;

    /**
     * Where a reader stands.
     *
     * @param plan plan id
     * @param seq the last event it knows, -1 for none at all
     */
    private record Mark(String plan, long seq) {}

    PlannerDelta(World world) {
        this.desk = PlannerDesk.of(world);
    }

    @Override
    public void addTo(Routes routes) {
        PlannerDesk.on(routes, "GET /planner/tasks/delta", this::delta);
    }

    private GraphResponse delta(Call call) {
        PlannerDesk.onlyBeta(call);
        String token = call.path().query().get("$deltatoken");
        Mark mark = token == null ? start(call) : mark(token);
        PlannerObject plan = desk.find(Kind.PLAN, mark.plan());
        desk.admit(call, plan.parent());
        ObjectNode body = Json.object().put("@odata.context", call.context("planner/tasks"));
        ArrayNode value = body.putArray("value");
        if (mark.seq() < 0) {
            desk.state().of(Kind.TASK, plan.id()).forEach(task -> value.add(shown(task)));
        } else {
            changed(mark).forEach(task -> value.add(changed(task, plan.id())));
        }
        String next = encoded(plan.id() + "_" + desk.state().lastSeq());
        return GraphResponse.ok(
                body.put("@odata.deltaLink", call.request().base() + "/beta/planner/tasks/delta?$deltatoken=" + next));
    }

    /** One plan and exactly three properties: another number is 405, others are 403 (graph-contract 8.8). */
    private static Mark start(Call call) {
        Map<String, String> query = call.path().query();
        Set<String> selected = new TreeSet<>();
        for (String name : query.getOrDefault("$select", "").split(",", -1)) {
            selected.add(name.strip());
        }
        selected.removeAll(Set.of("id", ""));
        if (selected.size() != OFFERED.size()) {
            throw GraphError.of(405, "", "The delta of tasks needs exactly three properties in $select.");
        }
        if (!OFFERED.equals(selected)) {
            throw GraphError.of(403, "", "The delta of tasks offers " + new TreeSet<>(OFFERED) + " only.");
        }
        Matcher plan = OF_PLAN.matcher(query.getOrDefault("$filter", ""));
        if (!plan.matches()) {
            throw PlannerError.bad("$filter must be \"planId eq '{id}'\".");
        }
        return new Mark(plan.group(1), -1);
    }

    /** Ids of the tasks that something happened to; 410 when that is no longer remembered. */
    private Set<String> changed(Mark mark) {
        Collection<PlannerEvent> events = desk.state().events(mark.plan());
        boolean full = events.size() == PlannerState.EVENTS_KEPT;
        if (full && events.iterator().next().seq() > mark.seq() + 1) {
            throw GraphError.of(410, "", "The delta link is too old. Start again.");
        }
        Set<String> tasks = new TreeSet<>();
        events.stream().filter(event -> event.seq() > mark.seq()).forEach(event -> tasks.add(event.task()));
        return tasks;
    }

    /** What left the plan is gone from it, wherever it is. */
    private ObjectNode changed(String task, String plan) {
        Optional<PlannerObject> there =
                desk.state().find(Kind.TASK, task).filter(one -> one.parent().equals(plan));
        return there.map(this::shown).orElseGet(() -> {
            ObjectNode gone = Json.object().put("id", task);
            gone.putObject("@removed").put("reason", "deleted");
            return gone;
        });
    }

    private ObjectNode shown(PlannerObject task) {
        ObjectNode shown = Json.object()
                .put("@odata.type", "#microsoft.graph.plannerTask")
                .put("@odata.etag", PlannerEtag.of(task))
                .put("id", task.id())
                .put(
                        "percentComplete",
                        task.properties().path("percentComplete").asInt());
        shown.putObject("creationSource")
                .put("@odata.type", "#microsoft.graph.plannerTaskCreation")
                .put("creationSourceKind", "none");
        ObjectNode assignments = task.properties().path("assignments").deepCopy();
        for (JsonNode assignment : assignments) {
            ((ObjectNode) assignment).put("@odata.type", INTERNAL);
        }
        return shown.set("assignments", assignments);
    }

    private static Mark mark(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            int end = text.lastIndexOf('_');
            return new Mark(text.substring(0, Math.max(0, end)), Long.parseLong(text.substring(end + 1)));
        } catch (IllegalArgumentException e) {
            throw PlannerError.bad("The delta token is not valid.");
        }
    }

    static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
