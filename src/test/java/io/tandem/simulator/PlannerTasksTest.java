package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class PlannerTasksTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);
    private final Planner planner = new Planner(graph);
    private final String plan = planner.plan();

    @Test
    void aTaskCarriesAllPropertiesOfVersionOneAndNoTimeOfItsLastChange() {
        Graph.Answer task = planner.task(plan, ",\"dueDateTime\":\"2026-12-01T18:00:00+01:00\"");

        assertThat(task.status()).isEqualTo(201);
        JsonNode body = planner.read(task.id()).body();
        assertThat(body.has("lastModifiedDateTime")).isFalse();
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "@odata.context",
                        "@odata.etag",
                        "planId",
                        "bucketId",
                        "title",
                        "orderHint",
                        "assigneePriority",
                        "percentComplete",
                        "priority",
                        "startDateTime",
                        "createdDateTime",
                        "dueDateTime",
                        "hasDescription",
                        "previewType",
                        "completedDateTime",
                        "completedBy",
                        "referenceCount",
                        "checklistItemCount",
                        "activeChecklistItemCount",
                        "conversationThreadId",
                        "id",
                        "createdBy",
                        "appliedCategories",
                        "assignments");
        assertThat(body.path("dueDateTime").asText()).isEqualTo("2026-12-01T17:00:00Z");
        assertThat(body.path("priority").asInt()).isEqualTo(5);
        assertThat(body.path("planId").asText()).isEqualTo(plan);
        assertThat(graph.get("/planner/tasks/" + task.id() + "?$select=lastModifiedDateTime")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void fullyCompleteSetsWhenAndByWhomAndBelowClearsBoth() {
        String task = planner.task(plan, "").id();
        SIMULATOR.clock().advance(Duration.ofMinutes(5));

        JsonNode complete =
                planner.changeTask(task, "{\"percentComplete\":100}").body();
        JsonNode reopened = planner.changeTask(task, "{\"percentComplete\":99}").body();

        assertThat(complete.path("completedDateTime").asText())
                .isEqualTo(SIMULATOR.clock().instant().toString());
        assertThat(complete.at("/completedBy/application/id").asText()).isEqualTo(Simulator.CLIENT_ID);
        assertThat(reopened.path("completedDateTime").isNull()).isTrue();
        assertThat(reopened.path("completedBy").isNull()).isTrue();
        assertThat(planner.task(plan, ",\"percentComplete\":100")
                        .body()
                        .path("completedDateTime")
                        .isNull())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"percentComplete\":101",
                "\"percentComplete\":-1",
                "\"percentComplete\":null",
                "\"percentComplete\":\"50\"",
                "\"priority\":11",
                "\"priority\":-1",
                "\"title\":\" \"",
                "\"title\":null",
                "\"dueDateTime\":\"tomorrow\"",
                "\"startDateTime\":\"2026-12-02T00:00:00Z\",\"dueDateTime\":\"2026-12-01T00:00:00Z\"",
                "\"bucketId\":\"none\"",
                "\"completedDateTime\":\"2026-12-02T00:00:00Z\"",
                "\"hasDescription\":true",
                "\"colour\":\"red\"",
                "\"previewType\":\"checklist\"",
                "\"details\":{\"description\":\"x\"}",
                "\"planId\":\"x\"",
                "\"assignments\":null",
                "\"orderHint\":7"
            })
    void aBodyThatDoesNotFitIsRefused(String property) {
        String task = planner.task(plan, "").id();

        assertThat(planner.changeTask(task, "{" + property + "}").status()).isEqualTo(400);
    }

    @Test
    void aStartAfterADueDateThatStandsAlreadyIsRefused() {
        String task =
                planner.task(plan, ",\"dueDateTime\":\"2026-12-01T00:00:00Z\"").id();

        assertThat(planner.changeTask(task, "{\"startDateTime\":\"2026-12-01T00:00:01Z\"}")
                        .status())
                .isEqualTo(400);
        assertThat(planner.changeTask(task, "{\"startDateTime\":\"2026-12-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(200);
        assertThat(planner.changeTask(task, "{\"startDateTime\":null,\"dueDateTime\":null}")
                        .body()
                        .path("dueDateTime")
                        .isNull())
                .isTrue();
    }

    @Test
    void aTaskNeedsAPlanATitleAndABucketOfThatPlan() {
        String other = planner.plan(contoso.group("tandem-2")).id();
        String bucket = planner.bucket(other, "Opening").id();

        assertThat(graph.post("/planner/tasks", "{\"title\":\"x\"}").status()).isEqualTo(400);
        assertThat(graph.post("/planner/tasks", "{\"planId\":\"%s\"}".formatted(plan))
                        .status())
                .isEqualTo(400);
        assertThat(planner.task(plan, ",\"bucketId\":\"" + bucket + "\"").status())
                .isEqualTo(400);
        assertThat(planner.task(other, ",\"bucketId\":\"" + bucket + "\"").status())
                .isEqualTo(201);
    }

    @Test
    void anIdThatIsCutOrInOtherCaseOrInventedIsMalformed() {
        String id = planner.task(plan, "").id();
        String swapped =
                id.equals(id.toLowerCase(Locale.ROOT)) ? id.toUpperCase(Locale.ROOT) : id.toLowerCase(Locale.ROOT);

        assertThat(id).hasSize(28);
        for (String bad : List.of(id.substring(1), swapped, "A".repeat(28), id.substring(0, 27) + "~", "1")) {
            assertThat(planner.read(bad).status()).as(bad).isEqualTo(400);
        }
        assertThat(planner.read(PlannerId.fresh()).status()).isEqualTo(404);
        assertThat(planner.read(plan).status()).isEqualTo(404);
    }

    @Test
    void aTaskCountsWhatItsDetailsHold() {
        String task = planner.task(plan, "").id();
        planner.changeDetails(task, Planner.checklist(3));
        planner.changeDetails(
                task,
                "{\"checklist\":{" + Planner.item(1, ",\"isChecked\":true") + "},\"description\":\"How\","
                        + "\"previewType\":\"checklist\",\"references\":{\"https%3A//contoso%2Eexample/a\":"
                        + "{\"@odata.type\":\"#microsoft.graph.plannerExternalReference\",\"alias\":\"A\"}}}");

        JsonNode body = planner.read(task).body();

        assertThat(body.path("checklistItemCount").asInt()).isEqualTo(3);
        assertThat(body.path("activeChecklistItemCount").asInt()).isEqualTo(2);
        assertThat(body.path("referenceCount").asInt()).isEqualTo(1);
        assertThat(body.path("hasDescription").asBoolean()).isTrue();
        assertThat(body.path("previewType").asText()).isEqualTo("checklist");
        assertThat(body.has("description")).isFalse();
        assertThat(planner.changeDetails(task, "{\"description\":null}").status())
                .isEqualTo(200);
        assertThat(planner.read(task).body().path("hasDescription").asBoolean()).isFalse();
    }

    @Test
    void echoingAnOrderHintOrAnAssigneePriorityOfTheServerIsRefused() {
        String task = planner.task(plan, ",\"assigneePriority\":\" !\"").id();
        JsonNode read = planner.read(task).body();
        String hint = read.path("orderHint").asText();

        assertThat(planner.changeTask(task, "{\"orderHint\":\"" + hint + "\"}").status())
                .isEqualTo(400);
        assertThat(planner.changeTask(
                                task,
                                "{\"assigneePriority\":\""
                                        + read.path("assigneePriority").asText() + "\"}")
                        .status())
                .isEqualTo(400);
        JsonNode placed =
                planner.changeTask(task, "{\"orderHint\":\"" + hint + " !\"}").body();
        assertThat(placed.path("orderHint").asText()).isGreaterThan(hint).doesNotContain(" ", "!");
    }

    @Test
    void theNewestTaskStandsFirst() {
        String older = planner.task(plan, "").body().path("orderHint").asText();
        String newer = planner.task(plan, "").body().path("orderHint").asText();

        assertThat(newer).isLessThan(older);
    }
}
