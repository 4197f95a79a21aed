package io.tandem.component.graph.client;

import static io.tandem.component.graph.client.ScriptedGraph.drop;
import static io.tandem.component.graph.client.ScriptedGraph.gzip;
import static io.tandem.component.graph.client.ScriptedGraph.json;
import static io.tandem.component.graph.client.ScriptedGraph.reply;
import static io.tandem.component.graph.client.ScriptedGraph.silence;
import static io.tandem.component.graph.client.ScriptedGraph.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.credential.AccessToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.component.graph.client.GraphAnswer.Rejected;
import io.tandem.component.graph.client.GraphAnswer.Success;
import io.tandem.component.graph.client.GraphAnswer.Throttled;
import io.tandem.component.graph.client.GraphAnswer.Unavailable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class GraphClientTest {
    private static final ObjectNode BODY = JsonNodeFactory.instance.objectNode().put("displayName", "São Paulo");

    private final ScriptedGraph graph = ScriptedGraph.plain();
    private final SettableClock clock = new SettableClock();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger issued = new AtomicInteger();
    private final List<GraphCallListener.Call> calls = new CopyOnWriteArrayList<>();
    private final GraphClient client = client(graph.root());

    @AfterEach
    void stop() {
        client.close();
        scheduler.shutdownNow();
        graph.close();
    }

    @Test
    void sendsWhatIsAskedWithATokenAndAnIdOfItsOwn() {
        graph.answers(status(204), status(204));

        client.send(GraphRequest.patch("/planner/tasks/a1", BODY).ifMatch("W/\"1\""));
        client.send(GraphRequest.delete("/planner/tasks/a1"));

        ScriptedGraph.Received patch = graph.received().getFirst();
        assertThat(patch.method()).isEqualTo("PATCH");
        assertThat(patch.uri()).isEqualTo("/v1.0/planner/tasks/a1");
        assertThat(patch.body()).isEqualTo("{\"displayName\":\"São Paulo\"}");
        assertThat(patch.headers())
                .containsEntry("authorization", "Bearer token-1")
                .containsEntry("if-match", "W/\"1\"")
                .containsEntry("content-type", "application/json")
                .containsEntry("accept-encoding", "gzip");
        ScriptedGraph.Received delete = graph.received().getLast();
        assertThat(delete.headers()).doesNotContainKey("content-type");
        assertThat(delete.headers().get("client-request-id"))
                .hasSize(36)
                .isNotEqualTo(patch.headers().get("client-request-id"));
    }

    @Test
    void returnsASuccessWithItsHeaders() {
        graph.answers(status(202, "Location", "/teams('1')/operations('2')", "request-id", "abc"));

        GraphAnswer answer = client.send(GraphRequest.post("/teams", BODY));

        assertThat(answer).isInstanceOfSatisfying(Success.class, success -> {
            assertThat(success.status()).isEqualTo(202);
            assertThat(success.body().isMissingNode()).isTrue();
            assertThat(success.header("location")).contains("/teams('1')/operations('2')");
            assertThat(success.requestId()).isEqualTo("abc");
        });
    }

    @Test
    void takesAPartialSuccessForASuccess() {
        graph.answers(json(207, "{\"value\":[{\"userId\":\"1\",\"error\":{\"code\":\"NotFound\"}}]}"));

        GraphAnswer answer = client.send(GraphRequest.post("/teams/t1/members/add", BODY));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Success.class,
                        success -> assertThat(
                                        success.body().at("/value/0/error/code").asText())
                                .isEqualTo("NotFound"));
    }

    @Test
    void unpacksGzip() {
        graph.answers(gzip(200, "{\"id\":\"1\"}"));

        GraphAnswer answer = client.send(GraphRequest.get("/me"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Success.class,
                        success ->
                                assertThat(success.body().path("id").asText()).isEqualTo("1"));
    }

    @Test
    void readsTextAsText() {
        graph.answers(reply(200, "42", "Content-Type", "text/plain"));

        GraphAnswer answer = client.send(GraphRequest.get("/users/$count"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Success.class,
                        success -> assertThat(success.body().textValue()).isEqualTo("42"));
    }

    @Test
    void saysWhyGraphRefuses() {
        graph.answers(json(
                403,
                "{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\",\"innerError\":{\"code\":\"AclCheckFailed\"}}}",
                "request-id",
                "abc"));

        GraphAnswer answer = client.send(GraphRequest.get("/groups"));

        assertThat(answer).isEqualTo(new Rejected(403, "AclCheckFailed", "no", "abc"));
    }

    @Test
    void readsARefusalWithoutAnEnvelope() {
        graph.answers(status(413));

        GraphAnswer answer = client.send(GraphRequest.post("/groups", BODY));

        assertThat(answer).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(413);
            assertThat(rejected.code()).isEmpty();
        });
    }

    @Test
    void obeysRetryAfterByKeepingTheNextRequestBack() {
        graph.answers(status(429, "Retry-After", "2.128", "request-id", "abc"), status(204));

        GraphAnswer first = client.send(GraphRequest.patch("/planner/tasks/a1", BODY));
        clock.pass(Duration.ofSeconds(2));
        GraphAnswer second = client.send(GraphRequest.patch("/planner/tasks/a2", BODY));

        assertThat(first).isEqualTo(new Throttled(Duration.ofMillis(2128), true, "abc"));
        assertThat(second).isEqualTo(new Throttled(Duration.ofMillis(128), false, ""));
        assertThat(graph.received()).hasSize(1);
        clock.pass(Duration.ofMillis(128));
        assertThat(client.send(GraphRequest.patch("/planner/tasks/a2", BODY))).isInstanceOf(Success.class);
    }

    @Test
    void obeysRetryAfterOfAnOutageToo() {
        graph.answers(status(503, "Retry-After", "10", "request-id", "abc"));

        GraphAnswer first = client.send(GraphRequest.post("/groups", BODY));
        GraphAnswer second = client.send(GraphRequest.post("/groups", BODY));

        assertThat(first).isEqualTo(new Unavailable(true, "status 503, request abc", Duration.ofSeconds(10)));
        assertThat(second).isEqualTo(new Throttled(Duration.ofSeconds(10), false, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 504, 599})
    void doesNotKnowWhatTroubleDid(int status) {
        graph.answers(status(status));

        GraphAnswer answer = client.send(GraphRequest.post("/groups", BODY));

        assertThat(answer).isInstanceOfSatisfying(Unavailable.class, trouble -> {
            assertThat(trouble.mayHaveExecuted()).isTrue();
            assertThat(trouble.retryAfter()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({"501", "507", "423", "410"})
    void isRefusedForGood(int status) {
        graph.answers(status(status));

        assertThat(client.send(GraphRequest.get("/groups"))).isInstanceOf(Rejected.class);
    }

    @Test
    void takesBandwidthExceededForThrottling() {
        graph.answers(status(509));

        assertThat(client.send(GraphRequest.get("/groups"))).isInstanceOf(Throttled.class);
    }

    @Test
    void takesAWebPageForNoAnswerOfGraph() {
        graph.answers(status(200, "Content-Type", "text/html; charset=utf-8"));

        GraphAnswer answer = client.send(GraphRequest.get("/groups"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.mayHaveExecuted()).isTrue());
    }

    @Test
    void doesNotFollowRedirectsWithTheToken() {
        graph.answers(status(302, "Location", "https://elsewhere.example/report.csv"));

        GraphAnswer answer = client.send(GraphRequest.get("/reports/getTeamsUserActivityCounts(period='D7')"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Success.class, success -> assertThat(success.status()).isEqualTo(302));
    }

    @Test
    void mayHaveExecutedWhenTheConnectionBreaksAfterSending() {
        graph.answers(drop());

        GraphAnswer answer = client.send(GraphRequest.post("/groups", BODY));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        trouble -> assertThat(trouble.mayHaveExecuted()).isTrue());
    }

    @Test
    void mayHaveExecutedWhenNoAnswerComesInTime() {
        graph.answers(silence());

        GraphAnswer answer = client.send(GraphRequest.post("/groups", BODY), patience(Duration.ofMillis(300)));

        assertThat(answer).isInstanceOfSatisfying(Unavailable.class, trouble -> {
            assertThat(trouble.mayHaveExecuted()).isTrue();
            assertThat(trouble.reason()).contains("TimeoutException");
        });
    }

    @Test
    void mayHaveExecutedWhenTheAnswerIsNotWhatItSays() {
        graph.answers(json(201, "{\"id\":"));

        assertThat(client.send(GraphRequest.post("/groups", BODY)))
                .isEqualTo(new Unavailable(true, "unreadable answer with status 201", null));
    }

    @Test
    void hasSurelyNotExecutedWhenNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (GraphClient nobody = client(URI.create("http://localhost:" + free))) {
            GraphAnswer answer = nobody.send(GraphRequest.post("/groups", BODY));

            assertThat(answer).isInstanceOfSatisfying(Unavailable.class, trouble -> {
                assertThat(trouble.mayHaveExecuted()).isFalse();
                assertThat(trouble.reason()).contains("ConnectException");
            });
        }
    }

    @Test
    void takesANewTokenOnceWhenAnOldOneIsRefused() {
        graph.answers(status(204), status(401), status(204));
        client.send(GraphRequest.patch("/groups/1", BODY));
        clock.pass(Duration.ofMinutes(1));

        GraphAnswer answer = client.send(GraphRequest.patch("/groups/1", BODY));

        assertThat(answer).isInstanceOf(Success.class);
        assertThat(graph.received())
                .extracting(received -> received.headers().get("authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void doesNotInsistWhenTheNewTokenIsRefusedToo() {
        graph.answers(status(401));

        GraphAnswer answer = client.send(GraphRequest.get("/groups"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(401));
        assertThat(graph.received()).hasSize(1);
    }

    @Test
    void createsUnderAnAlternateKey() {
        graph.answers(json(201, "{}"));

        client.send(GraphRequest.upsert("/groups(uniqueName='tandem-000135')", BODY)
                .withHeader("prefer", "return=representation"));

        ScriptedGraph.Received received = graph.received().getFirst();
        assertThat(received.method()).isEqualTo("PATCH");
        assertThat(received.uri()).isEqualTo("/v1.0/groups(uniqueName='tandem-000135')");
        assertThat(received.headers()).containsEntry("prefer", "return=representation, create-if-missing");
    }

    @Test
    void tellsTheListenerOfEveryCall() {
        graph.answers(status(429, "Retry-After", "1", "request-id", "abc"));

        client.send(GraphRequest.get("/teams/t1/members"));
        client.send(GraphRequest.get("/teams/t1/members"));

        assertThat(calls)
                .extracting(GraphCallListener.Call::path, GraphCallListener.Call::status, call -> call.requestId())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/teams/{id}/members", 429, "abc"),
                        org.assertj.core.groups.Tuple.tuple("/teams/{id}/members", 0, ""));
    }

    @Test
    void refusesAHeaderThatIsNotTheCallers() {
        GraphRequest request = GraphRequest.get("/groups").withHeader("Host", "elsewhere.example");

        assertThatIllegalArgumentException().isThrownBy(() -> client.send(request));
        assertThat(graph.received()).isEmpty();
    }

    @Test
    void neverSendsTheTokenElsewhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.send(GraphRequest.get("https://elsewhere.example/v1.0/users")));
    }

    @Test
    void showsNeitherBodiesNorSecretsInWords() {
        GraphRequest request = GraphRequest.post("/groups", BODY).withHeader("X-Key", "hush");
        GraphLogin login = new GraphLogin.ClientSecret("t", "c", "hush", null, false);

        assertThat(request + " " + GraphConnection.to(login)).doesNotContain("hush", "Paulo");
    }

    private GraphClient client(URI root) {
        GraphLogin login = new GraphLogin.Credential(request -> Mono.fromSupplier(() -> new AccessToken(
                "token-" + issued.incrementAndGet(),
                clock.instant().plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))));
        return new GraphClient(
                new GraphConnection(root, login, null, null, Duration.ofSeconds(5), calls::add), scheduler, clock);
    }

    private static GraphOptions patience(Duration time) {
        return new GraphOptions("v1.0", time, 0, 0, Duration.ofSeconds(30), Duration.ofMinutes(1));
    }
}
