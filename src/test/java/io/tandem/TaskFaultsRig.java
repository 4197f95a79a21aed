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
        List<Story> stories = begin(List.of(call));
        arm(call, trouble.fault().put("count", trouble.times()));
        stories.forEach(this::goOn);
        await(trouble + " at " + call).atMost(PATIENCE).until(() -> site.graph().hits() >= trouble.times());
        stories.forEach(this::check);
    }

    /** Plays as many stories as calls; each is held up at one of them: it was executed, but no answer comes. Then Tandem dies. */
    void playAndKill(List<TaskFaultsCall> calls) {
        List<Story> stories = begin(calls);
        calls.forEach(call ->
                arm(call, GraphFaultsTrouble.EXECUTED_THEN_TIMED_OUT.fault().put("count", 1)));
        stories.forEach(this::goOn);
        await("all are held up").atMost(PATIENCE).until(() -> site.graph().hits() >= calls.size());
        end();
        site.graph().lift();
        tandem = starter.apply(site);
        stories.forEach(this::check);
    }

    /** What is played for a call, and where. */
    private record Story(TaskFaultsCall call, String store, LandscapePlanner planner) {
        boolean isBeginning() {
            return call.scene() == TaskFaultsCall.Scene.LIST_STARTED;
        }
    }

    /** Stores that are open, and have their list if what is played comes later. */
    private List<Story> begin(List<TaskFaultsCall> calls) {
        List<GraphFaultsCast> casts = calls.stream()
                .map(call -> GraphFaultsCast.of(GraphFaultsStory.CHANGES, site.graph()))
                .toList();
        site.publish(casts.stream()
                .flatMap(cast -> GraphFaultsStory.CHANGES.before(cast).stream())
                .toList());
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            GraphFaultsCast cast = casts.get(i);
            await().atMost(PATIENCE).until(() -> site.state(cast.store()).equals("inSync"));
            stories.add(new Story(calls.get(i), cast.store(), new LandscapePlanner(site.graph(), cast.person(1))));
        }
        List<Story> later =
                stories.stream().filter(story -> !story.isBeginning()).toList();
        later.forEach(story -> site.publish(List.of(list(story.store()))));
        later.forEach(story -> awaitSettled(story.store()));
        return stories;
    }

    private void arm(TaskFaultsCall call, ObjectNode fault) {
        site.graph().arm(call.method(), call.path(), fault);
    }

    private void goOn(Story story) {
        if (story.isBeginning()) {
            site.publish(List.of(list(story.store())));
        } else {
            act(story.call().scene(), story.store(), story.planner());
        }
    }

    private void check(Story story) {
        String team = site.graph().tenant().groups(story.store()).getFirst();
        await("story of " + story.call()).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(standing(story.store())).isEqualTo("inSync");
            assertThat(faces(story.planner(), team))
                    .isEqualTo(expected(story.call().scene()));
        });
        check(story.call(), story.store(), story.planner(), team);
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
