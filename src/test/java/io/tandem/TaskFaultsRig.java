package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.console.TaskViews;
import io.tandem.model.StoreNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A site whose Tandem can be ended and started again, on which stories about tasks are played. */
final class TaskFaultsRig {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String WINDOWS = "Dress the windows";
    private static final String STOCK = "Count the gift wrap";

    private final LandscapeSite site;
    private final Function<LandscapeSite, AutoCloseable> starter;
    private AutoCloseable tandem;

    TaskFaultsRig(LandscapeSite site, Function<LandscapeSite, AutoCloseable> starter) {
        this.site = site;
        this.starter = starter;
        this.tandem = starter.apply(site);
    }

    LandscapeSite site() {
        return site;
    }

    void end() {
        try {
            tandem.close();
        } catch (Exception trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    /** Plays a story in which a call of one kind goes wrong, and looks at what came of it. */
    void play(TaskFaultsCall call, GraphFaultsTrouble trouble) {
        GraphFaultsCast cast = GraphFaultsCast.of(GraphFaultsStory.CHANGES, site.graph());
        site.publish(GraphFaultsStory.CHANGES.before(cast));
        await().atMost(PATIENCE).until(() -> site.state(cast.store()).equals("inSync"));
        LandscapePlanner planner = new LandscapePlanner(site.graph(), cast.person(1));
        if (call.scene() == TaskFaultsCall.Scene.LIST_STARTED) {
            disturb(call, trouble, () -> site.publish(List.of(list(cast.store()))));
        } else {
            site.publish(List.of(list(cast.store())));
            awaitSettled(cast.store());
            disturb(call, trouble, () -> act(call.scene(), cast.store(), planner));
        }
        String team = site.graph().tenant().groups(cast.store()).getFirst();
        await(call + " " + trouble).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(standing(cast.store())).isEqualTo("inSync");
            assertThat(faces(planner, team)).isEqualTo(expected(call.scene()));
        });
        check(call, cast.store(), planner, team);
    }

    private void disturb(TaskFaultsCall call, GraphFaultsTrouble trouble, Runnable story) {
        ObjectNode fault = trouble.fault().put("count", trouble.times());
        site.graph().arm(call.method(), call.path(), fault);
        story.run();
        await(trouble + " at " + call).atMost(PATIENCE).until(() -> site.graph().hits() >= trouble.times());
        if (trouble == GraphFaultsTrouble.TANDEM_KILLED) {
            end();
            site.graph().lift();
            tandem = starter.apply(site);
        }
    }

    private void act(TaskFaultsCall.Scene scene, String store, LandscapePlanner planner) {
        String team = site.graph().tenant().groups(store).getFirst();
        switch (scene) {
            case TASK_BEGUN ->
                site.publish(List.of(LandscapeEvent.taskStatus(store, id(store, "stock"), "InProgress")));
            case TASK_CANCELED ->
                site.publish(List.of(LandscapeEvent.taskStatus(store, id(store, "stock"), "Canceled")));
            case TASK_DELETED_BY_SOMEBODY ->
                planner.delete(Objects.requireNonNull(
                                planner.tasks(planner.plans(team).getFirst()).get(STOCK))
                        .path("id")
                        .asText());
            case LIST_STARTED -> throw new IllegalArgumentException("has happened");
        }
    }

    private static Map<String, Integer> expected(TaskFaultsCall.Scene scene) {
        return switch (scene) {
            case LIST_STARTED -> Map.of(WINDOWS, 0, STOCK, 0);
            case TASK_BEGUN -> Map.of(WINDOWS, 0, STOCK, 50);
            case TASK_CANCELED, TASK_DELETED_BY_SOMEBODY -> Map.of(WINDOWS, 0);
        };
    }

    private void check(TaskFaultsCall call, String store, LandscapePlanner planner, String team) {
        assertThat(planner.plans(team)).hasSize(1);
        Map<String, JsonNode> tasks = planner.tasks(planner.plans(team).getFirst());
        JsonNode windows = Objects.requireNonNull(tasks.get(WINDOWS));
        assertThat(planner.details(windows.path("id").asText())
                        .path("description")
                        .asText())
                .isEqualTo("Use the winter set.");
        assertThat(planner.buckets(planner.plans(team).getFirst()).values())
                .filteredOn("Holiday"::equals)
                .hasSize(1);
        List<String> expected = new ArrayList<>(List.of("teams.team.provisioned", "planner.plan.linked"));
        if (call.scene() == TaskFaultsCall.Scene.TASK_DELETED_BY_SOMEBODY) {
            expected.add("planner.task.deleted");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told(store)).containsExactlyInAnyOrderElementsOf(expected));
        assertThat(site.deadLetters()).as("dead letters").isZero();
    }

    /** {@return types of what Commerce was told of a store; after a kill it may have been told twice, by the same id} */
    private List<String> told(String store) {
        return site.updates().stream()
                .filter(update -> update.contains("\"storeNumber\":\"" + store + "\""))
                .distinct()
                .map(update -> update.replaceFirst(".*\"type\":\"io.tandem.([^\"]*)\".*", "$1"))
                .toList();
    }

    private static Map<String, Integer> faces(LandscapePlanner planner, String team) {
        return planner.plans(team).stream()
                .flatMap(plan -> planner.tasks(plan).entrySet().stream())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        task -> task.getValue().path("percentComplete").asInt()));
    }

    private void awaitSettled(String store) {
        await().atMost(PATIENCE)
                .until(() -> standing(store).equals("inSync")
                        && site.tasks().tasks(new StoreNumber(store), null).stream()
                                .allMatch(task -> task.plannerTaskId() != null));
    }

    private String standing(String store) {
        return site.tasks()
                .store(new StoreNumber(store))
                .map(TaskViews.StoreTasksView::state)
                .orElse("unknown");
    }

    private static String id(String store, String key) {
        return process(store) + "/" + store + "/" + key;
    }

    private static String process(String store) {
        return "0a000000-0000-4000-8000-000000" + store;
    }

    private static LandscapeEvent list(String store) {
        return LandscapeEvent.listStarted(
                process(store),
                "Holiday",
                store,
                List.of(
                        Map.of("key", "windows", "title", WINDOWS, "notes", "Use the winter set."),
                        Map.of("key", "stock", "title", STOCK)));
    }
}
