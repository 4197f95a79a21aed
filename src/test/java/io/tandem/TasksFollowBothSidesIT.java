package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.console.TaskViews;
import io.tandem.model.StoreNumber;
import io.tandem.tasks.Rollup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A task is one task, wherever it is looked at: in Commerce or in Planner. */
@ExtendWith(Landscape.Provider.class)
@Execution(ExecutionMode.CONCURRENT)
class TasksFollowBothSidesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROCESS = "0a000000-0000-4000-8000-000000000001";

    private final LandscapeSite site;
    private final GraphFaultsCast cast;
    private final String store;
    private final LandscapePlanner planner;
    private Tandem tandem;
    private String plan = "";

    TasksFollowBothSidesIT(Landscape landscape) {
        this.site = landscape.site("tasks" + GraphFaultsCast.nextStore(), "fast");
        this.cast = GraphFaultsCast.of(GraphFaultsStory.CHANGES, site.graph());
        this.store = cast.store();
        this.planner = new LandscapePlanner(site.graph(), cast.person(1));
    }

    @BeforeEach
    void startAList() {
        tandem = site.start();
        site.publish(GraphFaultsStory.CHANGES.before(cast));
        site.publish(List.of(LandscapeEvent.listStarted(
                PROCESS,
                "Holiday season preparation",
                store,
                List.of(
                        Map.of(
                                "key",
                                "windows",
                                "title",
                                "Dress the windows",
                                "dueOffsetDays",
                                -7,
                                "notes",
                                "Use the winter set.",
                                "contact",
                                "Michael Ellen, 000101",
                                "links",
                                List.of("https://contoso.example/holiday/windows?a=1")),
                        Map.of("key", "stock", "title", "Count the gift wrap")))));
        await().atMost(PATIENCE).until(this::isSettled);
        plan = plan(planner, store);
    }

    @AfterEach
    void end() {
        tandem.close();
    }

    @Test
    void aListBecomesTasksOfTheStoresPlan() {
        JsonNode windows = task("Dress the windows");

        assertThat(planner.tasks(plan)).containsOnlyKeys("Count the gift wrap", "Dress the windows");
        assertThat(planner.buckets(plan).get(windows.path("bucketId").asText()))
                .isEqualTo("Holiday season preparation");
        assertThat(windows.path("dueDateTime").asText()).startsWith("2030-11-27T");
        JsonNode details = planner.details(windows.path("id").asText());
        assertThat(details.path("description").asText())
                .isEqualTo("Use the winter set.\nContact: Michael Ellen, 000101");
        assertThat(details.path("references").fieldNames().next())
                .isEqualTo("https%3A//contoso%2Eexample/holiday/windows?a=1");
        assertThat(updates("planner.plan.linked"))
                .containsExactly("{\"storeNumber\":\"%s\",\"planId\":\"%s\"}".formatted(store, plan));
    }

    @Test
    void aTaskCompletedInPlannerIsToldOnceAndNeverEchoed() {
        planner.change(task("Count the gift wrap").path("id").asText(), "{\"percentComplete\":100}");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(updates("planner.task.status.changed")).hasSize(1));
        JsonNode told = json(updates("planner.task.status.changed").getFirst());
        assertThat(told.path("status").asText()).isEqualTo("Completed");
        assertThat(told.path("taskId").asText()).isEqualTo(PROCESS + "/" + store + "/stock");
        assertThat(told.path("actor").asText()).isEqualTo(cast.person(1).objectId());
        assertThat(Instant.parse(told.path("completedAt").asText()))
                .isBeforeOrEqualTo(Instant.parse(told.path("observedAt").asText()));
        site.publish(List.of(
                LandscapeEvent.taskStatus(store, told.path("taskId").asText(), "Completed"),
                LandscapeEvent.taskStatus(store, PROCESS + "/" + store + "/windows", "InProgress")));
        await().atMost(PATIENCE).until(() -> percent("Dress the windows") == 50 && isSettled());
        assertThat(updates("planner.task")).hasSize(1);
        assertThat(percent("Count the gift wrap")).isEqualTo(100);
    }

    @Test
    void aTaskMadeInTeamsIsToldAndItsDeletionToo() {
        String made = planner.add(plan, "Water the plants");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(updates("planner.task.created")).hasSize(1));
        planner.delete(made);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(updates("planner.task.deleted")).hasSize(1));
        assertThat(json(updates("planner.task.created").getFirst())
                        .path("title")
                        .asText())
                .isEqualTo("Water the plants");
        assertThat(json(updates("planner.task.deleted").getFirst())
                        .path("plannerTaskId")
                        .asText())
                .isEqualTo(made);
        assertThat(updates("planner.task")).hasSize(2);
    }

    @Test
    void whatCommerceCancelsLeavesPlannerAndWhatItOwnsIsPutBackEvenADayBeforeTheStart() {
        planner.change(
                task("Dress the windows").path("id").asText(),
                "{\"title\":\"Dress up\",\"startDateTime\":\"2031-01-05T12:00:00Z\",\"dueDateTime\":\"2031-01-10T12:00:00Z\"}");
        site.publish(List.of(LandscapeEvent.taskStatus(store, PROCESS + "/" + store + "/stock", "Canceled")));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(planner.tasks(plan)).containsOnlyKeys("Dress the windows"));
        await().atMost(PATIENCE)
                .until(() ->
                        task("Dress the windows").path("dueDateTime").asText().startsWith("2030-11-27T")
                                && isSettled());
        List<TaskViews.Row> rows = tandem.tasks().tasks(new StoreNumber(store), null);
        assertThat(rows)
                .extracting(TaskViews.Row::title, TaskViews.Row::status)
                .containsExactlyInAnyOrder(
                        tuple("Dress the windows", "NotStarted"), tuple("Count the gift wrap", "Canceled"));
        assertThat(rows.stream().flatMap(row -> row.conflicts().stream()).map(TaskViews.Conflict::sentence))
                .containsExactlyInAnyOrder(
                        "The title was set to \"Dress up\" in Planner, but Commerce decides it and says \"Dress the"
                                + " windows\".",
                        "The due date was set to \"2031-01-10\" in Planner, but Commerce decides it and says"
                                + " \"2030-11-27\".");
        assertThat(tandem.tasks().rollup(Rollup.By.LIST)).containsOnlyKeys("Holiday season preparation");
        assertThat(updates("planner.task")).isEmpty();
    }

    @Test
    void aTaskThatPeopleMoveToThePlanOfAnotherStoreAndBackIsOneTaskAndEachMoveIsToldOnce() {
        GraphFaultsCast others = GraphFaultsCast.of(GraphFaultsStory.CHANGES, site.graph());
        site.publish(GraphFaultsStory.CHANGES.before(others));
        site.publish(List.of(LandscapeEvent.taskCreated(others.store(), "sweep", Map.of("title", "Sweep"))));
        await().atMost(PATIENCE).until(() -> isSettled(2));
        LandscapePlanner theirs = new LandscapePlanner(site.graph(), others.person(1));
        String theirPlan = plan(theirs, others.store());
        String moved = task("Count the gift wrap").path("id").asText();

        planner.move(moved, theirPlan);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(told(store, moved)).containsExactly("deleted");
            assertThat(told(others.store(), moved)).containsExactly("created");
        });
        theirs.move(moved, plan);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(told(store, moved)).containsExactly("deleted", "NotStarted");
            assertThat(told(others.store(), moved)).containsExactly("created", "deleted");
        });
        planner.change(moved, "{\"percentComplete\":100}");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(told(store, moved)).containsExactly("deleted", "NotStarted", "Completed"));
        await().atMost(PATIENCE).until(() -> isSettled(2));
        assertThat(updates("planner.task")).hasSize(5);
        assertThat(planner.tasks(plan)).containsOnlyKeys("Count the gift wrap", "Dress the windows");
        assertThat(theirs.tasks(theirPlan)).containsOnlyKeys("Sweep");
    }

    /** What Commerce was told of a task of Planner in one store, in order: what happened, or its status. */
    private List<String> told(String number, String plannerTaskId) {
        return site.updates().stream()
                .map(TasksFollowBothSidesIT::json)
                .filter(update -> update.at("/data/plannerTaskId").asText().equals(plannerTaskId))
                .filter(update -> update.at("/data/storeNumber").asText().equals(number))
                .map(update -> {
                    String kind = update.path("type").asText().replaceFirst(".*\\.", "");
                    return kind.equals("changed") ? update.at("/data/status").asText() : kind;
                })
                .toList();
    }

    private String plan(LandscapePlanner reader, String number) {
        return reader.plans(site.graph().tenant().groups(number).getFirst()).getFirst();
    }

    private boolean isSettled() {
        return isSettled(1);
    }

    private boolean isSettled(int stores) {
        Map<String, Long> counts = tandem.tasks().counts();
        return counts.getOrDefault("inSync", 0L) == stores
                && tandem.pulse().lag().values().stream().allMatch(waiting -> waiting == 0);
    }

    private JsonNode task(String title) {
        return Objects.requireNonNull(planner.tasks(plan).get(title), title);
    }

    private int percent(String title) {
        return task(title).path("percentComplete").asInt();
    }

    /** What Commerce was told, by the beginning of the type. */
    private List<String> updates(String type) {
        Stream<JsonNode> all = site.updates().stream().map(TasksFollowBothSidesIT::json);
        return all.filter(update -> update.path("type").asText().startsWith("io.tandem." + type))
                .map(update -> update.path("data").toString())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
