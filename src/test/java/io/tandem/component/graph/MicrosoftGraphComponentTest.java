package io.tandem.component.graph;

import static io.tandem.component.graph.client.ScriptedGraph.json;
import static io.tandem.component.graph.client.ScriptedGraph.reply;
import static io.tandem.component.graph.client.ScriptedGraph.silence;
import static io.tandem.component.graph.client.ScriptedGraph.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.client.ScriptedGraph;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

class MicrosoftGraphComponentTest {
    private final ScriptedGraph graph = ScriptedGraph.plain();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();

    @BeforeEach
    void start() {
        MicrosoftGraphConfiguration configuration = new MicrosoftGraphConfiguration();
        configuration.setBaseUri(graph.root().toString());
        configuration.setCredential(
                request -> Mono.just(new AccessToken("t", OffsetDateTime.now().plusHours(1))));
        MicrosoftGraphComponent component = new MicrosoftGraphComponent();
        component.setConfiguration(configuration);
        camel.addComponent("microsoft-graph", component);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        graph.close();
    }

    @Test
    void readsWhatTheUriSays() {
        graph.answers(json(200, "{\"displayName\":\"x\"}", "ETag", "W/\"1\"", "request-id", "abc"));

        Exchange out = send("microsoft-graph:get?path=/groups/1&apiVersion=beta", "ignored", Map.of());

        assertThat(graph.received().getFirst().uri()).isEqualTo("/beta/groups/1");
        assertThat(graph.received().getFirst().body()).isEmpty();
        assertThat(out.getMessage().getBody()).isInstanceOf(GraphAnswer.Success.class);
        assertThat(out.getMessage().getHeaders())
                .containsEntry(MicrosoftGraphConstants.ANSWER, "success")
                .containsEntry(MicrosoftGraphConstants.STATUS, 200)
                .containsEntry(MicrosoftGraphConstants.ETAG, "W/\"1\"")
                .containsEntry(MicrosoftGraphConstants.REQUEST_ID, "abc");
    }

    @Test
    void putsHeadersOfTheMessageIntoTheRequest() {
        graph.answers(status(204));

        send(
                "microsoft-graph:patch?path=/nowhere",
                Map.of("title", "x"),
                Map.of(
                        MicrosoftGraphConstants.PATH, "/planner/tasks/1",
                        MicrosoftGraphConstants.IF_MATCH, "W/\"1\"",
                        MicrosoftGraphConstants.PREFER, "return=representation",
                        MicrosoftGraphConstants.CONSISTENCY_LEVEL, "eventual",
                        MicrosoftGraphConstants.REQUEST_HEADERS, Map.of("x-ms-throttle-priority", "low")));

        assertThat(graph.received().getFirst().uri()).isEqualTo("/v1.0/planner/tasks/1");
        assertThat(graph.received().getFirst().headers())
                .containsEntry("if-match", "W/\"1\"")
                .containsEntry("prefer", "return=representation")
                .containsEntry("consistencylevel", "eventual")
                .containsEntry("x-ms-throttle-priority", "low");
    }

    static Stream<Object> bodies() throws Exception {
        String text = "{\"title\":\"Ç\"}";
        JsonNode json = new ObjectMapper().readTree(text);
        return Stream.of(Map.of("title", "Ç"), json, text, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void sendsAnyFormOfJson(Object body) {
        graph.answers(status(204));

        send("microsoft-graph:post?path=/planner/tasks", body, Map.of());

        assertThat(graph.received().getFirst().body()).isEqualTo("{\"title\":\"Ç\"}");
    }

    @Test
    void sendsNoBodyForNone() {
        graph.answers(status(202));

        send("microsoft-graph:post?path=/teams/1/unarchive", null, Map.of());

        assertThat(graph.received().getFirst().body()).isEmpty();
    }

    @Test
    void letsARequestInTheBodyWin() {
        graph.answers(status(204));

        send(
                "microsoft-graph:send",
                GraphRequest.delete("/planner/tasks/1").ifMatch("e"),
                Map.of(MicrosoftGraphConstants.PATH, "/elsewhere"));

        assertThat(graph.received().getFirst().method()).isEqualTo("DELETE");
        assertThat(graph.received().getFirst().uri()).isEqualTo("/v1.0/planner/tasks/1");
    }

    @Test
    void takesTheOperationFromTheHeaderWhenTheUriLeavesItOpen() {
        graph.answers(status(204));

        send(
                "microsoft-graph:send?path=/groups(uniqueName='x')",
                "{}",
                Map.of(MicrosoftGraphConstants.OPERATION, "upsert"));

        assertThat(graph.received().getFirst().headers()).containsEntry("prefer", "create-if-missing");
    }

    @Test
    void takesAConditionOnlyToWhatChangesSomething() {
        graph.answers(status(200), status(204));
        Map<String, Object> headers = Map.of(
                MicrosoftGraphConstants.IF_MATCH, "W/\"1\"",
                MicrosoftGraphConstants.PREFER, "include-unknown-enum-members",
                MicrosoftGraphConstants.RETURN_REPRESENTATION, true);

        send("microsoft-graph:get?path=/planner/tasks/1", null, headers);
        send("microsoft-graph:delete?path=/planner/tasks/1", null, headers);

        assertThat(graph.received().getFirst().headers()).doesNotContainKey("if-match");
        assertThat(graph.received().getLast().headers())
                .containsEntry("if-match", "W/\"1\"")
                .containsEntry("prefer", "include-unknown-enum-members, return=representation");
    }

    @Test
    void answersABatchWithOneAnswerForEachRequest() {
        graph.answers(
                json(
                        200,
                        "{\"responses\":[{\"id\":\"2\",\"status\":429,\"headers\":{\"Retry-After\":\"2\"}},{\"id\":\"1\",\"status\":204}]}"));

        Exchange out = send(
                "microsoft-graph:batch",
                List.of(GraphRequest.get("/users/1"), GraphRequest.get("/groups/1")),
                Map.of());

        assertThat(out.getMessage().getBody(List.class))
                .hasExactlyElementsOfTypes(GraphAnswer.Success.class, GraphAnswer.Throttled.class);
        assertThat(out.getMessage().getHeaders())
                .containsEntry(MicrosoftGraphConstants.ANSWER, "mixed")
                .containsEntry(MicrosoftGraphConstants.RETRY_AFTER, 2000L);
    }

    @Test
    void letsAMessageAskForASequentialBatch() {
        graph.answers(json(200, "{\"responses\":[{\"id\":\"2\",\"status\":200},{\"id\":\"1\",\"status\":204}]}"));

        Exchange out = send(
                "microsoft-graph:send?sequentialBatch=true",
                List.of(GraphRequest.get("/users/1"), GraphRequest.get("/groups/1")),
                Map.of(MicrosoftGraphConstants.OPERATION, "batch"));

        assertThat(graph.received().getFirst().body()).contains("\"dependsOn\":[\"1\"]");
        assertThat(out.getMessage().getHeaders()).containsEntry(MicrosoftGraphConstants.ANSWER, "success");
    }

    @Test
    void refusesABatchOfAnythingElse() {
        assertThat(send("microsoft-graph:batch", List.of("x"), Map.of()).getException())
                .hasMessage("body: is no list of GraphRequest");
    }

    @Test
    void saysThatItIsThrottledInHeadersTooAndForgetsThatLater() {
        graph.answers(status(429, "Retry-After", "0.2"), status(200));

        Exchange first = send("microsoft-graph:get?path=/groups/1", null, Map.of());
        Exchange second = send(
                "microsoft-graph:get?path=/users/1",
                null,
                new HashMap<>(first.getMessage().getHeaders()));

        assertThat(first.getException()).isNull();
        assertThat(first.getMessage().getHeaders())
                .containsEntry(MicrosoftGraphConstants.ANSWER, "throttled")
                .containsEntry(MicrosoftGraphConstants.RETRY_AFTER, 200L);
        assertThat(second.getMessage().getHeaders()).doesNotContainKey(MicrosoftGraphConstants.RETRY_AFTER);
    }

    @Test
    void saysWhyItIsRejected() {
        graph.answers(json(404, "{\"error\":{\"code\":\"Request_ResourceNotFound\",\"message\":\"m\"}}"));

        Exchange out = send("microsoft-graph:get?path=/groups/1", null, Map.of());

        assertThat(out.getMessage().getHeaders())
                .containsEntry(MicrosoftGraphConstants.ANSWER, "rejected")
                .containsEntry(MicrosoftGraphConstants.STATUS, 404)
                .containsEntry(MicrosoftGraphConstants.ERROR_CODE, "Request_ResourceNotFound");
    }

    @Test
    void isUnavailableWhenNoAnswerComesInTime() {
        graph.answers(silence());

        Exchange out = send("microsoft-graph:get?path=/groups/1&requestTimeout=200ms", null, Map.of());

        assertThat(out.getMessage().getHeaders()).containsEntry(MicrosoftGraphConstants.ANSWER, "unavailable");
    }

    @Test
    void readsAllPages() {
        graph.answers(
                json(200, "{\"@odata.nextLink\":\"{root}/v1.0/users?$skiptoken=a%20b\",\"value\":[{\"id\":\"1\"}]}"),
                json(200, "{\"value\":[{\"id\":\"2\"}]}"));

        Exchange out = send("microsoft-graph:list?path=/users", null, Map.of());

        assertThat(out.getMessage().getBody(GraphAnswer.Success.class).body().path("value"))
                .hasSize(2);
        assertThat(graph.received().getLast().uri()).isEqualTo("/v1.0/users?$skiptoken=a%20b");
    }

    @Test
    void doesNotTakeTheTokenToAForeignPage() {
        graph.answers(json(200, "{\"@odata.nextLink\":\"https://elsewhere.example/v1.0/users\",\"value\":[]}"));

        Exchange out = send("microsoft-graph:list?path=/users", null, Map.of());

        assertThat(out.getMessage().getHeaders()).containsEntry(MicrosoftGraphConstants.ERROR_CODE, "foreignLink");
    }

    @Test
    void followsAnOperationToItsEndInARoute() throws Exception {
        graph.answers(
                reply(202, "", "Location", "/teams('1')/operations('2')"),
                status(404),
                json(200, "{\"status\":\"inProgress\"}"),
                json(200, "{\"status\":\"succeeded\",\"targetResourceId\":\"1\"}"));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:team")
                        .to("microsoft-graph:post?path=/teams")
                        .setHeader(MicrosoftGraphConstants.PATH, header(MicrosoftGraphConstants.LOCATION))
                        .to("microsoft-graph:await?pollInterval=20&pollTimeout=5s");
            }
        });

        Exchange out = send("direct:team", Map.of("displayName", "x"), Map.of());

        assertThat(out.getMessage()
                        .getBody(GraphAnswer.Success.class)
                        .body()
                        .path("targetResourceId")
                        .asText())
                .isEqualTo("1");
        assertThat(graph.received())
                .extracting(ScriptedGraph.Received::uri)
                .containsExactly(
                        "/v1.0/teams",
                        "/v1.0/teams('1')/operations('2')",
                        "/v1.0/teams('1')/operations('2')",
                        "/v1.0/teams('1')/operations('2')");
    }

    @Test
    void answersWhenItStopsWhileAnOperationGoesOn() throws Exception {
        graph.answers(json(200, "{\"status\":\"inProgress\"}"));
        var pending =
                template.asyncSend("microsoft-graph:await?path=/teams(1)/operations(2)", (Exchange exchange) -> {});
        org.awaitility.Awaitility.await().until(() -> !graph.received().isEmpty());

        camel.getComponent("microsoft-graph", MicrosoftGraphComponent.class).stop();

        assertThat(pending.get(5, TimeUnit.SECONDS).getMessage().getBody()).isInstanceOf(GraphAnswer.Unavailable.class);
    }

    @Test
    void sharesOneClientAmongEndpointsOfOneConnection() {
        MicrosoftGraphComponent component = camel.getComponent("microsoft-graph", MicrosoftGraphComponent.class);
        MicrosoftGraphConfiguration patient = component.getConfiguration().copy();
        patient.setRequestTimeout(99_000);
        MicrosoftGraphConfiguration other = component.getConfiguration().copy();
        other.setScope("other/.default");

        assertThat(component.client(patient)).isSameAs(component.client(component.getConfiguration()));
        assertThat(component.client(other)).isNotSameAs(component.client(patient));
    }

    @Test
    void blamesTheMessageForWhatItLacks() {
        assertThat(send("microsoft-graph:get", null, Map.of()).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(MicrosoftGraphConstants.PATH);
        assertThat(send("microsoft-graph:send?path=/groups", null, Map.of()).getException())
                .hasMessageContaining(MicrosoftGraphConstants.OPERATION);
        assertThat(send("microsoft-graph:post?path=/groups", "{ \"secret\": hush", Map.of())
                        .getException())
                .hasMessageContaining("no JSON")
                .hasMessageNotContaining("hush");
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> camel.getEndpoint("microsoft-graph:fetch"))
                .hasRootCauseMessage(
                        "operation: 'fetch' is none of get, list, post, patch, put, delete, upsert, await");
        assertThatThrownBy(() -> camel.getEndpoint("microsoft-graph:get").createConsumer(exchange -> {}))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() ->
                        camel.getEndpoint("microsoft-graph:get?apiVersion=v3").createProducer())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apiVersion");
    }

    @Test
    void wantsToKnowWhoCalls() throws Exception {
        try (DefaultCamelContext bare = new DefaultCamelContext()) {
            bare.start();

            assertThatThrownBy(() -> bare.getEndpoint("microsoft-graph:get").createProducer())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("microsoft-graph needs a credential, or tenantId, clientId and clientSecret");
        }
    }

    private Exchange send(String uri, @Nullable Object body, Map<String, Object> headers) {
        return template.send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }
}
