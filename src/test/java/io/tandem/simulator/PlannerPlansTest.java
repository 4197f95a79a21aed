package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class PlannerPlansTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast,planner.pageSize=2");

    private final Graph graph = SIMULATOR.graph();
    private final Planner planner = new Planner(graph);
    private final String group = SIMULATOR.contoso().people(3).group("tandem-1");

    @Test
    void aPlanNamesItsGroupByUrlOrByIdAndType() {
        Graph.Answer byUrl = planner.plan(group);
        Graph.Answer byId = container("\"containerId\":\"%s\",\"type\":\"group\"".formatted(group));
        Graph.Answer all = container(
                "\"containerId\":\"%s\",\"type\":\"group\",\"url\":\"https://graph.microsoft.com/v1.0/groups/%s\""
                        .formatted(group, group));

        assertThat(List.of(byUrl.status(), byId.status(), all.status())).containsOnly(201);
        assertThat(byUrl.body().at("/container/containerId").asText()).isEqualTo(group);
        assertThat(byUrl.body().path("owner").asText()).isEqualTo(group);
        assertThat(byUrl.body().at("/createdBy/application/id").asText()).isEqualTo(Simulator.CLIENT_ID);
        assertThat(byUrl.body().at("/createdBy/user").isMissingNode()).isTrue();
        assertThat(byUrl.header("X-Tasks-CorrelationId")).isNotEmpty();
    }

    @Test
    void aContainerThatNamesNoGroupIsRefused() {
        assertThat(container("\"containerId\":\"%s\"".formatted(group)).status())
                .isEqualTo(400);
        assertThat(container("\"containerId\":\"%s\",\"type\":\"roster\"".formatted(group))
                        .status())
                .isEqualTo(400);
        assertThat(container(
                                "\"containerId\":\"%s\",\"type\":\"group\",\"url\":\"https://graph.microsoft.com/v1.0/groups/x\""
                                        .formatted(group))
                        .status())
                .isEqualTo(400);
        assertThat(container("\"url\":\"https://graph.microsoft.com/v1.0/users/%s\"".formatted(group))
                        .status())
                .isEqualTo(400);
        assertThat(container("\"containerId\":\"none\",\"type\":\"group\"").status())
                .isEqualTo(404);
    }

    @Test
    void plansOfAGroupAreListedInPages() {
        List.of(1, 2, 3).forEach(i -> planner.plan(group));

        Graph.Answer first = graph.get("/groups/" + group + "/planner/plans");
        Graph.Answer second = graph.get(first.body().path("@odata.nextLink").asText());

        assertThat(first.body().path("value")).hasSize(2);
        assertThat(second.body().path("value")).hasSize(1);
        assertThat(second.body().at("/value/0/@odata.etag").asText()).startsWith("W/\"");
        assertThat(graph.get("/groups/none/planner/plans").status()).isEqualTo(404);
        assertThat(graph.get("/groups/" + group + "/planner/plans?$filter=title eq 'x'")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPlanIsRenamedAndDeletedWithItsEtagAndTakesItsTasksAlong() {
        String path = "/planner/plans/" + planner.plan(group).id();
        String task = planner.task(path.substring(15), "").id();
        Graph.Answer renamed = planner.change(path, "{\"title\":\"New\"}");

        assertThat(renamed.body().path("title").asText()).isEqualTo("New");
        assertThat(planner.change(path, "{\"title\":\" \"}").status()).isEqualTo(400);
        assertThat(planner.change(path, "{\"owner\":\"x\"}").status()).isEqualTo(400);
        assertThat(graph.delete(path).status()).isEqualTo(412);
        assertThat(graph.delete(path, "If-Match", Planner.etag(renamed)).status())
                .isEqualTo(204);
        assertThat(graph.get(path).status()).isEqualTo(404);
        assertThat(planner.read(task).status()).isEqualTo(404);
        assertThat(planner.details(task).status()).isEqualTo(404);
    }

    @Test
    void aPlanHasCategoryNamesAndPeopleItIsSharedWith() {
        String path = "/planner/plans/" + planner.plan(group).id() + "/details";
        planner.change(path, "{\"categoryDescriptions\":{\"category1\":\"Safety\",\"category2\":\"Sales\"}}");

        Graph.Answer answer = planner.change(
                path,
                "{\"categoryDescriptions\":{\"category2\":null},\"sharedWith\":{\"%s\":true}}"
                        .formatted(Contoso.userId(2)));

        assertThat(answer.body().at("/categoryDescriptions").size()).isEqualTo(1);
        assertThat(answer.body().at("/categoryDescriptions/category1").asText()).isEqualTo("Safety");
        assertThat(answer.body().path("sharedWith").path(Contoso.userId(2)).asBoolean())
                .isTrue();
        assertThat(planner.change(path, "{\"categoryDescriptions\":{\"category26\":\"x\"}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void bucketsAreMadeListedRenamedAndDeletedWithTheirTasks() {
        String plan = planner.plan(group).id();
        Graph.Answer bucket = planner.bucket(plan, "Opening");
        String path = "/planner/buckets/" + bucket.id();
        String task =
                planner.task(plan, ",\"bucketId\":\"" + bucket.id() + "\"").id();
        planner.task(plan, "");

        Graph.Answer renamed = planner.change(path, "{\"name\":\"Closing\",\"orderHint\":\" !\"}");

        assertThat(bucket.status()).isEqualTo(201);
        assertThat(bucket.body().path("planId").asText()).isEqualTo(plan);
        assertThat(renamed.body().path("name").asText()).isEqualTo("Closing");
        assertThat(graph.get("/planner/plans/" + plan + "/buckets").body().path("value"))
                .hasSize(1);
        assertThat(graph.get(path + "/tasks").body().path("value"))
                .singleElement()
                .satisfies(found -> assertThat(found.path("id").asText()).isEqualTo(task));
        assertThat(planner.change(path, "{\"planId\":\"" + plan + "\"}").status())
                .isEqualTo(400);
        assertThat(graph.delete(path, "If-Match", Planner.etag(renamed)).status())
                .isEqualTo(204);
        assertThat(planner.read(task).status()).isEqualTo(404);
        assertThat(graph.get("/planner/plans/" + plan + "/tasks").body().path("value"))
                .hasSize(1);
    }

    @Test
    void aBucketNeedsAKnownPlanAndAName() {
        String plan = planner.plan(group).id();
        String bucket = planner.bucket(plan, "Opening").id();

        assertThat(planner.bucket(plan, " ").status()).isEqualTo(400);
        assertThat(planner.bucket("x", "Opening").status()).isEqualTo(400);
        assertThat(planner.bucket(bucket, "Opening").status()).isEqualTo(404);
        assertThat(graph.post("/planner/buckets", "{\"name\":\"Opening\"}").status())
                .isEqualTo(400);
        assertThat(graph.post(
                                "/planner/buckets",
                                "{\"name\":\"x\",\"planId\":\"%s\",\"colour\":\"red\"}".formatted(plan))
                        .errorMessage())
                .contains("colour");
    }

    @Test
    void aDeletedGroupTakesItsPlansAlong() {
        String plan = planner.plan(group).id();
        String task = planner.task(plan, "").id();

        graph.delete("/groups/" + group);

        assertThat(graph.get("/planner/plans/" + plan).status()).isEqualTo(404);
        assertThat(planner.read(task).status()).isEqualTo(404);
        assertThat(graph.get("/simulator/state").body().at("/planner/plans")).isEmpty();
    }

    private Graph.Answer container(String properties) {
        return graph.post("/planner/plans", "{\"title\":\"Store tasks\",\"container\":{%s}}".formatted(properties));
    }
}
