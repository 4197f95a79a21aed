package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.TaskId;
import io.tandem.tasks.Setting;
import io.tandem.tasks.Step;
import io.tandem.tasks.TaskRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The words of graph-contract 8.2 and 8.4. */
class PlannerRequestsTest {
    private static final TaskRef REF = TaskRef.of(new TaskId("t-1"));

    @Test
    void aPlanIsMadeInTheContainerOfTheGroup() {
        GraphRequest request = PlannerRequests.of(new Step.CreatePlan("g-1", "Seattle tasks"));

        assertThat(request.path()).isEqualTo("/planner/plans");
        assertThat(request.body()).hasToString("""
                {"title":"Seattle tasks","container":{"url":"https://graph.microsoft.com/v1.0/groups/g-1"}}""");
    }

    @Test
    void anUpdateNamesOnlyWhatChangesAndTheEtagThatItIsBasedOn() {
        GraphRequest request = PlannerRequests.of(new Step.UpdateTask(
                REF,
                "id-1",
                "W/\"etag\"",
                Map.of(),
                List.of(
                        new Setting.Percent(100),
                        new Setting.Due(null),
                        new Setting.Start(Instant.parse("2026-03-10T12:00:00Z")),
                        new Setting.Assignments(new TreeSet<>(List.of("u1")), new TreeSet<>(List.of("u2"))))));

        assertThat(request.operation()).isEqualTo(GraphOperation.PATCH);
        assertThat(request.path()).isEqualTo("/planner/tasks/id-1");
        assertThat(request.headers())
                .containsEntry("If-Match", "W/\"etag\"")
                .containsEntry("Prefer", "return=representation");
        assertThat(request.body()).hasToString("""
                {"percentComplete":100,"dueDateTime":null,"startDateTime":"2026-03-10T12:00:00Z","assignments":{"u1":{"@odata.type":"#microsoft.graph.\
                plannerAssignment","orderHint":" !"},"u2":null}}""");
    }

    @Test
    void addressesAreEncodedAsNamesOfProperties() {
        GraphRequest request = PlannerRequests.of(new Step.UpdateDetails(
                REF,
                "id-1",
                "W/\"d\"",
                Map.of(),
                List.of(
                        new Setting.Description("Twice"),
                        new Setting.References(
                                new TreeSet<>(List.of("https://a.example/50%?x=1#y")),
                                new TreeSet<>(List.of("http://b"))))));

        assertThat(request.path()).isEqualTo("/planner/tasks/id-1/details");
        assertThat(request.body()).hasToString("""
                {"description":"Twice","references":{"https%3A//a%2Eexample/50%25?x=1%23y":{"@odata.type":\
                "#microsoft.graph.plannerExternalReference","type":"Other"},"http%3A//b":null}}""");
    }

    @Test
    void aNewTaskNamesPlanAndBucket() {
        List<Setting> settings =
                List.of(new Setting.Title("Count"), new Setting.Due(Instant.parse("2026-03-10T12:00:00Z")));

        assertThat(PlannerRequests.of(new Step.CreateTask(REF, "p", "b", Map.of(), settings))
                        .body())
                .hasToString("""
                {"title":"Count","dueDateTime":"2026-03-10T12:00:00Z","planId":"p","bucketId":"b"}""");
        assertThat(PlannerRequests.of(new Step.CreateTask(REF, "p", null, Map.of(), settings))
                        .body()
                        .has("bucketId"))
                .isFalse();
    }

    @Test
    void theHistoryIsAskedOfBetaForATime() {
        Instant since = Instant.parse("2026-03-10T12:00:00Z");

        GraphRequest request = PlannerRequests.of(new Step.ReadHistory("p", since, since.plusSeconds(60), null));

        assertThat(request.path())
                .isEqualTo("/beta/planner/plans/p/historyItems?$filter=occurredDateTime gt 2026-03-10T12:00:00Z"
                        + " and occurredDateTime lt 2026-03-10T12:01:00Z");
    }

    @Test
    void aDeletionIsBasedOnAnEtag() {
        GraphRequest request = PlannerRequests.of(new Step.DeleteTask(REF, "id-1", "W/\"e\""));

        assertThat(request.operation()).isEqualTo(GraphOperation.DELETE);
        assertThat(request.headers()).containsEntry("If-Match", "W/\"e\"");
    }
}
