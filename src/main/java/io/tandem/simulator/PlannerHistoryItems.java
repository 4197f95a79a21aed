package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.PlannerObject.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The history of a plan, beta only (graph-contract 8.8). */
final class PlannerHistoryItems implements Routes.Resource {
    private static final Pattern PERIOD =
            Pattern.compile("\\s*occurredDateTime gt (\\S+) and occurredDateTime lt (\\S+)\\s*");

    private final World world;
    private final PlannerDesk desk;

    PlannerHistoryItems(World world) {
        this.world = world;
        this.desk = PlannerDesk.of(world);
    }

    @Override
    public void addTo(Routes routes) {
        PlannerDesk.on(routes, "GET /planner/plans/{plan}/historyItems", this::history);
    }

    private GraphResponse history(Call call) {
        PlannerDesk.onlyBeta(call);
        PlannerObject plan = desk.find(call, Kind.PLAN, "plan");
        Matcher period = PERIOD.matcher(call.path().query().getOrDefault("$filter", ""));
        if (!period.matches()) {
            throw PlannerError.bad("$filter must be 'occurredDateTime gt {time} and occurredDateTime lt {time}'.");
        }
        Instant from = instant(period.group(1));
        Instant to = instant(period.group(2));
        Query query = call.query("entity", List.of());
        return GraphResponse.ok(query.page(
                desk.state().events(plan.id()).stream()
                        .filter(event -> event.at().isAfter(from) && event.at().isBefore(to)),
                world.profile().planner().pageSize(),
                PlannerHistoryItems::item));
    }

    private static ObjectNode item(PlannerEvent event) {
        ObjectNode item = Json.object()
                .put("@odata.type", "#microsoft.graph.taskHistoryItem")
                .put("id", PlannerDelta.encoded(event.plan() + "_" + event.seq()))
                .put("planId", event.plan())
                .put("entityId", event.task())
                .put("entityType", "task")
                .put("eventType", event.type())
                .put("occurredDateTime", event.at().toString());
        item.set("actor", event.actor());
        item.set("oldData", event.oldData());
        item.set("newData", event.newData());
        return item;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw PlannerError.bad("'" + text + "' is no point in time.");
        }
    }
}
