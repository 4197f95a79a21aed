package io.tandem.component.graph.client;

import static io.tandem.component.graph.client.BatchOrder.PARALLEL;
import static io.tandem.component.graph.client.BatchOrder.SEQUENTIAL;
import static io.tandem.component.graph.client.ScriptedGraph.drop;
import static io.tandem.component.graph.client.ScriptedGraph.json;
import static io.tandem.component.graph.client.ScriptedGraph.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.credential.AccessToken;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.component.graph.client.GraphAnswer.Rejected;
import io.tandem.component.graph.client.GraphAnswer.Success;
import io.tandem.component.graph.client.GraphAnswer.Throttled;
import io.tandem.component.graph.client.GraphAnswer.Unavailable;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class GraphBatchTest {
    private static final ObjectNode BODY = JsonNodeFactory.instance.objectNode().put("title", "x");

    private final ScriptedGraph graph = ScriptedGraph.plain();
    private final SettableClock clock = new SettableClock();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<GraphCallListener.Call> calls = new CopyOnWriteArrayList<>();
    private final GraphClient client = new GraphClient(
            new GraphConnection(
                    graph.root(),
                    new GraphLogin.Credential(request -> Mono.just(new AccessToken(
                            "t", clock.instant().plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC)))),
                    null,
                    null,
                    Duration.ofSeconds(5),
                    calls::add),
            scheduler,
            clock);

    @AfterEach
    void stop() {
        client.close();
        scheduler.shutdownNow();
        graph.close();
    }

    @Test
    void sendsEachRequestWithItsHeadersAndBody() {
        graph.answers(responses("{\"id\":\"1\",\"status\":204}", "{\"id\":\"2\",\"status\":200}"));

        batch(
                PARALLEL,
                GraphRequest.patch("/planner/tasks/a1", BODY).ifMatch("W/\"1\""),
                GraphRequest.get("/users?$filter=displayName eq 'x'"));

        assertThat(graph.received().getFirst().uri()).isEqualTo("/v1.0/$batch");
        assertThat(requests(0)).isEqualTo(tree("""
                        [{"id":"1","method":"PATCH","url":"/planner/tasks/a1",
                          "headers":{"If-Match":"W/\\"1\\"","Content-Type":"application/json"},"body":{"title":"x"}},
                         {"id":"2","method":"GET","url":"/users?$filter=displayName%20eq%20'x'","headers":{}}]"""));
    }

    @Test
    void givesEachRequestItsAnswerInTheOrderOfTheRequests() {
        graph.answers(responses(
                "{\"id\":\"2\",\"status\":404,\"body\":{\"error\":{\"code\":\"NotFound\",\"message\":\"m\"}}}",
                "{\"id\":\"3\",\"status\":409,\"headers\":{\"request-id\":\"own\"},\"body\":{\"error\":{\"code\":\"c\",\"message\":\"m\"}}}",
                "{\"id\":\"1\",\"status\":201,\"headers\":{\"Location\":\"/x\"},\"body\":{\"id\":\"g1\"}}"));

        List<GraphAnswer> answers = batch(PARALLEL, get("/groups/1"), get("/groups/2"), get("/groups/3"));

        assertThat(answers.getFirst()).isInstanceOfSatisfying(Success.class, success -> {
            assertThat(success.status()).isEqualTo(201);
            assertThat(success.header("location")).contains("/x");
            assertThat(success.body().path("id").asText()).isEqualTo("g1");
        });
        assertThat(answers.get(1)).isEqualTo(new Rejected(404, "NotFound", "m", "outer"));
        assertThat(answers.get(2)).isEqualTo(new Rejected(409, "c", "m", "own"));
    }

    @Test
    void sendsTwentyAtATime() {
        graph.answers(allGood(20), allGood(20), allGood(5));

        List<GraphAnswer> answers = client.batch(
                IntStream.range(0, 45).mapToObj(i -> get("/users/" + i)).toList(), PARALLEL, GraphOptions.DEFAULTS);

        assertThat(answers).hasSize(45).allMatch(Success.class::isInstance);
        assertThat(graph.received()).hasSize(3);
        assertThat(requests(2)).hasSize(5);
    }

    @Test
    void keepsVersionsApart() {
        graph.answers(allGood(1), allGood(1));

        batch(PARALLEL, get("/users/1"), get("/beta/users/2"));

        assertThat(graph.received())
                .extracting(ScriptedGraph.Received::uri)
                .containsExactly("/v1.0/$batch", "/beta/$batch");
        assertThat(requests(1).at("/0/url").asText()).isEqualTo("/users/2");
    }

    @Test
    void closesTheBucketOfTheOneThatIsThrottled() {
        graph.answers(
                responses(
                        "{\"id\":\"1\",\"status\":429,\"headers\":{\"Retry-After\":\"7\"}}",
                        "{\"id\":\"2\",\"status\":204}"),
                allGood(1));

        List<GraphAnswer> first = batch(PARALLEL, add("t1"), add("t2"));
        List<GraphAnswer> second = batch(PARALLEL, add("t1"), add("t2"));

        assertThat(first.getFirst()).isEqualTo(new Throttled(Duration.ofSeconds(7), true, "outer"));
        assertThat(first.get(1)).isInstanceOf(Success.class);
        assertThat(second.getFirst()).isEqualTo(new Throttled(Duration.ofSeconds(7), false, ""));
        assertThat(second.get(1)).isInstanceOf(Success.class);
        assertThat(requests(1)).hasSize(1);
        assertThat(client.send(add("t1"))).isInstanceOf(Throttled.class);
    }

    @Test
    void sendsNothingWhenAllAreKeptBack() {
        graph.answers(responses("{\"id\":\"1\",\"status\":429,\"headers\":{\"Retry-After\":\"7\"}}"));
        batch(PARALLEL, add("t1"));

        batch(PARALLEL, add("t1"));

        assertThat(graph.received()).hasSize(1);
    }

    @Test
    void mayHaveExecutedEachWhenTheAnswerIsLost() {
        graph.answers(drop());

        List<GraphAnswer> answers = batch(PARALLEL, add("t1"), add("t2"));

        assertThat(answers)
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                trouble -> assertThat(trouble.mayHaveExecuted()).isTrue()));
    }

    @Test
    void mayHaveExecutedTheOneThatHasNoAnswer() {
        graph.answers(responses("{\"id\":\"2\",\"status\":204}", "{\"id\":\"1\"}"));

        List<GraphAnswer> answers = batch(PARALLEL, add("t1"), add("t2"));

        assertThat(answers.getFirst()).isEqualTo(new Unavailable(true, "no answer in batch outer", null));
        assertThat(answers.get(1)).isInstanceOf(Success.class);
    }

    @Test
    void throttlesEachWhenTheBatchIs() {
        graph.answers(status(429, "Retry-After", "3", "request-id", "outer"));

        assertThat(batch(PARALLEL, add("t1"), add("t2")))
                .containsOnly(new Throttled(Duration.ofSeconds(3), true, "outer"));
    }

    @Test
    void makesEachWaitForTheOneBeforeInSequence() {
        graph.answers(allGood(3));

        batch(SEQUENTIAL, add("t1"), add("t2"), add("t3"));

        assertThat(requests(0).findValuesAsText("id")).containsExactly("1", "2", "3");
        assertThat(requests(0).at("/0/dependsOn").isMissingNode()).isTrue();
        assertThat(requests(0).at("/2/dependsOn")).isEqualTo(tree("[\"2\"]"));
    }

    @Test
    void rejectsWhatDependsOnARejectedOneEvenInALaterBatch() {
        graph.answers(responses(IntStream.rangeClosed(1, 20)
                .mapToObj(id -> "{\"id\":\"" + id + "\",\"status\":" + (id < 19 ? 204 : id == 19 ? 400 : 424) + "}")
                .toArray(String[]::new)));

        List<GraphAnswer> answers = client.batch(
                IntStream.range(0, 22).mapToObj(i -> add("t" + i)).toList(), SEQUENTIAL, GraphOptions.DEFAULTS);

        assertThat(answers.subList(18, 22))
                .extracting(answer -> ((Rejected) answer).status())
                .containsExactly(400, 424, 424, 424);
        assertThat(graph.received()).hasSize(1);
    }

    @Test
    void waitsWithWhatDependsOnAThrottledOne() {
        graph.answers(responses(
                "{\"id\":\"1\",\"status\":429,\"headers\":{\"Retry-After\":\"7\"}}", "{\"id\":\"2\",\"status\":424}"));

        List<GraphAnswer> answers = batch(SEQUENTIAL, add("t1"), add("t2"));

        assertThat(answers.get(1)).isEqualTo(new Throttled(Duration.ofSeconds(7), true, ""));
    }

    @Test
    void surelyHasNotDoneWhatDependsOnAnUnclearOne() {
        graph.answers(responses("{\"id\":\"1\",\"status\":503}", "{\"id\":\"2\",\"status\":424}"));

        List<GraphAnswer> answers = batch(SEQUENTIAL, add("t1"), add("t2"));

        assertThat(answers.getFirst())
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        trouble -> assertThat(trouble.mayHaveExecuted()).isTrue());
        assertThat(answers.get(1)).isInstanceOfSatisfying(Unavailable.class, trouble -> {
            assertThat(trouble.mayHaveExecuted()).isFalse();
            assertThat(trouble.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void sendsNothingAfterOneKeptBackInSequence() {
        graph.answers(
                responses("{\"id\":\"1\",\"status\":429,\"headers\":{\"Retry-After\":\"7\"}}"),
                responses("{\"id\":\"1\",\"status\":204}"));
        batch(PARALLEL, add("t2"));

        List<GraphAnswer> answers = batch(SEQUENTIAL, add("t1"), add("t2"), add("t3"));

        assertThat(answers.getFirst()).isInstanceOf(Success.class);
        assertThat(answers.subList(1, 3)).containsOnly(new Throttled(Duration.ofSeconds(7), false, ""));
        assertThat(requests(1)).hasSize(1);
    }

    @Test
    void tellsTheListenerOfEachRequestInside() {
        graph.answers(allGood(1));

        batch(PARALLEL, add("t1"));

        assertThat(calls)
                .extracting(GraphCallListener.Call::path)
                .containsExactlyInAnyOrder("/$batch", "/teams/{id}/members/add");
    }

    @Test
    void refusesWhatTakesMoreThanOneCall() {
        assertThatIllegalArgumentException().isThrownBy(() -> batch(PARALLEL, GraphRequest.list("/users")));
        assertThatIllegalArgumentException().isThrownBy(() -> batch(PARALLEL, GraphRequest.await("/x")));
        assertThat(graph.received()).isEmpty();
    }

    @Test
    void asksNothingForNoRequests() {
        assertThat(batch(SEQUENTIAL)).isEmpty();
        assertThat(graph.received()).isEmpty();
    }

    private List<GraphAnswer> batch(BatchOrder order, GraphRequest... requests) {
        return client.batch(List.of(requests), order, GraphOptions.DEFAULTS);
    }

    private JsonNode requests(int batch) {
        return tree(graph.received().get(batch).body()).path("requests");
    }

    private static GraphRequest get(String path) {
        return GraphRequest.get(path);
    }

    private static GraphRequest add(String team) {
        return GraphRequest.post("/teams/" + team + "/members/add", BODY);
    }

    private static ScriptedGraph.Reply allGood(int number) {
        return responses(IntStream.rangeClosed(1, number)
                .mapToObj(id -> "{\"id\":\"" + id + "\",\"status\":204}")
                .toArray(String[]::new));
    }

    private static ScriptedGraph.Reply responses(String... responses) {
        return json(200, "{\"responses\":[" + String.join(",", responses) + "]}", "request-id", "outer");
    }

    private static JsonNode tree(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
