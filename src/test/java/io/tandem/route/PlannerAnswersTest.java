package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.tasks.Outcome;
import io.tandem.tasks.PlannerTask;
import io.tandem.tasks.Step;
import io.tandem.tasks.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The statuses and codes of graph-contract 8.2, 8.3 and 8.6. */
class PlannerAnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final TaskRef REF = TaskRef.of(new TaskId("t-1"));
    private static final Step.ReadTasks LOOK = new Step.ReadTasks("plan");
    private static final Step.UpdateTask UPDATE =
            new Step.UpdateTask(REF, "id", "W/\"1\"", Map.of(TaskField.TITLE, "Count"), List.of());
    private static final Step.CreateTask CREATE =
            new Step.CreateTask(REF, "plan", null, Map.of(TaskField.TITLE, "Count"), List.of());
    private static final String TASK = """
            {"@odata.etag":"W/\\"2\\"","id":"id","planId":"plan","title":"Count","percentComplete":50,"bucketId":"b",
             "dueDateTime":"2026-03-11T12:00:00.1234567Z","createdDateTime":"2026-03-01T00:00:00Z",
             "createdBy":{"application":{"id":"app"}},"completedBy":{"user":{"id":"u1"}},"hasDescription":true,
             "referenceCount":2,"assignments":{"U1":{"orderHint":"8"},"u2":{"orderHint":"9"}}}""";

    @Test
    void aTaskIsReadWithItsEtagFromTheBody() {
        Outcome outcome = outcome(UPDATE, success(200, TASK));

        assertThat(outcome)
                .isEqualTo(new Outcome.TaskSeen(new PlannerTask(
                        "id",
                        "plan",
                        "W/\"2\"",
                        "Count",
                        "b",
                        50,
                        Instant.parse("2026-03-11T12:00:00.1234567Z"),
                        Set.of("u1", "u2"),
                        true,
                        2,
                        true,
                        new PlannerTask.Origin(Instant.parse("2026-03-01T00:00:00Z"), "app", null, "u1"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "true  | \"priority\":5",
                "true  | \"checklistItemCount\":0,\"appliedCategories\":{},\"startDateTime\":null",
                "true  | \"previewType\":\"automatic\"",
                "false | \"priority\":3",
                "false | \"previewType\":\"checklist\"",
                "false | \"checklistItemCount\":1",
                "false | \"appliedCategories\":{\"category1\":true}",
                "false | \"startDateTime\":\"2026-03-01T00:00:00Z\"",
                "false | \"conversationThreadId\":\"t\"",
            })
    void aTaskIsPlainUntilSomebodyGivesItWhatTandemGivesNone(boolean plain, String property) {
        Outcome outcome = outcome(UPDATE, success(200, TASK.replace("\"id\":", property + ",\"id\":")));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.TaskSeen.class,
                        seen -> assertThat(seen.task().plain()).isEqualTo(plain));
    }

    @Test
    void detailsAreReadWithTheirAddressesDecoded() {
        Outcome outcome = outcome(new Step.ReadDetails(REF, "id"), success(200, """
                {"@odata.etag":"W/\\"7\\"","id":"id","description":null,
                 "references":{"https%3A//contoso%2Eexample/a+b%23c":{"alias":"a"}}}"""));

        assertThat(((Outcome.DetailsSeen) outcome).details().references())
                .containsExactly("https://contoso.example/a+b#c");
        assertThat(((Outcome.DetailsSeen) outcome).details().description()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https%3A//x%2Ecom/100%, https://x.com/100%",
        "https%3A//x%2Ecom/%2, https://x.com/%2",
        "https%3A//x%2Ecom/%zz%2D, https://x.com/%zz-",
        "https%3A//x%2Ecom/%C3%A9$1, https://x.com/é$1"
    })
    void anAddressThatSomebodyEscapedBadlyIsReadAsFarAsItCanBe(String name, String address) {
        Outcome outcome = outcome(
                new Step.ReadDetails(REF, "id"),
                success(200, "{\"@odata.etag\":\"e\",\"id\":\"id\",\"references\":{\"%s\":{}}}".formatted(name)));

        assertThat(((Outcome.DetailsSeen) outcome).details().references()).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"value\":{}}", "{\"value\":[{\"id\":\"a\"}]}", "\"<html>\"", "null"})
    void aListThatIsNoneDeletesNothing(String body) {
        assertThat(outcome(LOOK, success(200, body)))
                .isInstanceOfSatisfying(
                        Outcome.Postponed.class,
                        postponed -> assertThat(postponed.unclear()).isTrue());
    }

    @Test
    void theHistoryTellsOfWhatOthersDid() {
        Step asked = new Step.ReadHistory("plan", NOW.minus(PAUSE), NOW, "OURS");

        assertThat(outcome(asked, success(200, """
                {"value":[{"id":"1","actor":{"application":{"id":"ours"}}}]}"""))).isEqualTo(new Outcome.HistoryRead(false));
        assertThat(outcome(asked, success(200, """
                {"value":[{"id":"1","actor":{"application":{"id":"ours"}}},{"id":"2","actor":{"user":{"id":"u"}}}]}"""))).isEqualTo(new Outcome.HistoryRead(true));
        assertThat(outcome(asked, success(200, "{}"))).isInstanceOf(Outcome.Postponed.class);
    }

    @Test
    void aHistoryThatIsRefusedIsNoReasonNotToLook() {
        Step asked = new Step.ReadHistory("plan", NOW.minus(PAUSE), NOW, "OURS");

        assertThat(List.of(400, 403, 404))
                .allSatisfy(status -> assertThat(outcome(asked, rejected(status, "NotSupported")))
                        .isEqualTo(new Outcome.HistoryRead(true)));
    }

    @Test
    void aWriteThatIsAnsweredWithoutTheTaskIsLookedUp() {
        assertThat(outcome(UPDATE, success(204, "{}")))
                .isInstanceOfSatisfying(
                        Outcome.Postponed.class,
                        postponed -> assertThat(postponed.unclear()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412})
    void somebodyWasFaster(int status) {
        assertThat(outcome(UPDATE, rejected(status, "Conflict"))).isEqualTo(new Outcome.Outdated());
        assertThat(outcome(CREATE, rejected(status, "Conflict"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void limitsAreRefusedByNameAndOtherwise403OnAListIsAboutTheApplication() {
        assertThat(outcome(CREATE, rejected(403, "MaximumActiveTasksInProject")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("MaximumActiveTasksInProject"));
        assertThat(outcome(CREATE, rejected(403, "accessDenied")))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(Outcome.Refused.FORBIDDEN);
                    assertThat(refused.reason()).contains("accessDenied", "Tasks.ReadWrite.All");
                });
        assertThat(outcome(LOOK, rejected(403, "Forbidden"))).isInstanceOf(Outcome.Denied.class);
        assertThat(outcome(LOOK, rejected(401, "InvalidAuthenticationToken"))).isInstanceOf(Outcome.Denied.class);
    }

    @Test
    void whatIsNotThereIsGoneButAYoungGroupIsAskedAgain() {
        assertThat(outcome(LOOK, rejected(404, "NotFound"))).isEqualTo(new Outcome.Gone());
        assertThat(outcome(new Step.FindPlans("g"), rejected(404, "NotFound"))).isInstanceOf(Outcome.Postponed.class);
        assertThat(outcome(new Step.CreatePlan("g", "t"), rejected(404, "NotFound")))
                .isInstanceOf(Outcome.Postponed.class);
    }

    @Test
    void aThrottledCallWasNotCarriedOutAndALostOneMayHaveBeen() {
        assertThat(outcome(CREATE, new GraphAnswer.Throttled(Duration.ofSeconds(9), true, "r")))
                .isEqualTo(
                        new Outcome.Postponed(NOW.plusSeconds(9), "Graph throttles: create task commerce/t-1", false));
        assertThat(outcome(CREATE, new GraphAnswer.Unavailable(true, "timeout", null)))
                .isInstanceOfSatisfying(
                        Outcome.Postponed.class,
                        postponed -> assertThat(postponed)
                                .extracting(Outcome.Postponed::until, Outcome.Postponed::unclear)
                                .containsExactly(NOW.plus(PAUSE), true));
    }

    private static Outcome outcome(Step step, GraphAnswer answer) {
        return new PlannerAnswers(PAUSE, NOW).outcome(step, answer);
    }

    private static GraphAnswer success(int status, String body) {
        try {
            return new GraphAnswer.Success(status, new ObjectMapper().readTree(body), Map.of(), "r");
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException(body, noJson);
        }
    }

    private static GraphAnswer rejected(int status, String code) {
        return new GraphAnswer.Rejected(status, code, "for people", "r");
    }
}
