package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.Events;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class OpsServerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Sandbox SANDBOX = Sandbox.create(2);
    private static final RunningTandem TANDEM = RunningTandem.in(SANDBOX);

    @BeforeAll
    static void feed() {
        SANDBOX.topics().publishLines(List.of(Events.opened("000135", "San Francisco"), "garbage"));
        await().atMost(PATIENCE).until(() -> SANDBOX.topics().committedRecords(SANDBOX.events()) == 2);
        await().atMost(PATIENCE)
                .until(() -> TANDEM.tandem().pulse().lag().values().stream().allMatch(lag -> lag == 0));
    }

    @AfterAll
    static void close() {
        TANDEM.close();
    }

    @Test
    void isAliveAndReady() {
        assertThat(TANDEM.send(TANDEM.request("/health/live")))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"status\":\"UP\"}", HttpResponse::body);
        assertThat(TANDEM.send(TANDEM.request("/health/ready")))
                .returns("{\"status\":\"UP\",\"troubles\":{}}", HttpResponse::body)
                .returns(200, HttpResponse::statusCode);
    }

    @Test
    void countsWhatHappensForPrometheus() {
        HttpResponse<String> metrics = TANDEM.get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(metrics.body())
                .contains("tandem_commerce_events_total{outcome=\"applied\"} 1.0")
                .contains("tandem_commerce_events_total{outcome=\"refused\"} 1.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void tellsTheStatus() throws JsonProcessingException {
        JsonNode status = JSON.readTree(TANDEM.get("/api/status").body());

        assertThat(status).isEqualTo(JSON.readTree("""
                        {"converged": false, "enabled": false,
                         "stores": {"total": 1, "inSync": 0, "working": 1, "waiting": 0, "held": 0, "failed": 0},
                         "tasks": {"open": 0, "inProgress": 0, "done": 0, "canceled": 0, "overdue": 0,
                                   "total": 0, "inSync": 0, "working": 0, "waiting": 0, "failed": 0},
                         "deadLetters": 1, "lag": {"%s": 0, "%s": 0},
                         "progress": [{"kind": "rollOut", "done": 0, "left": 1, "begunAt": null, "readyAt": null}]}""".formatted(SANDBOX.events(), SANDBOX.letters())));
    }

    @Test
    void listsStores() throws JsonProcessingException {
        JsonNode stores = JSON.readTree(TANDEM.get("/api/stores").body()).path("value");

        assertThat(stores).hasSize(1);
        assertThat(stores.path(0).path("storeNumber").asText()).isEqualTo("000135");
        assertThat(stores.path(0).path("state").asText()).isEqualTo("working");
    }

    @Test
    void saysThatThereIsNoCommunicationsManager() {
        assertThat(TANDEM.get("/api/communications"))
                .returns(404, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("nobody ever held the role"));
    }

    @Test
    void tellsAllOfOneStore() throws JsonProcessingException {
        JsonNode store = JSON.readTree(TANDEM.get("/api/stores/000135").body());

        assertThat(store.at("/store/storeNumber").asText()).isEqualTo("000135");
        assertThat(store.path("roster").isArray()).isTrue();
        assertThat(store.path("findings").isArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/stores/999", "/api/stores/no-number", "/api/stores/%27%3B--", "/api/nothing", "/x"})
    void explainsWhatIsNotThere(String path) throws JsonProcessingException {
        isProblem(TANDEM.get(path), 404, "Not Found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic c2FuZGJveC10b2tlbg==", Sandbox.TOKEN})
    void asksForTheToken(String given) throws JsonProcessingException {
        for (String path : List.of("/api/status", "/api/stores", "/api/stores/000135", "/api/nothing")) {
            var request = TANDEM.request(path);
            HttpResponse<String> answer =
                    TANDEM.send(given.isEmpty() ? request : request.header("Authorization", given));

            isProblem(answer, 401, "Unauthorized");
            assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/metrics", "/api/status", "/api/stores/000135"})
    void refusesOtherMethods(String path) throws JsonProcessingException {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            HttpResponse<String> answer = TANDEM.send(TANDEM.request(path)
                    .header("Authorization", "Bearer " + Sandbox.TOKEN)
                    .method(method, BodyPublishers.ofString("{}")));

            isProblem(answer, 405, "Method Not Allowed");
            assertThat(answer.headers().firstValue("allow")).hasValue("GET");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics", "/api/status", "/api/stores/999", "/nothing"})
    void letsNobodyKeepAnAnswerOrTakeItForSomethingElse(String path) {
        assertThat(TANDEM.get(path).headers().map())
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
    }

    @Test
    void isNotReadyAndSaysWhyWhenTheDatabaseIsAway() throws JsonProcessingException {
        Sandbox sandbox = Sandbox.create(1);
        String name = sandbox.settings().text("tandem.kafka.group");
        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            SANDBOX.sql("alter database " + name + " allow_connections false");
            SANDBOX.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");

            HttpResponse<String> ready = tandem.send(tandem.request("/health/ready"));
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"DOWN\"", "PostgreSQL at jdbc:postgresql://", "does not answer");
            isProblem(tandem.get("/api/status"), 503, "Service Unavailable");
            assertThat(tandem.send(tandem.request("/health/live")).statusCode()).isEqualTo(200);

            SANDBOX.sql("alter database " + name + " allow_connections true");
            await().atMost(PATIENCE).until(() -> tandem.get("/health/ready").statusCode() == 200);
        }
    }

    @Test
    void startsWithoutKafkaAndSaysSo() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        Sandbox sandbox = Sandbox.create(1).with("tandem.kafka.brokers", "127.0.0.1:" + nobody);
        try (RunningTandem tandem = RunningTandem.in(sandbox)) {
            HttpResponse<String> ready = tandem.send(tandem.request("/health/ready"));

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("Kafka at 127.0.0.1:" + nobody + " does not answer");
            assertThat(JSON.readTree(tandem.get("/api/status").body()))
                    .isEqualTo(JSON.readTree("""
                            {"converged": false, "enabled": false,
                             "stores": {"total": 0, "inSync": 0, "working": 0, "waiting": 0, "held": 0, "failed": 0},
                             "tasks": {"open": 0, "inProgress": 0, "done": 0, "canceled": 0, "overdue": 0,
                                       "total": 0, "inSync": 0, "working": 0, "waiting": 0, "failed": 0},
                             "deadLetters": 0, "lag": {"%s": -1, "%s": -1}, "progress": []}""".formatted(sandbox.events(), sandbox.letters())));
        }
    }

    @Test
    void namesTheOptionThatHelpsWhenItsPortIsTaken() {
        String taken = Integer.toString(TANDEM.tandem().opsPort());

        assertThatIllegalStateException()
                .isThrownBy(() -> RunningTandem.in(SANDBOX.with("tandem.ops.port", taken)))
                .withMessage("port " + taken + " of 127.0.0.1 for the ops listener is taken or not allowed;"
                        + " choose another one with --ops-port");
    }

    private static void isProblem(HttpResponse<String> answer, int status, String title)
            throws JsonProcessingException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("title").asText()).isEqualTo(title);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
    }
}
