package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.console.TaskViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A hundred stores in which Commerce and people in Planner change the same tasks at random, while Graph answers errors,
 * drops connections, is slow, and does things without saying so: both sides and the rows of HQ end with the same tasks, no edit is
 * lost without a word, and Commerce is told of nothing but what people did. What one side says after that is so everywhere.
 */
@ExtendWith(Landscape.Provider.class)
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class TaskHistoriesIT {
    private static final int STORES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern TASK =
            Pattern.compile("/data/ProcessTasks\\(.*?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LandscapeSite site;
    private final TestHq hq;
    private final List<TaskHistory> histories = new ArrayList<>();

    TaskHistoriesIT(Landscape landscape) {
        this.site = landscape.site("histories", "fast");
        this.hq = TestHq.beside(site.folder());
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        IntStream.range(0, STORES)
                .forEach(seed ->
                        histories.add(new TaskHistory(seed, GraphFaultsCast.nextStore(), manager, site.graph(), hq)));
    }

    @AfterEach
    void closeHq() {
        hq.close();
    }

    @Test
    void endAlikeOnBothSides() {
        hq.seedLines(histories.stream().map(TaskHistory::rows).collect(Collectors.joining("\n")));
        String address = hq.simulator().baseUri().toString();
        try (Tandem tandem = site.start(Map.of(
                "tandem.tasks.parallel",
                "12",
                "tandem.tasks.looks",
                "8",
                "tandem.hq.url",
                address,
                "tandem.hq.actors",
                TaskHistory.ACTOR))) {
            disturb("POST", 0.06, fault("executeThenTimeout"));
            histories.forEach(history -> site.publish(history.beginning()));
            await().atMost(PATIENCE).until(() -> inSync(tandem) == STORES);
            histories.forEach(TaskHistory::open);
            disturb();
            for (int round = 0; round < TaskHistory.ROUNDS; round++) {
                histories.forEach(history -> site.publish(history.edit()));
                await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
                hqSpeaks();
            }
            assertThat(site.graph().hitsOfEach())
                    .as("faults that hit")
                    .hasSize(7)
                    .allMatch(fault -> fault.path("hits").asLong() > 0);
            site.graph().lift();

            awaitAgreement(tandem);
            histories.forEach(history -> site.publish(history.finish()));
            awaitAgreement(tandem);
            assertThat(site.deadLetters()).as("dead letters").isZero();
        }
    }

    private void awaitAgreement(Tandem tandem) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(hqSpeaks()).as("what HQ said again").isZero();
            assertThat(inSync(tandem)).isEqualTo(STORES);
            assertThat(differences(tandem)).isEmpty();
        });
    }

    /** HQ says what was written there; {@return how much that is} */
    private int hqSpeaks() {
        Map<String, Long> writes = hq.calls().stream()
                .filter(TestHq.Call::writes)
                .flatMap(call -> TASK.matcher(call.path()).results())
                .collect(Collectors.groupingBy(found -> found.group(1), Collectors.counting()));
        Map<String, String> statuses = statuses();
        List<LandscapeEvent> events = histories.stream()
                .flatMap(history -> history.saidBecauseWritten(writes, statuses).stream())
                .toList();
        site.publish(events);
        return events.size();
    }

    private Map<String, String> statuses() {
        return hq.rows("ProcessTasks").stream()
                .collect(Collectors.toMap(
                        row -> row.path("TaskId").asText(),
                        row -> row.path("Status").asText()));
    }

    private static long inSync(Tandem tandem) {
        boolean caughtUp = tandem.pulse().lag().values().stream().allMatch(waiting -> waiting == 0);
        return caughtUp ? tandem.tasks().counts().getOrDefault("inSync", 0L) : 0;
    }

    /** What is amiss in any store, once everything that was said has been heard. */
    private List<String> differences(Tandem tandem) {
        Map<String, List<TaskViews.Row>> boards =
                tandem.tasks().tasks(null, null).stream().collect(Collectors.groupingBy(TaskViews.Row::storeNumber));
        Map<String, List<JsonNode>> told = site.updates().stream()
                .map(TaskHistoriesIT::json)
                .filter(update -> update.path("type").asText().startsWith("io.tandem.planner.task."))
                .collect(Collectors.groupingBy(
                        update -> update.path("data").path("storeNumber").asText()));
        Map<String, String> statuses = statuses();
        return histories.stream()
                .flatMap(history -> history
                        .differences(
                                boards.getOrDefault(history.store(), List.of()),
                                told.getOrDefault(history.store(), List.of()),
                                statuses)
                        .stream())
                .toList();
    }

    /** Each kind of fault hits so many calls that none is missed by chance; people use another version of the API, and are spared. */
    private void disturb() {
        disturb("GET", 0.12, fault("error").put("status", 503));
        disturb("PATCH", 0.3, fault("executeThenTimeout"));
        disturb("PATCH", 0.3, fault("error").put("status", 429).put("retryAfter", 0.2));
        disturb("DELETE", 0.6, fault("executeThenTimeout"));
        disturb("GET", 0.12, fault("drop"));
        disturb("GET", 0.12, fault("latency").put("delayMs", 300));
    }

    private void disturb(String method, double rate, ObjectNode fault) {
        site.graph().arm(method, "^/v1.0/planner/", fault.put("rate", rate));
    }

    private static ObjectNode fault(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
