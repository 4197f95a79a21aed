package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class BatchTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final Planner planner = people();
    private final String plan = planner.plan();

    @Test
    void itemsAreCallsOfTheirOwn() {
        Graph.Answer task = planner.task(plan, "");

        Graph.Answer answer = batch(
                item("1", "GET", "/planner/tasks/" + task.id()),
                item("2", "PATCH", "planner/tasks/" + task.id(), """
                    ,"headers":{"Content-Type":"application/json","If-Match":%s},"body":{"percentComplete":50}""".formatted(
                                Json.object().textNode(Planner.etag(task)))),
                item("3", "GET", "/planner/tasks/none"),
                item("4", "POST", "/planner/tasks", ",\"body\":{\"planId\":\"x\"}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(response(answer, "1").at("/body/title").asText()).isEqualTo("Count");
        assertThat(response(answer, "1").at("/headers/Content-Type").asText()).startsWith("application/json");
        assertThat(response(answer, "2").path("status").asInt()).isEqualTo(204);
        assertThat(response(answer, "2").has("body")).isFalse();
        assertThat(response(answer, "3").path("status").asInt()).isEqualTo(400);
        assertThat(response(answer, "4").at("/body/error/message").asText()).contains("Content-Type");
        assertThat(graph.get("/simulator/requests").body())
                .extracting(call -> call.path("path").asText())
                .contains("/v1.0/planner/tasks/none", "/v1.0/$batch");
    }

    @Test
    void whatDependsOnAFailureFailsToo() {
        Graph.Answer answer = batch(
                item("Third", "GET", "/users", ",\"dependsOn\":[\"second\"]"),
                item("second", "GET", "/users", ",\"dependsOn\":[\"FIRST\"]"),
                item("first", "GET", "/users/none"),
                item("free", "GET", "/users"),
                item("after", "GET", "/users", ",\"dependsOn\":[\"free\"]"));

        assertThat(response(answer, "first").path("status").asInt()).isEqualTo(404);
        assertThat(response(answer, "second").path("status").asInt()).isEqualTo(424);
        assertThat(response(answer, "Third").path("status").asInt()).isEqualTo(424);
        assertThat(response(answer, "after").path("status").asInt()).isEqualTo(200);
    }

    @Test
    void eachItemIsThrottledOnItsOwn() {
        graph.post("/simulator/profile", "{\"planner.requestsPerSecond\":3}");

        Graph.Answer answer = twenty("/planner/plans/" + plan);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("responses"))
                .filteredOn(response -> response.path("status").asInt() == 200)
                .hasSize(3);
        assertThat(answer.body().path("responses"))
                .filteredOn(response -> response.path("status").asInt() == 429)
                .hasSize(17)
                .allSatisfy(response -> assertThat(Double.parseDouble(
                                response.at("/headers/Retry-After").asText()))
                        .isPositive());
    }

    @Test
    void faultsStrikeSingleItems() {
        graph.post("/simulator/faults", """
            {"match":{"path":"/planner/plans/"},"kind":"error","status":429,"retryAfter":7,"count":1}""");
        graph.post("/simulator/faults", """
            {"match":{"method":"POST","path":"/planner/buckets"},"kind":"executeThenTimeout","count":1}""");
        graph.post("/simulator/faults", """
            {"match":{"path":"/users"},"kind":"drop","count":1}""");

        Graph.Answer answer = batch(
                item("1", "GET", "/planner/plans/" + plan),
                item("2", "POST", "/planner/buckets", """
                    ,"headers":{"Content-Type":"application/json"},"body":{"planId":"%s","name":"Opening"}""".formatted(plan)),
                item("3", "GET", "/users"),
                item("4", "GET", "/planner/plans/" + plan));

        assertThat(response(answer, "1").at("/headers/Retry-After").asText()).isEqualTo("7");
        assertThat(response(answer, "2").path("status").asInt()).isEqualTo(504);
        assertThat(response(answer, "3").path("status").asInt()).isEqualTo(504);
        assertThat(response(answer, "4").path("status").asInt()).isEqualTo(200);
        assertThat(graph.get("/planner/plans/" + plan + "/buckets").body().path("value"))
                .hasSize(1);
    }

    @Test
    void answersComeInAnyOrder() {
        Set<List<String>> orders = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            orders.add(twenty("/users").body().findValuesAsText("id"));
        }

        assertThat(orders).hasSizeGreaterThan(1);
    }

    @Test
    void aBatchNeedsATokenAndBetaHasOneToo() {
        String body = "{\"requests\":[" + item("1", "GET", "/planner/tasks/delta") + "]}";

        assertThat(graph.withoutToken().post("/v1.0/$batch", body).status()).isEqualTo(401);
        assertThat(response(graph.post("/v1.0/$batch", body), "1")
                        .path("status")
                        .asInt())
                .isEqualTo(405);
        assertThat(graph.post("/beta/$batch", body)
                        .body()
                        .at("/responses/0/body/error/message")
                        .asText())
                .contains("three properties");
    }

    @Test
    void aPersonsBatchIsThePersons() {
        Graph.Answer answer =
                graph.as(3).post("/v1.0/$batch", "{\"requests\":[" + item("1", "GET", "/planner/plans/" + plan) + "]}");

        assertThat(response(answer, "1").path("status").asInt()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"requests\":[]}",
                "{\"requests\":[{\"method\":\"GET\",\"url\":\"/users\"}]}",
                "{\"requests\":[{\"id\":\"1\",\"url\":\"/users\"}]}",
                "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\"}]}",
                "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"https://graph.microsoft.com/v1.0/users\"}]}",
                "{\"requests\":[{\"id\":\"1\",\"method\":\"POST\",\"url\":\"/$batch\"}]}",
                "{\"requests\":[{\"id\":\"a\",\"method\":\"GET\",\"url\":\"/users\"},"
                        + "{\"id\":\"A\",\"method\":\"GET\",\"url\":\"/users\"}]}",
                "{\"requests\":[{\"id\":\"a\",\"method\":\"GET\",\"url\":\"/users\",\"dependsOn\":[\"b\"]}]}",
                "{\"requests\":[{\"id\":\"a\",\"method\":\"GET\",\"url\":\"/users\",\"dependsOn\":[\"a\"]}]}"
            })
    void aMalformedEnvelopeIsRefusedAsAWhole(String body) {
        assertThat(graph.post("/v1.0/$batch", body).status()).isEqualTo(400);
    }

    @Test
    void twentyOneAreTooMany() {
        String items = IntStream.rangeClosed(1, 21)
                .mapToObj(i -> item(Integer.toString(i), "GET", "/users"))
                .collect(Collectors.joining(","));

        assertThat(graph.post("/v1.0/$batch", "{\"requests\":[" + items + "]}").status())
                .isEqualTo(400);
    }

    private Graph.Answer twenty(String url) {
        return batch(IntStream.rangeClosed(1, 20)
                .mapToObj(i -> item(Integer.toString(i), "GET", url))
                .toArray(String[]::new));
    }

    private Graph.Answer batch(String... items) {
        return graph.post("/v1.0/$batch", "{\"requests\":[" + String.join(",", items) + "]}");
    }

    private static String item(String id, String method, String url) {
        return item(id, method, url, "");
    }

    private static String item(String id, String method, String url, String more) {
        return "{\"id\":\"%s\",\"method\":\"%s\",\"url\":\"%s\"%s}".formatted(id, method, url, more);
    }

    private static JsonNode response(Graph.Answer answer, String id) {
        for (JsonNode response : answer.body().path("responses")) {
            if (response.path("id").asText().equals(id)) {
                return response;
            }
        }
        throw new AssertionError("no answer to " + id + " in " + answer.body());
    }

    private static Planner people() {
        SIMULATOR.contoso().people(3);
        return new Planner(SIMULATOR.graph());
    }
}
