package io.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.console.TaskViews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What both sides do to the tasks of one store, and a judgement of what came of it that knows nothing of how Tandem merges:
 * Planner, Tandem and HQ show the same; the value of a field is the last that one of the two sides gave it, and what somebody says
 * once all agree holds; whoever owns a field alone has the last word; and an edit in Planner that does not hold was told to Commerce
 * before or is in the ledger, unless it said what Commerce had said already.
 */
final class TaskHistory {
    /** As whom Tandem writes to HQ. */
    static final String ACTOR = "5f7a4d8e-0000-4000-8000-000000000001";

    private static final List<String> STATUSES = List.of("NotStarted", "InProgress", "Completed");
    /** So often the test asks for edits. */
    static final int ROUNDS = 4;

    /** A task on which nobody works and which Commerce deletes in one of the rounds. */
    private static final String DRAFT = "draft";

    private static final List<String> KEYS = List.of("a", "b", "pos");

    private final Random random;
    private final String store;
    private final LandscapePerson manager;
    private final LandscapeGraph graph;
    private final TestHq hq;
    private final Map<String, String> plannerIds = new HashMap<>();
    /** How often each row of HQ had been written when HQ last said so. */
    private final Map<String, Long> saidByHq = new HashMap<>();
    /** What was said once all agreed, by task and field. */
    private final Map<String, String> lastWords = new TreeMap<>();

    private final Map<String, Map<String, Edits>> tasks = new TreeMap<>();
    private final Set<String> made = new HashSet<>();
    private LandscapePlanner planner;
    private String plan = "";
    private int number;
    private int untilWithdrawn;

    /** Values that each side gave a field, oldest first. */
    private record Edits(List<String> commerce, List<String> planner) {
        static Edits beginning(String value) {
            return new Edits(new ArrayList<>(List.of(value)), new ArrayList<>());
        }
    }

    TaskHistory(int seed, String store, LandscapePerson manager, LandscapeGraph graph, TestHq hq) {
        this.random = new Random(seed);
        this.untilWithdrawn = seed % ROUNDS;
        this.store = store;
        this.manager = manager;
        this.graph = graph;
        this.hq = hq;
        this.planner = new LandscapePlanner(graph, manager);
        KEYS.forEach(key -> tasks.put(
                key, Map.of("title", Edits.beginning("Task " + key), "status", Edits.beginning(STATUSES.getFirst()))));
    }

    String store() {
        return store;
    }

    /** {@return what Commerce says first} */
    List<LandscapeEvent> beginning() {
        return List.of(
                LandscapeEvent.opened(store, "Store " + store),
                LandscapeEvent.hired(manager),
                LandscapeEvent.assigned(manager, store, "manager"),
                LandscapeEvent.listStarted(
                        process(),
                        "Checks",
                        store,
                        Stream.of("a", "b", DRAFT)
                                .map(key -> Map.<String, Object>of("key", key, "title", "Task " + key))
                                .toList()),
                LandscapeEvent.taskCreated(store, id("pos"), Map.of("title", "Task pos", "origin", "pos")));
    }

    /** {@return the rows of HQ, one a line} */
    String rows() {
        return KEYS.stream()
                .map(key -> row(key, STATUSES.getFirst()) + "\n"
                        + row(
                                "RetailTaskManagementReports",
                                Map.of("Process_ProcessId", process(), "TaskId", hqId(key), "StoreNumber", store)))
                .collect(Collectors.joining("\n"));
    }

    private String row(String key, String status) {
        return row("ProcessTasks", Map.of("TaskId", hqId(key), "ProcessId", process(), "Name", key, "Status", status));
    }

    private static String row(String set, Map<String, String> values) {
        return TestHq.text(Map.of("set", set, "row", values));
    }

    /** {@return what HQ says because Tandem has written its rows} */
    List<LandscapeEvent> saidBecauseWritten(Map<String, Long> writes, Map<String, String> statuses) {
        return KEYS.stream()
                .filter(key -> {
                    Long times = writes.getOrDefault(hqId(key), 0L);
                    return !times.equals(Objects.requireNonNullElse(saidByHq.put(key, times), 0L));
                })
                .map(key -> LandscapeEvent.taskStatus(store, id(key), statuses.getOrDefault(hqId(key), ""))
                        .by(ACTOR))
                .toList();
    }

    /** People find the tasks. */
    void open() {
        plan = planner.plans(graph.tenant().groups(store).getFirst()).getFirst();
        Map<String, JsonNode> found = planner.tasks(plan);
        KEYS.forEach(key -> plannerIds.put(
                key,
                Objects.requireNonNull(found.get("Task " + key), key).path("id").asText()));
    }

    /** People edit in Planner now; {@return what Commerce says at the same time} */
    List<LandscapeEvent> edit() {
        List<LandscapeEvent> events = new ArrayList<>();
        if (untilWithdrawn-- == 0) {
            events.add(LandscapeEvent.taskDeleted(store, id(DRAFT)));
        }
        if (random.nextInt(10) < 7) {
            events.add(editInCommerce(KEYS.get(random.nextInt(KEYS.size()))));
        }
        if (random.nextInt(10) < 7) {
            editInPlanner(KEYS.get(random.nextInt(KEYS.size())));
        }
        if (random.nextInt(10) < 1) {
            String title = "Made in Teams " + number++;
            planner.add(plan, title);
            made.add(title);
        }
        return events;
    }

    private LandscapeEvent editInCommerce(String key) {
        return random.nextInt(3) == 0
                ? retitleInCommerce(key, "Commerce " + key + " " + number++)
                : changeInCommerce(key, STATUSES.get(random.nextInt(STATUSES.size())));
    }

    private LandscapeEvent retitleInCommerce(String key, String title) {
        edits(key, "title").commerce().add(title);
        return LandscapeEvent.taskUpdated(store, id(key), Map.of("title", title));
    }

    /** At the point of sale, where it is written to HQ and said at once. */
    private LandscapeEvent changeInCommerce(String key, String status) {
        edits(key, "status").commerce().add(status);
        hq.seedLines(row(key, status));
        return LandscapeEvent.taskStatus(store, id(key), status);
    }

    private void editInPlanner(String key) {
        if (random.nextInt(3) == 0) {
            retitleInPlanner(key, "Planner " + key + " " + number++);
        } else {
            changeInPlanner(key, STATUSES.get(random.nextInt(STATUSES.size())));
        }
    }

    private void retitleInPlanner(String key, String title) {
        edits(key, "title").planner().add(title);
        planner.change(plannerId(key), "{\"title\":\"%s\"}".formatted(title));
    }

    private void changeInPlanner(String key, String status) {
        edits(key, "status").planner().add(status);
        planner.change(plannerId(key), "{\"percentComplete\":%d}".formatted(STATUSES.indexOf(status) * 50));
    }

    private String plannerId(String key) {
        return Objects.requireNonNull(plannerIds.get(key));
    }

    /** Now that all agree, one side says something else about each task; {@return what Commerce says} */
    List<LandscapeEvent> finish() {
        Map<String, JsonNode> shown = shown();
        List<LandscapeEvent> events = new ArrayList<>();
        for (String key : KEYS) {
            Map<String, String> face = face(Objects.requireNonNull(shown.get(plannerId(key))));
            int now = STATUSES.indexOf(face.get("status"));
            String status = STATUSES.get((now + 1 + random.nextInt(2)) % STATUSES.size());
            lastWords.put(key + " status", status);
            if (random.nextBoolean()) {
                events.add(changeInCommerce(key, status));
            } else {
                changeInPlanner(key, status);
            }
        }
        String title = "Last " + number++;
        lastWords.put("pos title", title);
        if (random.nextBoolean()) {
            events.add(retitleInCommerce("pos", title));
        } else {
            retitleInPlanner("pos", title);
        }
        return events;
    }

    /** {@return one sentence for everything that is not as it must be} */
    List<String> differences(List<TaskViews.Row> board, List<JsonNode> told, Map<String, String> statuses) {
        Map<String, JsonNode> shown = shown();
        List<String> amiss = new ArrayList<>();
        if (shown.size() != KEYS.size() + made.size()) {
            amiss.add(store + " has " + shown.size() + " tasks in Planner, not " + (KEYS.size() + made.size()));
        }
        for (TaskViews.Row row : board) {
            JsonNode task = shown.get(row.plannerTaskId());
            if (task == null || !face(task).equals(Map.of("title", row.title(), "status", row.status()))) {
                amiss.add(store + " differs: " + row + " in Planner " + task);
            }
        }
        KEYS.forEach(key -> {
            JsonNode task = shown.get(plannerIds.get(key));
            if (task != null) {
                Map<String, String> face = face(task);
                face.forEach(
                        (field, value) -> judge(key, field, value, board, told).forEach(amiss::add));
                String inHq = statuses.getOrDefault(hqId(key), "");
                if (!inHq.equals(face.get("status"))) {
                    amiss.add(store + " " + key + " is " + inHq + " in HQ and " + face + " in Planner");
                }
            }
        });
        judgeMessages(told).forEach(amiss::add);
        return amiss;
    }

    private Map<String, JsonNode> shown() {
        Map<String, JsonNode> shown = new HashMap<>();
        planner.tasks(plan).values().forEach(task -> shown.put(task.path("id").asText(), task));
        return shown;
    }

    private List<String> judge(String key, String field, String value, List<TaskViews.Row> board, List<JsonNode> told) {
        Edits edits = edits(key, field);
        String where = store + " " + key + " " + field + "=" + value + " after " + edits;
        boolean owned = field.equals("title") && !key.equals("pos");
        String ours = edits.commerce().getLast();
        String last = lastWords.getOrDefault(key + " " + field, value);
        if (!value.equals(last)) {
            return List.of("what was said when all agreed does not hold: " + last + " " + where);
        }
        if (owned && !value.equals(ours)) {
            return List.of("headquarters does not have the last word: " + where);
        }
        if (!value.equals(ours)
                && (edits.planner().isEmpty() || !value.equals(edits.planner().getLast()))) {
            return List.of("somebody's last word is lost: " + where);
        }
        boolean lostInPlanner = !edits.planner().isEmpty()
                && !value.equals(edits.planner().getLast())
                && !edits.commerce().contains(edits.planner().getLast());
        if (lostInPlanner && !isKnown(key, edits.planner().getLast(), field, board, told)) {
            return List.of("lost without a word: " + where + " told " + told);
        }
        return List.of();
    }

    /** Commerce was told of it, or it is in the ledger. */
    private boolean isKnown(String key, String value, String field, List<TaskViews.Row> board, List<JsonNode> told) {
        boolean news = told.stream()
                .map(update -> update.path("data"))
                .anyMatch(data -> data.path("plannerTaskId").asText().equals(plannerIds.get(key))
                        && data.path(field).asText().equals(value));
        return news
                || board.stream()
                        .filter(row -> Objects.equals(row.plannerTaskId(), plannerIds.get(key)))
                        .flatMap(row -> row.conflicts().stream())
                        .anyMatch(conflict -> conflict.sentence().contains("\"" + value + "\" in Planner"));
    }

    /**
     * Each message says something that people did in Planner, and each thing at most once in a row, but that Commerce is told
     * again when it said something before that and Tandem heard of it only then.
     */
    private List<String> judgeMessages(List<JsonNode> told) {
        List<String> amiss = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        told.forEach(update -> {
            JsonNode data = update.path("data");
            List.of("title", "status").forEach(field -> {
                if (data.has(field)) {
                    String what = data.path("plannerTaskId").asText() + " " + field + " "
                            + data.path(field).asText();
                    counts.merge(what, 1, Integer::sum);
                }
            });
        });
        counts.forEach((what, messages) -> {
            long edits = editsOf(what);
            if (messages > edits + wordsOn(what)) {
                amiss.add(store + " told " + messages + " times of " + edits + " edits: " + what);
            }
        });
        return amiss;
    }

    private long wordsOn(String what) {
        return KEYS.stream()
                .flatMap(key -> Objects.requireNonNull(tasks.get(key)).entrySet().stream()
                        .filter(field -> what.startsWith(plannerIds.get(key) + " " + field.getKey() + " ")))
                .mapToLong(field -> field.getValue().commerce().size() - 1)
                .sum();
    }

    private long editsOf(String what) {
        long ofTasks = KEYS.stream()
                .flatMap(key -> Objects.requireNonNull(tasks.get(key)).entrySet().stream()
                        .flatMap(field -> field.getValue().planner().stream()
                                .map(value -> plannerIds.get(key) + " " + field.getKey() + " " + value)))
                .filter(what::equals)
                .count();
        boolean ofNewOnes = plannerIds.values().stream().noneMatch(what::startsWith);
        return ofTasks + (ofNewOnes ? 1 : 0);
    }

    private Edits edits(String key, String field) {
        return Objects.requireNonNull(Objects.requireNonNull(tasks.get(key)).get(field));
    }

    private static Map<String, String> face(JsonNode task) {
        int percent = task.path("percentComplete").asInt();
        return Map.of("title", task.path("title").asText(), "status", STATUSES.get((percent + 49) / 50));
    }

    private String process() {
        return "0b000000-0000-4000-8000-000000" + store;
    }

    private String id(String key) {
        return key.equals("pos") ? hqId(key) : process() + "/" + store + "/" + key;
    }

    /** The id of its row in HQ. */
    private String hqId(String key) {
        return "0d000000-0000-4000-800" + KEYS.indexOf(key) + "-000000" + store;
    }
}
