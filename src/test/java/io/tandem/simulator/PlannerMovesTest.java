package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class PlannerMovesTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private static final String DELTA =
            "/beta/planner/tasks/delta?$select=percentComplete,assignments,creationSource&$filter=planId eq '%s'";
    private static final String HISTORY = "/beta/planner/plans/%s/historyItems?$filter="
            + "occurredDateTime gt 2026-01-01T00:00:00Z and occurredDateTime lt 2027-12-31T00:00:00Z";

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);
    private final Planner planner = new Planner(graph);
    private final String from = planner.plan();
    private final String to = planner.plan(contoso.group("tandem-2")).id();
    private final String opening = planner.bucket(to, "Opening").id();
    private final Graph.Answer task = planner.task(
            from, ",\"bucketId\":\"" + planner.bucket(from, "Closing").id() + "\"");

    private Graph.Answer move(String body) {
        return graph.post("/simulator/tasks/" + task.id() + "/move", body.replace('\'', '"'));
    }

    private List<String> tasks(String plan) {
        return StreamSupport.stream(
                        graph.get("/planner/plans/" + plan + "/tasks")
                                .body()
                                .path("value")
                                .spliterator(),
                        false)
                .map(one -> one.path("id").asText())
                .toList();
    }

    @Test
    void aMovedTaskIsTheSameInAnotherPlan() {
        planner.changeDetails(task.id(), "{\"description\":\"How\"}");

        Graph.Answer moved = move("{'planId':'" + to + "','bucketId':'" + opening + "'}");

        assertThat(moved.status()).isEqualTo(200);
        JsonNode read = planner.read(task.id()).body();
        assertThat(read.path("planId").asText()).isEqualTo(to);
        assertThat(read.path("bucketId").asText()).isEqualTo(opening);
        assertThat(read.path("title").asText()).isEqualTo("Count");
        assertThat(read.path("createdBy")).isEqualTo(task.body().path("createdBy"));
        assertThat(planner.details(task.id()).body().path("description").asText())
                .isEqualTo("How");
        assertThat(tasks(from)).isEmpty();
        assertThat(tasks(to)).containsExactly(task.id());
        assertThat(graph.get("/planner/buckets/" + opening + "/tasks").body().path("value"))
                .hasSize(1);
    }

    @Test
    void withoutABucketItIsInNone() {
        move("{'planId':'" + to + "'}");

        assertThat(planner.read(task.id()).body().path("bucketId").isNull()).isTrue();
    }

    @Test
    void taskAndDetailsHaveNewerEtagsAndOldOnesStillChangeWhatDidNotMove() {
        String details = Planner.etag(planner.details(task.id()));

        Graph.Answer moved = move("{'planId':'" + to + "'}");

        String path = "/planner/tasks/" + task.id();
        assertThat(Planner.etag(moved))
                .isGreaterThan(Planner.etag(task))
                .isEqualTo(Planner.etag(planner.read(task.id())));
        assertThat(Planner.etag(planner.details(task.id()))).isGreaterThan(details);
        assertThat(graph.delete(path, "If-Match", Planner.etag(task)).status()).isEqualTo(409);
        assertThat(planner.change(path, Planner.etag(task), "{\"title\":\"Count again\"}")
                        .status())
                .isEqualTo(200);
        assertThat(planner.change(path + "/details", details, "{\"description\":\"How\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theHistoryOfBothPlansTellsWhoMovedItAndWhere() {
        move("{'planId':'" + to + "'}");

        for (String plan : List.of(from, to)) {
            JsonNode last = graph.get(HISTORY.formatted(plan))
                    .body()
                    .path("value")
                    .findParents("eventType")
                    .getLast();
            assertThat(last.path("eventType").asText()).isEqualTo("moved");
            assertThat(last.path("entityId").asText()).isEqualTo(task.id());
            assertThat(last.at("/actor/user/id").asText()).isEqualTo(Contoso.userId(1));
            assertThat(last.at("/actor/application/id").asText()).isNotEqualTo(Simulator.CLIENT_ID);
            assertThat(last.at("/oldData/planId").asText()).isEqualTo(from);
            assertThat(last.at("/newData/planId").asText()).isEqualTo(to);
            assertThat(last.path("oldData").has("title")).isFalse();
        }
    }

    @Test
    void theDeltaOfThePlanThatItLeftTellsItAsRemovedAndThatOfTheOtherAsThere() {
        String left = link(from);
        String entered = link(to);

        move("{'planId':'" + to + "'}");

        assertThat(graph.get(left).body().at("/value/0/@removed/reason").asText())
                .isEqualTo("deleted");
        assertThat(graph.get(entered).body().at("/value/0/percentComplete").isInt())
                .isTrue();
    }

    private String link(String plan) {
        return graph.get(DELTA.formatted(plan)).body().path("@odata.deltaLink").asText();
    }

    @Test
    void itIsThereAfterARestartAndGoesWithItsNewPlanAlone() {
        move("{'planId':'" + to + "'}");
        SIMULATOR.restart();
        Graph again = SIMULATOR.graph();
        Planner after = new Planner(again);

        again.delete("/planner/plans/" + from, "If-Match", Planner.etag(again.get("/planner/plans/" + from)));

        assertThat(after.read(task.id()).status()).isEqualTo(200);
        again.delete("/planner/plans/" + to, "If-Match", Planner.etag(again.get("/planner/plans/" + to)));
        assertThat(after.read(task.id()).status()).isEqualTo(404);
    }

    @Test
    void wrongIdsAreRefusedWithASentence() {
        String closing = planner.bucket(from, "Elsewhere").id();

        assertRefused("{}", "There is no plannerPlan 'null'.");
        assertRefused("{'planId':'x'}", "There is no plannerPlan 'x'.");
        assertRefused("{'planId':'" + from + "'}", "is in plan '" + from + "' already.");
        assertRefused("{'planId':'" + to + "','bucketId':'x'}", "There is no plannerBucket 'x'.");
        assertRefused("{'planId':'" + to + "','bucketId':'" + closing + "'}", "is not in plan '" + to + "'.");
        Graph.Answer stranger = graph.post("/simulator/tasks/x/move", "{\"planId\":\"" + to + "\"}");
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.body().path("error").asText()).isEqualTo("There is no plannerTask 'x'.");
        assertThat(tasks(from)).containsExactly(task.id());
    }

    private void assertRefused(String body, String sentence) {
        Graph.Answer refused = move(body);
        assertThat(refused.status()).as(body).isEqualTo(400);
        assertThat(refused.body().path("error").asText()).endsWith(sentence);
    }
}
