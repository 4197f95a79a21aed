package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.TestHq;
import io.tandem.TestHq.Call;
import io.tandem.jdbc.Database;
import io.tandem.jdbc.Due;
import io.tandem.jdbc.Retry;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.tasks.Agreed;
import io.tandem.tasks.Change;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.KnownTask;
import io.tandem.tasks.PlanStage;
import io.tandem.tasks.Presence;
import io.tandem.tasks.TaskNews;
import io.tandem.tasks.TaskRef;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Stage;
import io.tandem.teams.TeamNews;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was published is published again after a restart, when nothing is remembered but the database (I6). */
@BesideOthers
class UpdateReplaysIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final String REOPENED = "0b000000-0000-4000-8000-000000000001";
    private static final String MADE = "0b000000-0000-4000-8000-000000000002";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> SETS =
            List.of("IntegrationSourceMappings", "ChannelPlannerConfigurations", "ProcessTasks");

    private static final List<String> OUTCOMES = List.of("created", "updated", "unchanged", "stale", "refused");

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
        Map<String, String> settings = new HashMap<>(hq.settings());
        settings.put("tandem.topics.commerce-updates", empty.events() + ".updates");
        sandbox = new Sandbox(empty.settings().with(settings));
        try (Admin admin = Admin.create(new HashMap<>(sandbox.settings().kafkaClient()))) {
            admin.createTopics(List.of(new NewTopic(updates(), 1, (short) 1)))
                    .all()
                    .get();
        }
        tandem = RunningTandem.in(sandbox);
        hq.seed("ProcessTasks", "TaskId", REOPENED);
        hq.seed("ProcessTasks", "TaskId", MADE);
    }

    @AfterEach
    void stop() {
        tandem.close();
    }

    @Test
    void changesNothingWhenOldUpdatesComeAgain() {
        happen(this::awaitHq);
        Map<String, List<JsonNode>> before = rows();
        List<ProducerRecord<String, byte[]>> old = published().toList();
        long calls = restart(sandbox);

        sandbox.topics().publish(List.of(old.get(0), old.get(2), old.get(4), old.get(5), old.get(7)));

        await().atMost(PATIENCE).until(() -> records("stale") == 5);
        assertThat(rows()).isEqualTo(before);
        assertThat(writesSince(calls)).isEmpty();
    }

    @Test
    void changesNothingWhenAllUpdatesAreReadAgain() {
        happen(this::awaitHq);
        Map<String, List<JsonNode>> before = rows();

        long calls = restart(
                sandbox.with("tandem.kafka.group", sandbox.settings().text("tandem.kafka.group") + "-set-back"));

        await().atMost(PATIENCE).until(() -> records("stale") + records("unchanged") == 9);
        assertThat(rows()).isEqualTo(before);
        assertThat(writesSince(calls)).isEmpty();
    }

    @Test
    void bringsHqUpToDateThatHeardOfNothingForLong() {
        tandem.close();
        happen(news -> {});

        tandem = RunningTandem.in(sandbox);

        await().atMost(PATIENCE)
                .until(() -> OUTCOMES.stream().mapToInt(this::records).sum() == 9);
        assertThat(hq.row("IntegrationSourceMappings", "SourceId", "000135")
                        .path("TeamId")
                        .asText())
                .isEqualTo("team-2");
        assertThat(hq.rows("ChannelPlannerConfigurations"))
                .extracting(row ->
                        row.path("PlanId").asText() + " " + row.path("State").asText())
                .containsExactly("plan-2 Active");
        assertThat(hq.rows("ProcessTasks"))
                .extracting(row -> row.path("Status").asText())
                .containsExactly("NotStarted", "Completed");
        assertThat(records("refused")).isZero();
    }

    /** A plan and a team are replaced; a task is begun, completed and reopened, another one begun and completed. */
    private void happen(IntConsumer each) {
        try (Database database = sandbox.database()) {
            teams(database, each);
            DueKeys keys = database.dueKeys(Retry.defaults(), Set.of(Key.TASKS), Due.ANY);
            keys.markDue(List.of(Key.ofTasks(STORE)));
            Claim claim = keys.claim(1, Instant.now(), LEASE).getFirst();
            KnownPlan known = KnownPlan.unknown();
            known = saved(database, claim, known, plan(known, "plan-1"), new TaskNews.PlanLinked(STORE, "plan-1"));
            each.accept(3);
            known = saved(database, claim, known, plan(known, "plan-2"), new TaskNews.PlanLinked(STORE, "plan-2"));
            each.accept(4);
            known = status(database, claim, known, REOPENED, "InProgress", "NotStarted");
            each.accept(5);
            known = status(database, claim, known, REOPENED, "Completed", "InProgress", "NotStarted");
            each.accept(6);
            known = status(database, claim, known, REOPENED, "NotStarted", "Completed", "InProgress");
            each.accept(7);
            known = status(database, claim, known, MADE, "InProgress", null);
            each.accept(8);
            status(database, claim, known, MADE, "Completed", null, "InProgress");
            each.accept(9);
        }
    }

    /** Waits until HQ was told so many times. */
    private void awaitHq(int updates) {
        await().atMost(PATIENCE).until(() -> records("created") + records("updated") == updates);
    }

    private static void teams(Database database, IntConsumer each) {
        DueKeys keys = database.dueKeys(Retry.defaults());
        keys.markDue(List.of(Key.of(STORE)));
        Claim claim = keys.claim(1, Instant.now(), LEASE).getFirst();
        KnownTeam none = KnownTeam.unknown();
        KnownTeam first = team("team-1");
        var state = database.teamState(Clock.systemUTC(), LEASE, false);
        state.save(claim, STORE, none, first, List.of(new TeamNews.Provisioned(STORE, "team-1")));
        each.accept(1);
        state.save(claim, STORE, first, team("team-2"), List.of(new TeamNews.Provisioned(STORE, "team-2")));
        each.accept(2);
    }

    private static KnownTeam team(String id) {
        KnownTeam none = KnownTeam.unknown();
        return new KnownTeam(new Stage.Ready(id), none.name(), none.look(), none.members(), none.calls());
    }

    private static KnownPlan plan(KnownPlan known, String id) {
        return new KnownPlan(
                new PlanStage.Ready(id), known.buckets(), known.tasks(), known.rhythm(), known.calls(), known.twins());
    }

    private static KnownPlan status(
            Database database,
            Claim claim,
            KnownPlan known,
            String task,
            String status,
            @Nullable String previous,
            String... earlier) {
        TaskRef ref = TaskRef.of(new TaskId(task));
        List<String> unheard =
                Stream.concat(Stream.of(earlier), Stream.ofNullable(previous)).toList();
        Agreed agreed = new Agreed(status, "", status, false, new Agreed.Told(NOON, NOON, unheard));
        Map<TaskRef, KnownTask> tasks = new HashMap<>(known.tasks());
        tasks.put(
                ref,
                new KnownTask(
                        new Presence.Present("planner-" + task, "W/1", Presence.Sight.CLEAR),
                        previous == null,
                        Map.of(TaskField.STATUS, agreed),
                        Map.of(),
                        new KnownTask.Details("", false, null),
                        null,
                        null));
        return saved(
                database,
                claim,
                known,
                new KnownPlan(known.stage(), known.buckets(), tasks, known.rhythm(), known.calls(), known.twins()),
                new TaskNews.TaskStatusChanged(
                        new TaskNews.About(STORE, "plan-2", "planner-" + task, ref),
                        status,
                        previous,
                        null,
                        null,
                        NOON));
    }

    private static KnownPlan saved(Database database, Claim claim, KnownPlan before, KnownPlan after, TaskNews news) {
        database.taskState(Clock.systemUTC(), LEASE)
                .save(claim, STORE, before, new Change(after, List.of(news), List.of()));
        return after;
    }

    private long restart(Sandbox other) {
        tandem.close();
        long calls = hq.calls().size();
        tandem = RunningTandem.in(other);
        return calls;
    }

    private Stream<ProducerRecord<String, byte[]>> published() {
        return sandbox.topics().records(updates()).stream()
                .map(record -> new ProducerRecord<>(updates(), record.key(), record.value()));
    }

    private static List<Call> writesSince(long calls) {
        return hq.calls().stream().skip(calls).filter(Call::writes).toList();
    }

    private static Map<String, List<JsonNode>> rows() {
        Map<String, List<JsonNode>> rows = new HashMap<>();
        SETS.forEach(set -> rows.put(set, hq.rows(set)));
        return rows;
    }

    private int records(String outcome) {
        return (int) tandem.tandem().meters().find("tandem.hq.write-backs").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private String updates() {
        return sandbox.settings().text("tandem.topics.commerce-updates");
    }
}
