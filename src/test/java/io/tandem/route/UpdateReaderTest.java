package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.TestHq;
import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import io.tandem.model.TaskStatus;
import io.tandem.route.HqStage.Ended;
import io.tandem.route.HqStage.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates that come again, however late, to an instance that remembers nothing. */
class UpdateReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String STORE = "000135";
    private static final String TASK = "0b000000-0000-4000-8000-000000000001";

    private final HqMemory memory = new HqMemory();
    private final StateNow state = new StateNow();

    @ParameterizedTest
    @CsvSource({
        "planner.plan.linked,    planId, old, true",
        "planner.plan.linked,    planId, now, false",
        "teams.team.provisioned, teamId, old, true",
        "teams.team.provisioned, teamId, now, false"
    })
    void leavesAStoreThePlanAndTheTeamThatItHasNow(String type, String field, String id, boolean stale) {
        state.plan(STORE, "now");
        state.team(STORE, "now");

        HqStage stage = read(type, "storeNumber", STORE, field, id);

        assertThat(stage.equals(Ended.with(Outcome.STALE))).isEqualTo(stale);
        assertThat(stage instanceof HqStage.Look).isNotEqualTo(stale);
    }

    @ParameterizedTest
    @CsvSource({"planner.plan.linked, planId", "teams.team.provisioned, teamId"})
    void believesAnUpdateOfAStoreThatItDoesNotKnow(String type, String field) {
        state.plan("000136", "now");
        state.team("000136", "now");

        HqStage stage = read(type, "storeNumber", STORE, field, "old");

        assertThat(stage).isInstanceOf(HqStage.Look.class);
    }

    @ParameterizedTest
    @CsvSource({
        // By chance HQ says again what the old status was a change of.
        "InProgress, NotStarted, NotStarted, NotStarted, Completed,  false",
        // Commerce said or confirmed something since.
        "InProgress, NotStarted, NotStarted, Completed,  ,           false",
        "InProgress, NotStarted, NotStarted, Completed,  Canceled,   false",
        // Nobody knew what it was a change of, so it never has to be heard before something newer.
        "InProgress, ,           NotStarted, Completed,  InProgress, false",
        "InProgress, ,           Completed,  Completed,  InProgress, false",
        // The newer one is on its way behind it, and is a change of it.
        "InProgress, NotStarted, NotStarted, Completed,  InProgress, true",
        "InProgress, NotStarted, Canceled,   Completed,  InProgress, false",
        "InProgress, NotStarted, Completed,  Completed,  InProgress, false",
        // It is so.
        "Completed,  InProgress, InProgress, Completed,  InProgress, true",
        "Completed,  ,           NotStarted, Completed,  ,           true",
        "Completed,  InProgress, NotStarted, Completed,  ,           false",
        // HQ refused what came between, or a POS went back: it is told what is so, and nothing else that was.
        "Completed,  InProgress, NotStarted, Completed,  NotStarted, true",
        "Completed,  InProgress, Canceled,   Completed,  NotStarted, false",
        "InProgress, NotStarted, Completed,  Canceled,   InProgress+Completed, false"
    })
    void putsNoOldStatusOverWhatIsKnownToBeNewer(
            String status,
            @Nullable String previous,
            String row,
            String now,
            @Nullable String unheard,
            boolean written) {
        state.status(
                TASK,
                word(now),
                Stream.of(Objects.requireNonNullElse(unheard, "").split("\\+"))
                        .filter(word -> !word.isEmpty())
                        .map(UpdateReaderTest::word)
                        .toArray(TaskStatus[]::new));

        HqStage end = looked(changed(status, previous), row);

        assertThat(end instanceof HqStage.Change).isEqualTo(written);
        assertThat(end.equals(Ended.with(Outcome.STALE))).isNotEqualTo(written);
    }

    @Test
    void writesTheStatusOfATaskThatItDoesNotKnow() {
        state.status("another", TaskStatus.COMPLETED);

        HqStage end = looked(changed("InProgress", "NotStarted"), "NotStarted");

        assertThat(end).isInstanceOf(HqStage.Change.class);
    }

    @Test
    void bringsEachOfTwoStatusesToHqThatAreOnTheirWay() {
        state.status(TASK, TaskStatus.COMPLETED, TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS);

        HqStage first = looked(changed("InProgress", "NotStarted"), "NotStarted");
        HqStage second = looked(changed("Completed", "InProgress"), "InProgress");

        assertThat(Stream.of(first, second)).allMatch(stage -> stage instanceof HqStage.Change);
    }

    @ParameterizedTest
    @CsvSource({"0001-35, T-1", "000135, ' T-1'"})
    void putsAsideWhatNamesNoStoreOrTaskThatThereCanBe(String store, String task) {
        HqStage stage =
                read("planner.task.status.changed", "storeNumber", store, "taskId", task, "status", "Completed");

        assertThat(((Ended) stage).cause()).isInstanceOf(Cause.Refused.class);
    }

    private HqStage looked(HqStage stage, String row) {
        Errand errand = Errand.of(
                new ReadRecord(null, null, Map.of(), new DeadLetter.Origin("commerce.updates", 0, 0), null, true, 0),
                stage);
        return errand.goesOn()
                ? errand.after(HqAnswer.of(200, "{\"Status\":\"" + row + "\"}", null, NOW), memory, NOW)
                        .stage()
                : stage;
    }

    private HqStage changed(String status, @Nullable String previous) {
        String[] data = {"storeNumber", STORE, "taskId", TASK, "status", status};
        return read(
                "planner.task.status.changed",
                previous == null
                        ? data
                        : Stream.concat(Stream.of(data), Stream.of("previousStatus", previous))
                                .toArray(String[]::new));
    }

    private HqStage read(String type, String... data) {
        Map<String, String> payload = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            payload.put(data[i], data[i + 1]);
        }
        String event = TestHq.text(Map.of("type", "io.tandem." + type, "time", NOW.toString(), "data", payload));
        return new UpdateReader(memory, state).read(event.getBytes(StandardCharsets.UTF_8));
    }

    private static TaskStatus word(String word) {
        return TaskStatus.of(word).orElseThrow();
    }
}
