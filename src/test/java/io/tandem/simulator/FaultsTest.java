package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class FaultsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(2);

    @Test
    void anErrorIsAnsweredAsOftenAsAskedAndExecutesNothing() {
        fault(
                "{\"match\":{\"method\":\"PATCH\",\"path\":\"/groups\"},\"kind\":\"error\",\"status\":503,\"retryAfter\":2.5,\"count\":1}");

        Graph.Answer struck = contoso.upsert("tandem-1", body());
        Graph.Answer next = contoso.upsert("tandem-1", body());

        assertThat(struck.status()).isEqualTo(503);
        assertThat(struck.errorCode()).isEqualTo("ServiceUnavailable");
        assertThat(struck.header("Retry-After")).isEqualTo("2.5");
        assertThat(next.status()).isEqualTo(201);
        assertThat(graph.get("/simulator/faults").body().at("/0/hits").asInt()).isEqualTo(1);
    }

    @Test
    void aThrottledAnswerLooksLikeGraphs() {
        fault("{\"match\":{\"path\":\"/users\"},\"kind\":\"error\",\"status\":429,\"retryAfter\":7}");

        Graph.Answer answer = graph.get("/users");

        assertThat(answer.errorCode()).isEqualTo("TooManyRequests");
        assertThat(answer.body().at("/error/innerError/status").asText()).isEqualTo("429");
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void aDroppedRequestIsNotExecutedButLogged() {
        fault("{\"match\":{\"method\":\"PATCH\"},\"kind\":\"drop\",\"count\":1}");

        assertThatThrownBy(() -> contoso.upsert("tandem-1", body()))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);

        assertThat(graph.get("/groups(uniqueName='tandem-1')").status()).isEqualTo(404);
        JsonNode logged = logged("PATCH").getFirst();
        assertThat(logged.path("status").isNull()).isTrue();
        assertThat(logged.path("fault").asText()).isEqualTo("drop");
    }

    @Test
    void aRequestThatIsExecutedAndNeverAnsweredIsDoneAndLogged() {
        fault("{\"match\":{\"method\":\"PATCH\"},\"kind\":\"executeThenTimeout\",\"count\":1}");

        assertThatThrownBy(() ->
                        graph.call("PATCH", "/groups(uniqueName='tandem-1')", body(), "Prefer", "create-if-missing"))
                .hasCauseInstanceOf(HttpTimeoutException.class);

        assertThat(graph.get("/groups(uniqueName='tandem-1')").status()).isEqualTo(200);
        assertThat(logged("PATCH").getFirst().path("status").asInt()).isEqualTo(201);
        assertThat(logged("PATCH").getFirst().path("fault").asText()).isEqualTo("executeThenTimeout");
    }

    @Test
    void latencyDelaysAndThenExecutes() {
        fault("{\"match\":{\"path\":\"^/v1.0/users\"},\"kind\":\"latency\",\"delayMs\":300}");

        assertThat(graph.get("/users").status()).isEqualTo(200);

        JsonNode logged = logged("GET").getFirst();
        assertThat(logged.path("durationMs").asDouble()).isGreaterThanOrEqualTo(290);
        assertThat(logged.path("fault").asText()).isEqualTo("latency");
    }

    @Test
    void aRateHitsThatShareOfTheRequests() {
        fault("{\"match\":{},\"kind\":\"error\",\"status\":500,\"rate\":0.5}");
        int struck = 0;
        for (int i = 0; i < 60; i++) {
            struck += graph.get("/users?$top=1").status() == 500 ? 1 : 0;
        }

        assertThat(struck).isBetween(15, 45);
    }

    @Test
    void faultsAreTakenBack() {
        fault("{\"match\":{},\"kind\":\"error\",\"status\":500}");

        Graph.Answer cleared = graph.delete("/simulator/faults");

        assertThat(cleared.status()).isEqualTo(204);
        assertThat(graph.get("/users").status()).isEqualTo(200);
    }

    @Test
    void badFaultsAreRefusedWithASentence() {
        for (String bad : List.of(
                "{",
                "[]",
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"error\"}",
                "{\"kind\":\"latency\"}",
                "{\"kind\":\"drop\",\"match\":{\"path\":\"(\"}}",
                "{\"kind\":\"drop\",\"rate\":2}",
                "{\"kind\":\"drop\",\"counts\":2}",
                "{\"kind\":\"drop\",\"match\":{\"verb\":\"GET\"}}")) {
            Graph.Answer answer = graph.post("/simulator/faults", bad);

            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.body().path("error").asText()).as(bad).isNotBlank();
        }
        assertThat(graph.get("/simulator/faults").body()).isEmpty();
    }

    @Test
    void theLogTellsWhoCalledWhatAndGoesOnFromANumberOrATime() {
        String group = contoso.group("tandem-1");
        JsonNode before = graph.get("/simulator/requests").body();
        long last = before.get(before.size() - 1).path("seq").asLong();
        graph.get("/groups/" + group + "?$select=id");

        JsonNode after = graph.get("/simulator/requests?since=" + last).body();

        assertThat(after).hasSize(1);
        JsonNode call = after.get(0);
        assertThat(call.path("seq").asLong()).isEqualTo(last + 1);
        assertThat(call.path("method").asText()).isEqualTo("GET");
        assertThat(call.path("path").asText()).isEqualTo("/v1.0/groups/" + group + "?$select=id");
        assertThat(call.path("status").asInt()).isEqualTo(200);
        assertThat(call.path("caller").asText()).isEqualTo(Simulator.CLIENT_ID);
        assertThat(call.path("group").asText()).isEqualTo(group);
        assertThat(graph.get("/simulator/requests?since=2099-01-01T00:00:00Z").body())
                .isEmpty();
        assertThat(graph.get("/simulator/requests?since=yesterday").status()).isEqualTo(400);
    }

    @Test
    void aResetForgetsAllButTheNumbers() {
        contoso.team("tandem-1");
        long last = graph.get("/simulator/requests")
                .body()
                .findValues("seq")
                .getLast()
                .asLong();

        assertThat(graph.post("/simulator/reset", "").status()).isEqualTo(204);

        JsonNode state = graph.get("/simulator/state").body();
        assertThat(state.path("groups")).isEmpty();
        assertThat(state.at("/users/total").asInt()).isZero();
        assertThat(graph.get("/simulator/requests").body()).isEmpty();
        graph.get("/users");
        assertThat(graph.get("/simulator/requests").body().at("/0/seq").asLong())
                .isGreaterThan(last);
    }

    @Test
    void theStateIsReadable() {
        String team = contoso.team("tandem-1");

        JsonNode state = graph.get("/simulator/state").body();

        assertThat(state.at("/users/teamsLicensed").asInt()).isEqualTo(2);
        assertThat(state.at("/groups/0/uniqueName").asText()).isEqualTo("tandem-1");
        assertThat(state.at("/teams/0/id").asText()).isEqualTo(team);
        assertThat(state.at("/teams/0/roster/0/role").asText()).isEqualTo("owner");
        assertThat(state.at("/teams/0/roster/1/userId").asText()).isEqualTo(Contoso.userId(2));
        assertThat(graph.get("/simulator/state?members=false")
                        .body()
                        .at("/teams/0")
                        .has("roster"))
                .isFalse();
        assertThat(graph.get("/simulator/nothing").status()).isEqualTo(404);
    }

    private void fault(String json) {
        assertThat(graph.post("/simulator/faults", json).status()).isEqualTo(201);
    }

    private List<JsonNode> logged(String method) {
        return StreamSupport.stream(graph.get("/simulator/requests").body().spliterator(), false)
                .filter(call -> call.path("method").asText().equals(method))
                .toList();
    }

    private static String body() {
        return Contoso.groupBody("A", "a", List.of(1), List.of(1));
    }
}
