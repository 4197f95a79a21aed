package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static io.tandem.model.TaskField.ASSIGNEES;
import static io.tandem.model.TaskField.DUE_DATE;
import static io.tandem.model.TaskField.LINKS;
import static io.tandem.model.TaskField.NOTES;
import static io.tandem.model.TaskField.STATUS;
import static io.tandem.model.TaskField.TITLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.commerce.Outbox.Letter;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.tasks.Change;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.LedgerEntry;
import io.tandem.tasks.LedgerEntry.Reason;
import io.tandem.tasks.TaskNews;
import io.tandem.tasks.TaskRef;
import io.tandem.tasks.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@BesideOthers
class TaskNewsIT {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final TaskRef MADE = TaskRef.madeInPlanner("p-1");
    private static final TaskNews.About ABOUT = new TaskNews.About(STORE, "plan-1", "p-1", MADE);
    private static final TaskNews.About LINKED =
            new TaskNews.About(STORE, "plan-1", "p-1", TaskRef.of(new TaskId("T-1")));
    private static final String SAID = "\"storeNumber\":\"000135\",\"planId\":\"plan-1\"";
    private static final String TASK = SAID + ",\"plannerTaskId\":\"p-1\"";
    private static final String SEEN = ",\"observedAt\":\"2026-03-01T09:30:00Z\"";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final DueKeys keys = database.dueKeys(Retry.defaults(), Set.of(Key.TASKS), Due.ANY);
    private final TaskState state = database.taskState(Clock.fixed(TIME, ZoneOffset.UTC), LEASE);

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate due_key, update_out, plan, task, task_conflict");
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of(new TaskNews.PlanLinked(STORE, "plan-1"), "planner.plan.linked", SAID),
                Arguments.of(
                        new TaskNews.TaskCreated(
                                ABOUT,
                                Map.of(TITLE, "Shelves", DUE_DATE, "", ASSIGNEES, "", STATUS, "InProgress"),
                                null,
                                TIME),
                        "planner.task.created",
                        TASK + ",\"title\":\"Shelves\",\"status\":\"InProgress\"" + SEEN),
                Arguments.of(
                        new TaskNews.TaskCreated(ABOUT, Map.of(TITLE, "Shelves"), "By hand", TIME),
                        "planner.task.created",
                        TASK + ",\"title\":\"Shelves\",\"listName\":\"By hand\"" + SEEN),
                Arguments.of(
                        new TaskNews.TaskUpdated(
                                LINKED, Map.of(NOTES, "", DUE_DATE, "2026-11-28", LINKS, "https://a\nhttps://b"), TIME),
                        "planner.task.updated",
                        TASK + ",\"taskId\":\"T-1\",\"notes\":null,\"dueDate\":\"2026-11-28\","
                                + "\"links\":[\"https://a\",\"https://b\"]" + SEEN),
                Arguments.of(
                        new TaskNews.TaskAssigned(LINKED, "000205 000206", TIME),
                        "planner.task.assigned",
                        TASK + ",\"taskId\":\"T-1\",\"assignees\":[\"000205\",\"000206\"]" + SEEN),
                Arguments.of(
                        new TaskNews.TaskAssigned(LINKED, "", TIME),
                        "planner.task.assigned",
                        TASK + ",\"taskId\":\"T-1\",\"assignees\":[]" + SEEN),
                Arguments.of(
                        new TaskNews.TaskStatusChanged(
                                LINKED, "Completed", "InProgress", "ada", TIME.minusSeconds(9), TIME),
                        "planner.task.status.changed",
                        TASK + ",\"taskId\":\"T-1\",\"status\":\"Completed\",\"previousStatus\":\"InProgress\","
                                + "\"completedAt\":\"2026-03-01T09:29:51Z\","
                                + "\"actor\":\"ada\"" + SEEN),
                Arguments.of(
                        new TaskNews.TaskStatusChanged(LINKED, "NotStarted", null, null, null, TIME),
                        "planner.task.status.changed",
                        TASK + ",\"taskId\":\"T-1\",\"status\":\"NotStarted\"" + SEEN),
                Arguments.of(
                        new TaskNews.TaskDeleted(LINKED, "NotStarted", TIME),
                        "planner.task.deleted",
                        TASK + ",\"taskId\":\"T-1\",\"status\":\"Canceled\",\"previousStatus\":\"NotStarted\"" + SEEN));
    }

    @ParameterizedTest
    @MethodSource("words")
    void saysTheNewsInTheWordsOfCommerce(TaskNews news, String type, String data) throws IOException {
        save(claim(), List.of(news), List.of());

        Letter letter = database.outbox().oldest(2).getFirst();

        assertThat(letter.key()).isEqualTo("store/000135");
        assertThat(JSON.readTree(letter.event()).get("type").textValue()).isEqualTo("io.tandem." + type);
        assertThat(JSON.readTree(letter.event()).get("data")).isEqualTo(JSON.readTree("{" + data + "}"));
    }

    @Test
    void writesNewsAndEntriesOnceAndInOrder() {
        Claim claim = claim();
        List<TaskNews> news =
                words().map(arguments -> (TaskNews) arguments.get()[0]).toList();
        save(
                claim,
                news,
                List.of(
                        new LedgerEntry(MADE, TITLE, Reason.PLANNER_LATER, "Shelves", "Shelf", TIME),
                        new LedgerEntry(MADE, STATUS, Reason.COMMERCE_LATER, "Completed", "In\0Progress", TIME)));

        save(claim, List.of(), List.of());

        assertThat(database.outbox().oldest(100))
                .extracting(letter -> type(letter).textValue().replaceFirst("io.tandem.planner.", ""))
                .containsExactly(
                        "plan.linked",
                        "task.created",
                        "task.created",
                        "task.updated",
                        "task.assigned",
                        "task.assigned",
                        "task.status.changed",
                        "task.status.changed",
                        "task.deleted");
        assertThat(SANDBOX.sql("select string_agg(ref || ' ' || reason || ' ' || won || ' ' || lost || ' ' || sentence,"
                        + " '; ' order by number) from task_conflict"))
                .isEqualTo(
                        "planner/p-1 PLANNER_LATER Shelves Shelf The title was set to \"Shelf\" in Commerce, but later"
                                + " to \"Shelves\" in Planner, which holds.; planner/p-1 COMMERCE_LATER Completed InProgress The"
                                + " status was set to \"InProgress\" in Planner, but Commerce said \"Completed\", which holds.");
    }

    private static JsonNode type(Letter letter) {
        try {
            return JSON.readTree(letter.event()).get("type");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void save(Claim claim, List<TaskNews> news, List<LedgerEntry> entries) {
        state.save(claim, STORE, KnownPlan.unknown(), new Change(KnownPlan.unknown(), news, entries));
    }

    private Claim claim() {
        keys.markDue(List.of(Key.ofTasks(STORE)));
        return keys.claim(1, TIME, LEASE).getFirst();
    }
}
