package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.TestHq;
import io.tandem.TestHq.Answer;
import io.tandem.TestHq.Call;
import io.tandem.deadletter.DeadLetter;
import io.tandem.route.HqStage.Ended;
import io.tandem.route.HqStage.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plans of a store in HQ's stand-in, written without Kafka between. */
class HqPlansTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String STORE = "000135";

    @TempDir
    private static Path data = Path.of("");

    private static TestHq hq;

    private HqMemory memory = new HqMemory();

    @BeforeAll
    static void start() {
        hq = TestHq.in(data);
    }

    @AfterAll
    static void stop() {
        hq.close();
    }

    @BeforeEach
    void startEmpty() {
        hq.reset();
    }

    @Test
    void retiresEveryOtherActivePlanOfTheStoreAndOfNoOther() {
        seed("one", STORE, "Active");
        seed("two", STORE, "Active");
        seed("gone", STORE, "Deleted");
        seed("never", STORE, "None");
        seed("theirs", "000136", "Active");

        Outcome outcome = link("new", NOON);

        assertThat(outcome).isEqualTo(Outcome.CREATED);
        assertThat(states())
                .isEqualTo(Map.of(
                        "new", "Active",
                        "one", "Deleted",
                        "two", "Deleted",
                        "gone", "Deleted",
                        "never", "None",
                        "theirs", "Active"));
    }

    @Test
    void writesNothingTheSecondTime() {
        seed("one", STORE, "Active");
        link("new", NOON);
        long writes = writes();
        memory = new HqMemory();

        Outcome outcome = link("new", NOON);

        assertThat(outcome).isEqualTo(Outcome.UNCHANGED);
        assertThat(writes()).isEqualTo(writes).isEqualTo(2);
    }

    @Test
    void finishesWhatBrokeOffAfterTheNewPlanWasThere() {
        seed("one", STORE, "Active");
        seed("new", STORE, "Active");

        Outcome outcome = link("new", NOON);

        assertThat(outcome).isEqualTo(Outcome.UPDATED);
        assertThat(states()).isEqualTo(Map.of("new", "Active", "one", "Deleted"));
    }

    @Test
    void putsNoOldPlanOverANewerOne() {
        link("new", NOON);

        Outcome outcome = link("old", NOON.minusSeconds(1));

        assertThat(outcome).isEqualTo(Outcome.STALE);
        assertThat(states()).isEqualTo(Map.of("new", "Active"));
    }

    @Test
    void makesAPlanActiveAgainThatTheStoreReturnsTo() {
        link("first", NOON);
        link("second", NOON.plusSeconds(1));

        link("first", NOON.plusSeconds(2));

        assertThat(states()).isEqualTo(Map.of("first", "Active", "second", "Deleted"));
    }

    @Test
    void looksAgainWhenAPlanChangedMeanwhile() {
        seed("one", STORE, "Active");
        seed("new", STORE, "Active");
        hq.fault("{\"match\":{\"method\":\"PATCH\"},\"kind\":\"error\",\"status\":412,\"count\":1}");

        link("new", NOON);

        assertThat(states()).containsEntry("one", "Deleted");
        assertThat(hq.calls())
                .filteredOn(call -> call.path().startsWith("/data/ChannelPlannerConfigurations"))
                .extracting(Call::status)
                .containsExactly(200, 200, 412, 200, 204, 200);
    }

    @ParameterizedTest
    @CsvSource({"PATCH, Configurations, Retiring", "GET, filter, plans of store 000135"})
    void saysWhatHqRefused(String method, String path, String doing) {
        seed("one", STORE, "Active");
        hq.fault("{\"match\":{\"method\":\"" + method + "\",\"path\":\"" + path
                + "\"},\"kind\":\"error\",\"status\":400}");

        Errand ended = write("new", NOON);

        assertThat(ended.refused()).isTrue();
        assertThat(String.valueOf(ended.cause())).contains("400", doing);
        assertThat(states()).isEqualTo(Map.of("new", "Active", "one", "Active"));
    }

    @Test
    void takesAStarInANumberForAStar() {
        seed("theirs", "000135", "Active");

        Errand ended = written(HqWrite.Row.planOf("0001*", "new", NOON));

        assertThat(ended.stage()).isEqualTo(Ended.with(Outcome.CREATED));
        assertThat(states()).isEqualTo(Map.of("new", "Active", "theirs", "Active"));
    }

    private Outcome link(String plan, Instant time) {
        return ((Ended) write(plan, time).stage()).outcome();
    }

    private Errand write(String plan, Instant time) {
        return written(HqWrite.Row.planOf(STORE, plan, time));
    }

    private Errand written(HqWrite.Row write) {
        Errand errand = Errand.of(
                new ReadRecord(null, null, Map.of(), new DeadLetter.Origin("commerce.updates", 0, 0), null, true, 0),
                HqStage.of(write, memory));
        while (errand.goesOn()) {
            errand = errand.after(answer(errand.asks().request()), memory, NOON);
        }
        memory.rememberWritten(write);
        return errand;
    }

    private static HqAnswer answer(HqRequest request) {
        String address = "/data/" + request.path() + "?" + request.query();
        String body = request.values().isEmpty() ? "" : TestHq.text(request.values());
        Answer answer = request.etag() == null
                ? hq.call(request.method(), address, body)
                : hq.call(request.method(), address, body, "If-Match", request.etag());
        return HqAnswer.of(answer.status(), answer.body().toString(), null, NOON);
    }

    private static void seed(String plan, String store, String state) {
        hq.seed("ChannelPlannerConfigurations", "PlanId", plan, "StoreNumber", store, "State", state);
    }

    private static long writes() {
        return hq.calls().stream()
                .filter(call -> call.path().startsWith("/data/") && call.writes())
                .count();
    }

    private static Map<String, String> states() {
        List<JsonNode> rows = hq.rows("ChannelPlannerConfigurations");
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.path("PlanId").asText(),
                        row -> row.path("State").asText()));
    }
}
