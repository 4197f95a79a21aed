package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import io.tandem.route.HqStage.Ended;
import io.tandem.route.HqStage.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrandTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String TASK = "0b000000-0000-4000-8000-000000000001";
    private static final String OPEN = "{\"@odata.etag\":\"W/1\",\"Status\":\"NotStarted\"}";

    private final HqMemory memory = new HqMemory();

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 502, 503, 504})
    void waitsForEverForAnHqThatHasNoTime(int status) {
        Errand errand = started(completed(TASK));

        for (int i = 0; i < 100; i++) {
            errand = after(errand, status, "");
        }

        assertThat(errand.goesOn()).isTrue();
        assertThat(errand.notBefore()).isEqualTo(NOW.plusSeconds(30));
        Errand atLast = after(errand, 200, OPEN);
        assertThat(atLast.asks().request().method()).isEqualTo("PATCH");
        assertThat(atLast.notBefore()).isBefore(NOW);
    }

    @ParameterizedTest
    @CsvSource({"7,7000", "0.25,250", "'Sun, 22 Nov 2026 12:02:00 GMT',120000", "'Sun, 22 Nov 2026 11:00:00 GMT',0"})
    void waitsAsLongAsHqAsksFor(String retryAfter, long milliseconds) {
        Errand errand = started(completed(TASK)).after(HqAnswer.of(429, null, retryAfter, NOW), memory, NOW);

        assertThat(Duration.between(NOW, errand.notBefore())).hasMillis(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", ""})
    void waitsOnItsOwnWhenHqSaysNothingSensible(String retryAfter) {
        Errand errand = started(completed(TASK)).after(HqAnswer.of(503, null, retryAfter, NOW), memory, NOW);

        assertThat(errand.notBefore()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void givesUpOnARequestThatHqFailsOnAgainAndAgain() {
        Errand errand = started(completed(TASK));

        for (int i = 0; i < 5; i++) {
            errand = after(errand, 500, "");
            assertThat(errand.goesOn()).isTrue();
        }
        errand = after(errand, 500, "{\"error\":{\"message\":\"outer\",\"innererror\":{\"message\":\"inner\"}}}");

        assertThat(errand.refused()).isTrue();
        assertThat(errand.cause()).isInstanceOf(Cause.WriteBackRefused.class);
        assertThat(String.valueOf(errand.cause())).contains("500").contains("inner");
    }

    @Test
    void givesUpOnARowThatNeverStaysAsItWasRead() {
        Errand errand = started(completed(TASK));

        int calls = 0;
        while (errand.goesOn() && calls < 100) {
            errand = calls % 2 == 0 ? after(errand, 200, OPEN) : after(errand, 412, "");
            calls++;
        }

        assertThat(errand.refused()).isTrue();
        assertThat(calls).isEqualTo(31);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 500})
    void writesAStatusEvenWhenHqDoesNotTellWhoThePersonIs(int status) {
        Errand asking = after(
                started(new HqWrite.Status(TASK, "Completed", NOW, null, "user-1", null, null, false)), 200, OPEN);
        assertThat(asking.asks().request().path()).isEqualTo("RetailStaffs");

        Errand changing = after(asking, status, "");

        assertThat(changing.asks().request().values())
                .isEqualTo(Map.of("Status", "Completed", "CompletionDateTime", NOW.toString()));
        assertThat(changing.asks().request().etag()).isEqualTo("W/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "2026-11-22T10:58:59.7Z | 2026-11-22T10:58:59Z",
                "none                   | 2026-11-22T12:00:00Z",
                "yesterday              | 2026-11-22T12:00:00Z"
            })
    void tellsWhenPlannerSaysThatATaskWasCompletedElseWhenThatWasSeen(@Nullable String said, String told) {
        Errand looking = errand(new UpdateReader(memory, new StateNow()).read(completedEvent(said)));

        Errand changing = after(looking, 200, OPEN);

        assertThat(changing.asks().request().values()).containsEntry("CompletionDateTime", told);
    }

    @Test
    void putsWhatWasSeenLaterOverWhatWasCompletedLater() {
        memory.rememberWritten(
                new HqWrite.Status(TASK, "InProgress", NOW.plusSeconds(1), null, null, null, null, false));

        HqStage seenBefore = HqStage.of(
                new HqWrite.Status(TASK, "Completed", NOW, NOW.plusSeconds(9), null, null, null, false), memory);
        HqStage seenAfter = HqStage.of(
                new HqWrite.Status(TASK, "Completed", NOW.plusSeconds(2), NOW.minusSeconds(9), null, null, null, false),
                memory);

        assertThat(seenBefore).isEqualTo(Ended.with(Outcome.STALE));
        assertThat(seenAfter).isInstanceOf(HqStage.Look.class);
    }

    @ParameterizedTest
    @CsvSource({
        "InProgress, NotStarted, NotStarted, true",
        "Completed,  InProgress, InProgress, true",
        "Completed,  InProgress, Canceled,   false",
        "Completed,  InProgress, NotStarted, false",
        "Canceled,   InProgress, Completed,  false",
        "Completed,            , Canceled,   true",
        "Completed,  InProgress, '',         true"
    })
    void putsNoStatusOverAWordOfHqThatItIsNoChangeOf(
            String status, @Nullable String previous, String row, boolean written) {
        Errand looking = started(changed(status, previous, 0));

        Errand next = after(looking, 200, "{\"Status\":\"" + row + "\"}");

        assertThat(next.goesOn()).isEqualTo(written);
        assertThat(next.stage())
                .satisfiesAnyOf(
                        stage -> assertThat(stage).isInstanceOf(HqStage.Change.class),
                        stage -> assertThat(stage).isEqualTo(Ended.with(Outcome.STALE)));
    }

    @Test
    void leavesAWordOfHqThatCameWhileItWrote() {
        Errand writing = after(started(changed("Completed", "NotStarted", 0)), 200, OPEN);
        Errand lookingAgain = after(writing, 412, "");

        Errand ended = after(lookingAgain, 200, "{\"Status\":\"Canceled\"}");

        assertThat(ended.stage()).isEqualTo(Ended.with(Outcome.STALE));
    }

    @Test
    void writesAStatusThatFollowsOnesThatHqRefused() {
        memory.rememberRefused(changed("InProgress", "NotStarted", 0));
        memory.rememberRefused(changed("Completed", "InProgress", 1));
        HqWrite next = changed("Canceled", "Completed", 2);

        Errand upon = after(started(next), 200, OPEN);
        Errand overtaken = after(started(next), 200, "{\"Status\":\"InProgress\"}");

        assertThat(upon.stage()).isInstanceOf(HqStage.Change.class);
        assertThat(overtaken.stage()).isEqualTo(Ended.with(Outcome.STALE));
    }

    @Test
    void forgetsWhatHqRefusedOnceItTookSomethingLater() {
        memory.rememberRefused(changed("InProgress", "NotStarted", 0));
        memory.rememberWritten(changed("InProgress", "NotStarted", 1));

        Errand ended = after(started(changed("Completed", "InProgress", 2)), 200, OPEN);

        assertThat(ended.stage()).isEqualTo(Ended.with(Outcome.STALE));
    }

    @Test
    void looksForTheTaskAnewWhenTheRememberedOneIsGone() {
        String task = TASK + "/000135/Windows";
        memory.rememberTask(task, "0b000000-0000-4000-8000-000000000002");
        Errand looking = started(completed(task));
        assertThat(looking.asks().request().path()).startsWith("ProcessTasks(TaskId=");

        Errand searching = after(looking, 404, "");

        assertThat(searching.asks().request().path()).isEqualTo("RetailTaskManagementReports");
        assertThat(memory.task(task)).isEmpty();
    }

    @Test
    void doesNotGuessBetweenTwoTasks() {
        Errand searching = started(completed(TASK + "/000135/Windows"));

        Errand ended = after(
                searching,
                200,
                "{\"value\":[{\"TaskId\":\"1\",\"Name\":\"Windows\"},{\"TaskId\":\"2\",\"Name\":\"Windows\"}]}");

        assertThat(ended.refused()).isTrue();
        assertThat(String.valueOf(ended.cause())).contains("has 2 tasks");
    }

    @Test
    void takesATaskThatNobodyHasForCanceledWhenItWasDeleted() {
        Errand searching =
                started(new HqWrite.Status(TASK + "/000135/Windows", "Canceled", NOW, null, null, null, null, true));

        Errand ended = after(searching, 200, "{\"value\":[]}");

        assertThat(ended.stage()).isEqualTo(Ended.with(Outcome.UNCHANGED));
    }

    @Test
    void saysWhatHqSaidOfARowThatItDidNotMake() {
        Errand making = after(started(HqWrite.Row.planOf("000135", "plan", NOW)), 404, "");
        Errand lookingAgain = after(making, 400, "{\"error\":{\"message\":\"no such store\"}}");

        Errand ended = after(lookingAgain, 404, "");

        assertThat(String.valueOf(ended.cause())).contains("no such store").contains("400");
    }

    @ParameterizedTest
    @CsvSource({"200,<html>", "200,[]", "200,''", "302,''", "302,<html>", "404,<html>", "400,proxy"})
    void believesNoAnswerThatIsNotHqs(int status, String body) {
        Errand looking = started(completed(TASK));

        Errand held = after(looking, status, body);

        assertThat(held.stage()).isEqualTo(looking.stage());
        assertThat(held.notBefore()).isEqualTo(NOW.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"404,''", "404,{}"})
    void believesAnAnswerWithoutWords(int status, String body) {
        assertThat(after(started(completed(TASK)), status, body).refused()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | invalid",
                "[]                                                            | invalid",
                "''                                                            | invalid",
                "{\"type\":\"io.tandem.planner.plan.linked\"}                      | invalid",
                "{\"type\":\"io.tandem.planner.task.status.changed\",\"data\":{\"status\":\"Done\"}} | invalid",
                "{\"type\":\"io.tandem.planner.plan.linked\"} 2                    | unreadable",
                "{                                                             | unreadable"
            })
    void refusesWhatIsNoUpdate(String text, String kind) {
        HqStage stage = new UpdateReader(memory, new StateNow()).read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(stage)
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended -> assertThat(ended.cause())
                                .isInstanceOfSatisfying(
                                        Cause.Refused.class,
                                        cause -> assertThat(cause.kind()).isEqualTo(kind)));
    }

    @Test
    void escapesWhatAnAddressMustNotHold() {
        HqRequest request =
                started(HqWrite.Row.planOf("000135", "a'b c/ü", null)).asks().request();

        assertThat(request.path()).isEqualTo("ChannelPlannerConfigurations(PlanId=%27a%27%27b%20c%2F%C3%BC%27)");
    }

    private static HqWrite changed(String status, @Nullable String previous, int seconds) {
        return new HqWrite.Status(TASK, status, NOW.plusSeconds(seconds), null, null, previous, null, false);
    }

    private static HqWrite completed(String task) {
        return new HqWrite.Status(task, "Completed", NOW, null, null, null, null, false);
    }

    private static byte[] completedEvent(@Nullable String completedAt) {
        String completed = completedAt == null ? "" : ",\"completedAt\":\"" + completedAt + "\"";
        return ("{\"type\":\"io.tandem.planner.task.status.changed\",\"data\":{\"status\":\"Completed\",\"taskId\":\""
                        + TASK + "\",\"observedAt\":\"" + NOW + "\"" + completed + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Errand started(HqWrite write) {
        return errand(HqStage.of(write, memory));
    }

    private static Errand errand(HqStage stage) {
        ReadRecord record =
                new ReadRecord(null, null, Map.of(), new DeadLetter.Origin("commerce.updates", 0, 0), null, true, 0);
        return Errand.of(record, stage);
    }

    private Errand after(Errand errand, int status, @Nullable String body) {
        return errand.after(HqAnswer.of(status, body, null, NOW), memory, NOW);
    }
}
