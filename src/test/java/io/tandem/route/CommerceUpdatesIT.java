package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.tandem.BesideOthers;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.TestHq;
import io.tandem.TestHq.Call;
import io.tandem.TestTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From {@code commerce.updates} to HQ, with a real Kafka between. */
@BesideOthers
class CommerceUpdatesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PROCESS = "0a000000-0000-4000-8000-000000000001";
    private static final String TASK = "0b000000-0000-4000-8000-00000000000";
    private static final String TEMPLATE = "0c000000-0000-4000-8000-00000000000";
    private static final String CHRIS = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private static Path data = Path.of("");

    private static TestHq hq;

    private Sandbox sandbox;
    private RunningTandem tandem;

    @BeforeAll
    static void startHq() {
        hq = TestHq.in(data);
    }

    @AfterAll
    static void stopHq() {
        hq.close();
    }

    @BeforeEach
    void start() throws Exception {
        hq.reset();
        Sandbox empty = Sandbox.create(1);
        String updates = empty.events() + ".updates";
        Map<String, String> settings = new HashMap<>(hq.settings());
        settings.put("tandem.topics.commerce-updates", updates);
        sandbox = new Sandbox(empty.settings().with(settings));
        try (Admin admin = Admin.create(new HashMap<>(sandbox.settings().kafkaClient()))) {
            admin.createTopics(List.of(new NewTopic(updates, 2, (short) 1)))
                    .all()
                    .get();
        }
        tandem = RunningTandem.in(sandbox);
    }

    @AfterEach
    void stop() {
        tandem.close();
    }

    @Test
    void tellsHqTheTeamAndThePlanOfAStoreAndNothingTwice() {
        publish(
                event("teams.team.provisioned", NOON, "teamId", "team-1", "webUrl", "https://teams.example/1"),
                event("planner.plan.linked", NOON, "planId", "plan-1"),
                event("teams.team.provisioned", NOON, "teamId", "team-1", "webUrl", "https://teams.example/1"),
                event("planner.plan.linked", NOON, "planId", "plan-1"));

        awaitOutcomes(Map.of("created", 2, "unchanged", 2));

        assertThat(hq.rows("IntegrationSourceMappings")).singleElement().satisfies(row -> {
            assertThat(row.path("SourceType").asText()).isEqualTo("RetailStore");
            assertThat(row.path("SourceId").asText()).isEqualTo("000135");
            assertThat(row.path("TeamId").asText()).isEqualTo("team-1");
        });
        assertThat(texts(hq.row("ChannelPlannerConfigurations", "PlanId", "plan-1"), "StoreNumber", "State"))
                .containsExactly("000135", "Active");
        assertThat(hq.calls()).filteredOn(Call::writes).hasSize(2);
        awaitCommitted(4);
    }

    @Test
    void leavesOnePlanOfAStoreActive() {
        String set = "ChannelPlannerConfigurations";
        hq.seed(set, "PlanId", "plan-0", "StoreNumber", "000136", "State", "Active");
        String first = event("planner.plan.linked", NOON, "planId", "plan-1");
        String second = event("planner.plan.linked", NOON.plusSeconds(60), "planId", "plan-2");

        publish(first, second, first, second);

        awaitOutcomes(Map.of("created", 2, "stale", 1, "unchanged", 1));
        assertThat(hq.rows(set))
                .extracting(row -> texts(row, "PlanId", "State"))
                .containsExactly(
                        List.of("plan-0", "Active"), List.of("plan-1", "Deleted"), List.of("plan-2", "Active"));
        assertThat(hq.calls()).filteredOn(Call::writes).hasSize(3);
        awaitCommitted(4);
    }

    @Test
    void changesARowThatNamesAnotherTeam() {
        hq.seed("IntegrationSourceMappings", "SourceType", "RetailStore", "SourceId", "000135", "TeamId", "old");

        publish(event("teams.team.provisioned", NOON, "teamId", "new", "webUrl", "https://teams.example/1"));

        awaitOutcomes(Map.of("updated", 1));
        assertThat(hq.row("IntegrationSourceMappings", "SourceId", "000135")
                        .path("TeamId")
                        .asText())
                .isEqualTo("new");
    }

    @Test
    void tellsWhoCompletedATaskAndWhenAndTakesItBackWhenItIsReopened() {
        hq.seed("RetailStaffs", "PersonnelNumber", "000205", "ExternalSubIdentifier", CHRIS);
        hq.seed("ProcessTasks", "TaskId", TASK + 1);

        publish(status(TASK + 1, "Completed", NOON, "actor", CHRIS));
        awaitOutcomes(Map.of("updated", 1));

        assertThat(texts(task(1), "Status", "CompletionDateTime", "ResolvedBy_PersonnelNumber"))
                .containsExactly("Completed", "2026-11-22T12:00:00Z", "000205");
        publish(status(TASK + 1, "InProgress", NOON.plusSeconds(60)));
        awaitOutcomes(Map.of("updated", 2));
        assertThat(texts(task(1), "Status", "CompletionDateTime", "ResolvedBy_PersonnelNumber"))
                .containsExactly("InProgress", "1900-01-01T00:00:00Z", "");
    }

    @Test
    void findsTheTaskOfAListByWhatItWasMadeFromOrByItsNameAndRemembersIt() {
        for (String store : List.of("000135", "000136")) {
            for (int i = 1; i <= 2; i++) {
                String id = TASK.substring(0, 30) + store.charAt(5) + TASK.substring(31) + i;
                hq.seed(
                        "ProcessTasks",
                        "TaskId",
                        id,
                        "ProcessId",
                        PROCESS,
                        "TemplateTaskId",
                        TEMPLATE + i,
                        "Name",
                        i == 1 ? "Windows" : "Floor");
                hq.seed(
                        "RetailTaskManagementReports",
                        "Process_ProcessId",
                        PROCESS,
                        "TaskId",
                        id,
                        "StoreNumber",
                        store);
            }
        }

        publish(
                status(PROCESS + "/000135/" + TEMPLATE + 1, "InProgress", NOON),
                status(PROCESS + "/000135/Floor", "Completed", NOON),
                status(PROCESS + "/000135/" + TEMPLATE + 1, "Completed", NOON.plusSeconds(1)));

        awaitOutcomes(Map.of("updated", 3));
        assertThat(hq.rows("RetailTaskManagementReports"))
                .extracting(row -> row.path("StoreNumber").asText() + " "
                        + row.path("Name").asText() + " " + row.path("Status").asText())
                .containsExactlyInAnyOrder(
                        "000135 Windows Completed",
                        "000135 Floor Completed",
                        "000136 Windows NotStarted",
                        "000136 Floor NotStarted");
        assertThat(hq.calls())
                .filteredOn(call -> call.path().contains("RetailTaskManagementReports"))
                .hasSize(2);
    }

    @Test
    void cancelsWhatIsDeletedInPlannerAndMissesNothingThatHqDeletedToo() {
        hq.seed("ProcessTasks", "TaskId", TASK + 1, "Status", "InProgress");

        publish(
                event("planner.task.deleted", NOON, "taskId", TASK + 1, "status", "Canceled"),
                event("planner.task.deleted", NOON, "taskId", TASK + 2, "status", "Canceled"));

        awaitOutcomes(Map.of("updated", 1, "unchanged", 1));
        assertThat(taskStatus(1)).isEqualTo("Canceled");
    }

    @Test
    void passesOverWhatHqNeedNotKnow() {
        publish(
                event("planner.task.created", NOON, "title", "Windows"),
                event("planner.task.updated", NOON, "taskId", TASK + 1, "title", "Windows"),
                event("teams.membership.drifted", NOON, "teamId", "team-1"),
                event("planner.task.status.changed", NOON, "status", "Completed"),
                status("HOL-2026/000135/windows", "Completed", NOON));

        awaitOutcomes(Map.of("passed-over", 5));
        assertThat(hq.calls()).isEmpty();
        awaitCommitted(5);
    }

    @Test
    void putsNoOldStatusOverANewerOne() {
        hq.seed("ProcessTasks", "TaskId", TASK + 1);

        publish(
                status(TASK + 1, "Completed", NOON.plusSeconds(60)),
                status(TASK + 1, "InProgress", NOON),
                status(TASK + 1, "Completed", NOON.plusSeconds(60)));

        awaitOutcomes(Map.of("updated", 1, "stale", 1, "unchanged", 1));
        assertThat(taskStatus(1)).isEqualTo("Completed");
    }

    @Test
    void putsNoLateStatusOverWhatHqSaidMeanwhile() {
        hq.seed("ProcessTasks", "TaskId", TASK + 1, "Status", "Canceled");
        hq.seed("ProcessTasks", "TaskId", TASK + 2);

        publish(
                status(TASK + 1, "InProgress", NOON, "previousStatus", "NotStarted"),
                status(TASK + 1, "Completed", NOON.plusSeconds(1), "previousStatus", "InProgress"),
                status(TASK + 2, "InProgress", NOON, "previousStatus", "NotStarted"),
                status(TASK + 2, "Completed", NOON.plusSeconds(1), "previousStatus", "InProgress"));

        awaitOutcomes(Map.of("stale", 2, "updated", 2));
        assertThat(taskStatus(1)).isEqualTo("Canceled");
        assertThat(taskStatus(2)).isEqualTo("Completed");
        assertThat(letters()).isEmpty();
    }

    @Test
    void waitsAsLongAsHqWantsAndKeepsTheOrder() {
        hq.seed("ProcessTasks", "TaskId", TASK + 1);
        hq.fault("{\"match\":{},\"kind\":\"error\",\"status\":429,\"retryAfter\":3,\"count\":1}");
        hq.fault("{\"match\":{\"method\":\"PATCH\"},\"kind\":\"error\",\"status\":503,\"count\":2}");

        publish(
                status(TASK + 1, "InProgress", NOON),
                status(TASK + 1, "Completed", NOON.plusSeconds(1)),
                status(TASK + 1, "NotStarted", NOON.plusSeconds(2)));

        awaitOutcomes(Map.of("updated", 3));
        List<Call> calls = hq.calls();
        assertThat(Duration.between(calls.get(0).time(), calls.get(1).time())).isGreaterThan(Duration.ofMillis(2900));
        assertThat(calls).filteredOn(Call::writes).hasSize(5);
        assertThat(taskStatus(1)).isEqualTo("NotStarted");
        assertThat(letters()).isEmpty();
    }

    @Test
    void doesNoHarmWhenTheAnswerToAWriteIsLost() {
        hq.seed("ProcessTasks", "TaskId", TASK + 1);
        hq.fault("{\"match\":{\"method\":\"PATCH\"},\"kind\":\"executeThenTimeout\",\"count\":1}");
        hq.fault("{\"match\":{\"method\":\"POST\"},\"kind\":\"executeThenTimeout\",\"count\":1}");
        hq.fault("{\"match\":{\"method\":\"GET\"},\"kind\":\"drop\",\"count\":1}");

        publish(status(TASK + 1, "Completed", NOON), event("planner.plan.linked", NOON, "planId", "plan-1"));

        awaitOutcomes(Map.of("unchanged", 2));
        assertThat(taskStatus(1)).isEqualTo("Completed");
        assertThat(hq.rows("ChannelPlannerConfigurations")).hasSize(1);
        assertThat(letters()).isEmpty();
        awaitCommitted(2);
    }

    @Test
    void looksAgainWhenTheRowChangedMeanwhileAndAsksForANewTokenWhenTheOldOneIsRefused() {
        hq.seed("ProcessTasks", "TaskId", TASK + 1);
        hq.fault("{\"match\":{\"method\":\"PATCH\"},\"kind\":\"error\",\"status\":412,\"count\":2}");
        hq.fault("{\"match\":{\"method\":\"GET\"},\"kind\":\"error\",\"status\":401,\"count\":1}");

        publish(status(TASK + 1, "Completed", NOON));

        awaitOutcomes(Map.of("updated", 1));
        assertThat(hq.calls()).extracting(Call::status).containsExactly(401, 200, 412, 200, 412, 200, 204);
    }

    @Test
    void putsAsideWhatIsRefusedForGoodAndGoesOn() {
        hq.seed("ProcessTasks", "TaskId", TASK + 1);
        hq.fault(
                "{\"match\":{\"method\":\"PATCH\",\"path\":\"ProcessTasks\"},\"kind\":\"error\",\"status\":400,\"count\":1}");
        hq.fault("{\"match\":{\"method\":\"POST\"},\"kind\":\"error\",\"status\":409,\"count\":1}");

        publish(
                status(TASK + 1, "InProgress", NOON),
                status(TASK + 7, "Completed", NOON),
                status(PROCESS + "/000135/windows", "Completed", NOON),
                event("planner.plan.linked", NOON, "planId", "plan-1"),
                "no JSON",
                event("planner.plan.linked", NOON, "plan", "plan-1"),
                status(TASK + 1, "Completed", NOON));

        awaitOutcomes(Map.of("refused", 6, "updated", 1));
        awaitCommitted(7);
        assertThat(taskStatus(1)).isEqualTo("Completed");
        assertThat(letters())
                .extracting(letter ->
                        TestTopics.header(letter, "tandem-cause") + " " + TestTopics.header(letter, "tandem-status"))
                .containsExactly(
                        "write-back-refused 400",
                        "write-back-refused 404",
                        "write-back-refused 404",
                        "write-back-refused 409",
                        "unreadable null",
                        "invalid null");
        ConsumerRecord<String, byte[]> first = letters().getFirst();
        assertThat(first.key()).isEqualTo("store/000135");
        assertThat(new String(first.value(), StandardCharsets.UTF_8)).isEqualTo(status(TASK + 1, "InProgress", NOON));
        assertThat(TestTopics.header(first, "tandem-topic")).isEqualTo(updates());
        assertThat(TestTopics.header(first, "tandem-reason")).contains("A fault was asked for");
    }

    @Test
    void endsInTimeAndLosesNothingWhileHqWantsToBeLeftAlone() {
        hq.fault("{\"match\":{},\"kind\":\"error\",\"status\":429,\"retryAfter\":3600,\"count\":1}");
        publish(
                event("planner.plan.linked", NOON, "planId", "plan-1"),
                event("planner.plan.linked", NOON, "planId", "plan-2"));
        await().atMost(PATIENCE).until(() -> hq.calls().size() == 1);
        Instant begun = Instant.now();

        tandem.close();

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(14));
        assertThat(hq.calls()).hasSize(1);
        tandem = RunningTandem.in(sandbox);
        awaitOutcomes(Map.of("created", 2));
        assertThat(letters()).isEmpty();
    }

    @Test
    void writesNothingWhenThereIsNoHq() {
        tandem.close();
        tandem = RunningTandem.in(sandbox.with("tandem.hq.url", ""));

        publish(event("planner.plan.linked", NOON, "planId", "plan-1"));

        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        assertThat(outcomes()).isEmpty();
        assertThat(group().committed(updates())).isEmpty();
    }

    private void publish(String... values) {
        sandbox.topics()
                .publish(Stream.of(values)
                        .map(value ->
                                new ProducerRecord<>(updates(), "store/000135", value.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    private void awaitOutcomes(Map<String, Integer> wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(outcomes()).isEqualTo(wanted));
    }

    private void awaitCommitted(long records) {
        await().atMost(PATIENCE).until(() -> group().committedRecords(updates()) == records);
    }

    private Map<String, Integer> outcomes() {
        Map<String, Integer> outcomes = new HashMap<>();
        for (Counter counter :
                tandem.tandem().meters().find("tandem.hq.write-backs").counters()) {
            outcomes.put(String.valueOf(counter.getId().getTag("outcome")), (int) counter.count());
        }
        return outcomes;
    }

    private TestTopics group() {
        return new TestTopics(
                sandbox.with("tandem.kafka.group", sandbox.settings().text("tandem.kafka.group") + "-write-back")
                        .settings());
    }

    private List<ConsumerRecord<String, byte[]>> letters() {
        return sandbox.topics().records(sandbox.letters());
    }

    private String updates() {
        return sandbox.settings().text("tandem.topics.commerce-updates");
    }

    private static JsonNode task(int number) {
        return hq.row("ProcessTasks", "TaskId", TASK + number);
    }

    private static String taskStatus(int number) {
        return task(number).path("Status").asText();
    }

    private static List<String> texts(JsonNode row, String... properties) {
        return Stream.of(properties)
                .map(property -> row.path(property).asText())
                .toList();
    }

    private static String status(String task, String status, Instant observed, String... more) {
        String[] data = Stream.concat(Stream.of("taskId", task, "status", status), Stream.of(more))
                .toArray(String[]::new);
        return event("planner.task.status.changed", observed, data);
    }

    private static String event(String type, Instant time, String... data) {
        Map<String, Object> payload = new LinkedHashMap<>(
                Map.of("storeNumber", "000135", "plannerTaskId", "planner-1", "observedAt", time.toString()));
        for (int i = 0; i < data.length; i += 2) {
            payload.put(data[i], data[i + 1]);
        }
        if (Set.of("planner.plan.linked", "teams.team.provisioned").contains(type)) {
            payload.remove("plannerTaskId");
        } else {
            payload.put("planId", "plan-1");
        }
        Map<String, Object> event = new LinkedHashMap<>(Map.of(
                "specversion",
                "1.0",
                "id",
                type + time,
                "source",
                "/tandem/test",
                "subject",
                "store/000135",
                "type",
                "io.tandem." + type,
                "time",
                time.toString()));
        event.put("data", payload);
        return TestHq.text(event);
    }
}
