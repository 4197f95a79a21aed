package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class PlannerLimitsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final String group = SIMULATOR.contoso().people(3).group("tandem-1");
    private final Planner planner = new Planner(graph);
    private final String plan = planner.plan(group).id();

    @Test
    void aReachedObjectLimitIsAForbiddenThatNeverClearsByWaiting() {
        limit("tasksInPlan", 2);
        planner.task(plan, "");
        String last = planner.task(plan, "").id();

        Graph.Answer refused = planner.task(plan, "");
        SIMULATOR.clock().advance(Duration.ofMinutes(30));
        Graph.Answer later = planner.task(plan, "");
        graph.delete("/planner/tasks/" + last, "If-Match", Planner.etag(planner.read(last)));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorCode()).isEqualTo("MaximumTasksInProject");
        assertThat(refused.header("Retry-After")).isEmpty();
        assertThat(later.status()).isEqualTo(403);
        assertThat(planner.task(plan, "").status()).isEqualTo(201);
    }

    @Test
    void activeTasksAreLimitedWhenMadeAndWhenReopened() {
        limit("activeTasksInPlan", 1);
        String first = planner.task(plan, "").id();
        Graph.Answer second = planner.task(plan, "");
        planner.changeTask(first, "{\"percentComplete\":100}");
        Graph.Answer third = planner.task(plan, "");
        Graph.Answer reopened = planner.changeTask(first, "{\"percentComplete\":0}");

        assertThat(second.errorCode()).isEqualTo("MaximumActiveTasksInProject");
        assertThat(third.status()).isEqualTo(201);
        assertThat(reopened.errorCode()).isEqualTo("MaximumActiveTasksInProject");
    }

    @Test
    void plansAndBucketsAreLimited() {
        limit("plansInGroup", 1);
        limit("bucketsInPlan", 1);

        assertThat(planner.plan(group).errorCode()).isEqualTo("MaximumPlannerPlans");
        assertThat(planner.bucket(plan, "A").status()).isEqualTo(201);
        assertThat(planner.bucket(plan, "B").errorCode()).isEqualTo("MaximumBucketsInProject");
    }

    @Test
    void assigneesAreLimitedOnATaskAndForAPerson() {
        limit("assignees", 1);
        limit("tasksAssignedToUser", 1);
        String task = planner.task(plan, "," + Planner.assignment(1)).id();

        assertThat(planner.changeTask(task, "{" + Planner.assignment(2) + "}").errorCode())
                .isEqualTo("MaximumAssigneesInTasks");
        assertThat(planner.task(plan, "," + Planner.assignment(1)).errorCode()).isEqualTo("MaximumTasksAssignedToUser");
        assertThat(planner.changeTask(task, "{\"assignments\":{\"%s\":null}}".formatted(Contoso.userId(1)))
                        .status())
                .isEqualTo(200);
        assertThat(planner.task(plan, "," + Planner.assignment(1)).status()).isEqualTo(201);
    }

    @Test
    void checklistItemsAndReferencesAreLimited() {
        limit("references", 0);
        String task = planner.task(plan, "").id();

        assertThat(planner.changeDetails(task, Planner.checklist(20)).status()).isEqualTo(200);
        assertThat(planner.changeDetails(task, Planner.checklist(21)).errorCode())
                .isEqualTo("MaximumChecklistItemsOnTask");
        assertThat(planner.changeDetails(
                                task,
                                "{\"references\":{\"https%3A//a\":{\"@odata.type\":"
                                        + "\"#microsoft.graph.plannerExternalReference\",\"alias\":\"A\"}}}")
                        .errorCode())
                .isEqualTo("MaximumReferencesOnTask");
    }

    @Test
    void whatAnApplicationMakesCountsAgainstACreatorOnlyWhenSwitchedOn() {
        limit("tasksCreatedByUser", 1);
        Planner person = new Planner(graph.as(2));
        planner.task(plan, "");
        Graph.Answer uncounted = planner.task(plan, "");
        person.task(plan, "");
        Graph.Answer second = person.task(plan, "");
        graph.post("/simulator/profile", "{\"planner.appTasksCounted\":true}");
        Graph.Answer counted = planner.task(plan, "");

        assertThat(uncounted.status()).isEqualTo(201);
        assertThat(second.errorCode()).isEqualTo("MaximumTasksCreatedByUser");
        assertThat(counted.errorCode()).isEqualTo("MaximumTasksCreatedByUser");
    }

    @Test
    void noRateIsKnownUntilAHiddenOneIsSetWhileRunning() {
        long free = calls(50);
        Graph.Answer set = graph.post("/simulator/profile", "{\"planner\":{\"requestsPerSecond\":5}}");

        long limited = calls(50);
        Graph.Answer refused = graph.get("/planner/plans/" + plan);
        SIMULATOR.clock().advance(Duration.ofMillis((long) (Double.parseDouble(refused.header("Retry-After")) * 1000)));

        assertThat(free).isEqualTo(50);
        assertThat(set.body().at("/planner/requestsPerSecond").asInt()).isEqualTo(5);
        assertThat(limited).isEqualTo(5);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.errorCode()).isEqualTo("TooManyRequests");
        assertThat(refused.header("RateLimit-Limit")).isEmpty();
        assertThat(graph.get("/groups/" + group + "/planner/plans").status()).isEqualTo(200);
        assertThat(graph.get("/users").status()).isEqualTo(200);
        assertThat(graph.get("/planner/plans/" + plan).header("x-ms-resource-unit"))
                .isEmpty();
    }

    @Test
    void switchesGoBackAtAResetAndAWrongOneChangesNothing() {
        Graph.Answer wrong = graph.post("/simulator/profile", "{\"planner.tasksInPlan\":1,\"planner.gravity\":1}");
        Graph.Answer unfit = graph.post("/simulator/profile", "{\"planner.tasksInPlan\":\"many\"}");
        Graph.Answer list = graph.post("/simulator/profile", "[]");
        Graph.Answer unchanged = graph.get("/simulator/profile");
        limit("tasksInPlan", 7);
        graph.post("/simulator/reset", "");

        assertThat(Stream.of(wrong, unfit, list).map(Graph.Answer::status)).containsOnly(400);
        assertThat(wrong.body().path("error").asText()).contains("'planner.gravity'");
        assertThat(unchanged.body().at("/planner/tasksInPlan").asInt()).isEqualTo(9000);
        assertThat(graph.get("/simulator/profile")
                        .body()
                        .at("/planner/tasksInPlan")
                        .asInt())
                .isEqualTo(9000);
        assertThat(SimulatorProfile.parse("fast,planner.tasksInPlan=3")
                        .planner()
                        .tasksInPlan())
                .isEqualTo(3);
    }

    private long calls(int number) {
        return Stream.generate(() -> graph.get("/planner/plans/" + plan).status())
                .limit(number)
                .filter(status -> status == 200)
                .count();
    }

    private void limit(String name, int value) {
        assertThat(graph.post("/simulator/profile", "{\"planner.%s\":%d}".formatted(name, value))
                        .status())
                .isEqualTo(200);
    }
}
