package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class PlannerFeedsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private static final String SELECT = "$select=percentComplete,assignments,creationSource";

    private final Graph graph = SIMULATOR.graph();
    private final Planner planner = people();
    private final String plan = planner.plan();

    @Test
    void theDeltaIsOnePlanAndExactlyThreeProperties() {
        String filter = "/beta/planner/tasks/delta?$filter=planId eq '" + plan + "'";

        assertThat(graph.get(filter + "&" + SELECT).status()).isEqualTo(200);
        assertThat(graph.get(filter + "&$select=id,creationSource,assignments,percentComplete")
                        .status())
                .isEqualTo(200);
        for (String number : List.of("", "&$select=title", "&" + SELECT + ",title")) {
            assertThat(graph.get(filter + number).status()).as(number).isEqualTo(405);
        }
        assertThat(graph.get(filter + "&$select=percentComplete,assignments,title")
                        .status())
                .isEqualTo(403);
        assertThat(graph.get("/beta/planner/tasks/delta?" + SELECT).status()).isEqualTo(400);
        assertThat(graph.get("/v1.0/planner/tasks/delta?$filter=planId eq '" + plan + "'&" + SELECT)
                        .status())
                .isEqualTo(405);
    }

    @Test
    void theDeltaGoesOnFromItsLink() {
        String kept = planner.task(plan, "," + Planner.assignment(1)).id();
        String gone = planner.task(plan, "").id();
        Graph.Answer first = delta("/beta/planner/tasks/delta?$filter=planId eq '" + plan + "'&" + SELECT);
        planner.changeTask(kept, "{\"percentComplete\":100}");
        graph.delete("/planner/tasks/" + gone, "If-Match", Planner.etag(planner.read(gone)));

        Graph.Answer second = delta(first);
        Graph.Answer third = delta(second);

        assertThat(first.body().path("value")).hasSize(2);
        assertThat(first.body().at("/value/0").has("title")).isFalse();
        assertThat(first.body()
                        .at("/value/0/assignments/" + Contoso.OWNER + "/@odata.type")
                        .asText())
                .startsWith("#microsoft.taskServices.");
        assertThat(second.body().path("value")).hasSize(2).anySatisfy(item -> {
            assertThat(item.path("id").asText()).isEqualTo(kept);
            assertThat(item.path("percentComplete").asInt()).isEqualTo(100);
        });
        assertThat(second.body().path("value")).anySatisfy(item -> {
            assertThat(item.path("id").asText()).isEqualTo(gone);
            assertThat(item.at("/@removed/reason").asText()).isEqualTo("deleted");
        });
        assertThat(third.body().path("value")).isEmpty();
    }

    @Test
    void aDeltaLinkThatIsTooOldIsGoneAndAForgedOneMalformed() {
        String task = planner.task(plan, "").id();
        Graph.Answer first = delta("/beta/planner/tasks/delta?$filter=planId eq '" + plan + "'&" + SELECT);
        String etag = Planner.etag(planner.read(task));
        for (int i = 0; i <= PlannerState.EVENTS_KEPT; i++) {
            etag = Planner.etag(planner.change("/planner/tasks/" + task, etag, "{\"title\":\"T" + i + "\"}"));
        }

        assertThat(delta(first).status()).isEqualTo(410);
        assertThat(graph.get("/beta/planner/tasks/delta?$deltatoken=x").status())
                .isEqualTo(400);
        assertThat(graph.get("/beta/planner/tasks/delta?$deltatoken=*").status())
                .isEqualTo(400);
    }

    @Test
    void theHistoryTellsWhoChangedWhatInAPeriod() {
        String task = planner.task(plan, "").id();
        SIMULATOR.clock().advance(Duration.ofMinutes(1));
        new Planner(graph.as(2)).changeTask(task, "{\"percentComplete\":50}");
        SIMULATOR.clock().advance(Duration.ofMinutes(1));
        graph.delete("/planner/tasks/" + task, "If-Match", Planner.etag(planner.read(task)));

        JsonNode all =
                history("2026-01-01T00:00:00Z", "2027-12-31T00:00:00Z").body().path("value");
        String middle = all.at("/1/occurredDateTime").asText();
        JsonNode none = history(middle, "2027-12-31T00:00:00Z").body().path("value");

        assertThat(all.findValuesAsText("eventType")).containsExactly("created", "updated", "deleted");
        assertThat(all.at("/0/oldData").isNull()).isTrue();
        assertThat(all.at("/0/newData/title").asText()).isEqualTo("Count");
        assertThat(all.at("/0/actor/application/id").asText()).isEqualTo(Simulator.CLIENT_ID);
        assertThat(all.at("/1/actor/user/id").asText()).isEqualTo(Contoso.userId(2));
        assertThat(all.at("/1/oldData/percentComplete").asInt()).isZero();
        assertThat(all.at("/1/newData/percentComplete").asInt()).isEqualTo(50);
        assertThat(all.at("/1/newData").has("title")).isFalse();
        assertThat(all.at("/2/newData").isNull()).isTrue();
        assertThat(all.findValuesAsText("entityId")).containsOnly(task);
        assertThat(none.findValuesAsText("eventType")).containsExactly("deleted");
    }

    @Test
    void theHistoryNeedsItsPeriodAndBeta() {
        String path = "/planner/plans/" + plan + "/historyItems";

        assertThat(graph.get("/beta" + path).status()).isEqualTo(400);
        assertThat(graph.get("/beta" + path + "?$filter=occurredDateTime gt 2026-01-01T00:00:00Z")
                        .status())
                .isEqualTo(400);
        assertThat(history("yesterday", "today").status()).isEqualTo(400);
        assertThat(graph.get("/v1.0" + path).status()).isEqualTo(405);
    }

    private Graph.Answer history(String from, String to) {
        return graph.get("/beta/planner/plans/" + plan + "/historyItems?$filter=occurredDateTime gt " + from
                + " and occurredDateTime lt " + to);
    }

    private Graph.Answer delta(Graph.Answer before) {
        return delta(before.body().path("@odata.deltaLink").asText());
    }

    private Graph.Answer delta(String link) {
        return graph.get(link);
    }

    private static Planner people() {
        SIMULATOR.contoso().people(3);
        return new Planner(SIMULATOR.graph());
    }
}
