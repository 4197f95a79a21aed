package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
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

/** HQ is far away: it hears of a change when people have made the next, and tells of it after the time for echoes is over. */
@ExtendWith(Landscape.Provider.class)
@Execution(ExecutionMode.CONCURRENT)
class LateEchoIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TANDEM = "0f000000-0000-4000-8000-00000000000a";
    private static final String WINDOWS = "0b000000-0000-4000-8000-000000000071";
    private static final String FLOOR = "0b000000-0000-4000-8000-000000000072";

    private final LandscapeSite site;
    private final GraphFaultsCast cast;
    private final String store;
    private final LandscapePlanner planner;
    private final TestHq hq;
    private Tandem tandem;
    private String plan = "";

    LateEchoIT(Landscape landscape) {
        this.site = landscape.site("echo" + GraphFaultsCast.nextStore(), "fast");
        this.cast = GraphFaultsCast.of(GraphFaultsStory.CHANGES, site.graph());
        this.store = cast.store();
        this.planner = new LandscapePlanner(site.graph(), cast.person(1));
        this.hq = TestHq.beside(site.folder());
    }

    @BeforeEach
    void begin() {
        hq.seed("ProcessTasks", "TaskId", WINDOWS, "Status", "NotStarted");
        hq.fault("{\"match\":{\"method\":\"PATCH\",\"path\":\".*\"},\"kind\":\"latency\",\"delayMs\":3000,\"rate\":1,"
                + "\"count\":100}");
        tandem = site.start(Map.of(
                "tandem.hq.url",
                hq.simulator().baseUri().toString(),
                "tandem.hq.actors",
                TANDEM,
                "tandem.tasks.echo",
                "1s"));
        site.publish(GraphFaultsStory.CHANGES.before(cast));
        site.publish(List.of(
                LandscapeEvent.taskCreated(store, WINDOWS, Map.of("title", "Dress the windows", "origin", "pos")),
                LandscapeEvent.taskCreated(store, FLOOR, Map.of("title", "Sweep the floor", "origin", "pos"))));
        await().atMost(PATIENCE)
                .until(() -> tandem.tasks().counts().getOrDefault("inSync", 0L) == 1
                        && tandem.pulse().lag().values().stream().allMatch(waiting -> waiting == 0));
        plan = planner.plans(site.graph().tenant().groups(store).getFirst()).getFirst();
    }

    @AfterEach
    void end() {
        tandem.close();
        hq.close();
    }

    @Test
    void putsNothingBackOverWhatPeopleDidMeanwhile() {
        planner.change(id("Dress the windows"), "{\"percentComplete\":50}");
        await().atMost(PATIENCE).until(() -> told().count() == 1);
        planner.change(id("Dress the windows"), "{\"percentComplete\":100}");
        await().atMost(PATIENCE).until(() -> status().equals("Completed"));

        site.publish(List.of(
                LandscapeEvent.taskStatus(store, WINDOWS, "InProgress").by(TANDEM),
                LandscapeEvent.taskStatus(store, FLOOR, "InProgress")));

        await().atMost(PATIENCE).until(() -> percent("Sweep the floor") == 50);
        assertThat(percent("Dress the windows")).isEqualTo(100);
        assertThat(told()).hasSize(2);
        assertThat(status()).isEqualTo("Completed");
    }

    private String status() {
        return hq.row("ProcessTasks", "TaskId", WINDOWS).path("Status").asText();
    }

    private Stream<String> told() {
        return site.updates().stream().filter(update -> update.contains("planner.task.status.changed"));
    }

    private String id(String title) {
        return task(title).path("id").asText();
    }

    private int percent(String title) {
        return task(title).path("percentComplete").asInt();
    }

    private JsonNode task(String title) {
        return Objects.requireNonNull(planner.tasks(plan).get(title));
    }
}
