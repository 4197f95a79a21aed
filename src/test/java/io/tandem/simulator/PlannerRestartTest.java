package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class PlannerRestartTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private static final String DELTA =
            "/beta/planner/tasks/delta?$select=percentComplete,assignments,creationSource&$filter=planId eq '%s'";

    @Test
    void plansTasksVersionsAndFeedsSurviveRestarts() {
        SIMULATOR.contoso().people(3);
        Graph graph = SIMULATOR.graph();
        Planner planner = new Planner(graph);
        String plan = planner.plan();
        planner.bucket(plan, "Opening");
        String gone = planner.task(plan, "").id();
        graph.delete("/planner/tasks/" + gone, "If-Match", Planner.etag(planner.read(gone)));
        Graph.Answer task = planner.task(plan, "," + Planner.assignment(1));
        String link =
                graph.get(DELTA.formatted(plan)).body().path("@odata.deltaLink").asText();
        planner.changeTask(task.id(), "{\"title\":\"Changed\",\"percentComplete\":100}");
        planner.changeDetails(task.id(), Planner.checklist(2));
        JsonNode before = graph.get("/simulator/state").body();

        SIMULATOR.restart();
        SIMULATOR.restart();

        Graph again = SIMULATOR.graph();
        Planner after = new Planner(again);
        String path = "/planner/tasks/" + task.id();
        JsonNode state = again.get("/simulator/state").body();
        assertThat(state.at("/planner")).isEqualTo(before.at("/planner"));
        assertThat(state.at("/planner/plans/0/taskCount").asInt()).isEqualTo(1);
        assertThat(state.at("/planner/plans/0/tasks/0/details/checklist")).hasSize(2);
        assertThat(after.change(path, Planner.etag(task), "{\"title\":\"x\"}").status())
                .isEqualTo(409);
        assertThat(after.change(path, Planner.etag(task), "{\"priority\":1}").status())
                .isEqualTo(200);
        String delta = link.substring(link.indexOf("/beta"));
        assertThat(again.get(delta).body().path("value")).hasSize(1);
        assertThat(again.get("/simulator/state?members=false")
                        .body()
                        .at("/planner/plans/0")
                        .has("tasks"))
                .isFalse();
    }

    @Test
    void aDeltaGoesOnThoughTheNewestEventsWereOfADeletedPlan() {
        SIMULATOR.contoso().people(3);
        Graph graph = SIMULATOR.graph();
        Planner planner = new Planner(graph);
        String plan = planner.plan();
        Graph.Answer other = planner.plan(SIMULATOR.contoso().group("tandem-2"));
        planner.task(other.id(), "");
        planner.task(other.id(), "");
        String link =
                graph.get(DELTA.formatted(plan)).body().path("@odata.deltaLink").asText();
        graph.delete("/planner/plans/" + other.id(), "If-Match", Planner.etag(other));

        SIMULATOR.restart();

        Graph again = SIMULATOR.graph();
        new Planner(again).task(plan, "");
        assertThat(again.get(link.substring(link.indexOf("/beta"))).body().path("value"))
                .hasSize(1);
    }
}
