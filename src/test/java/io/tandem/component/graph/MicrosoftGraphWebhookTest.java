package io.tandem.component.graph;

import static io.tandem.component.graph.client.ScriptedGraph.json;
import static io.tandem.component.graph.client.ScriptedGraph.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AccessToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.component.graph.client.ScriptedGraph;
import io.tandem.component.graph.webhook.EncryptedContent;
import io.tandem.component.graph.webhook.Notification;
import io.tandem.component.graph.webhook.RichContent;
import io.tandem.component.graph.webhook.RsaKeyStore;
import io.tandem.component.graph.webhook.TokenIssuer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The consumer behind camel-webhook and a real HTTP listener, against a scripted Graph that shakes hands. */
class MicrosoftGraphWebhookTest {
    private static final String SUBSCRIBE = "webhook:microsoft-graph:subscribe?resource=/teams/getAllMembers"
            + "&webhookComponentName=platform-http&webhookPath=/graph/notifications";
    private static final String CHANGE = """
            {"subscriptionId":"s1","clientState":"hush","tenantId":"%s","changeType":"created",
             "resource":"teams('1')/members('%s')"}""";

    private final int port = freePort();
    private final ScriptedGraph graph = ScriptedGraph.plain();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Exchange> received = new CopyOnWriteArrayList<>();
    private final List<HttpResponse<String>> handshakes = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        MicrosoftGraphConfiguration configuration = new MicrosoftGraphConfiguration();
        configuration.setBaseUri(graph.root().toString());
        configuration.setCredential(
                request -> Mono.just(new AccessToken("t", OffsetDateTime.now().plusHours(1))));
        MicrosoftGraphComponent component = new MicrosoftGraphComponent();
        component.setConfiguration(configuration);
        camel.addComponent("microsoft-graph", component);
        MainHttpServer server = new MainHttpServer();
        server.setHost("localhost");
        server.setPort(port);
        camel.addService(server);
    }

    @AfterEach
    void stop() {
        camel.stop();
        http.shutdownNow();
        graph.close();
    }

    @Test
    void subscribesShakesHandsAndUnsubscribes() throws Exception {
        graph.answers(shakingHands("s1"), status(204));
        route(SUBSCRIBE + "&clientState=hush&lifetime=3h&changeType=created");
        camel.start();

        await().until(() -> !handshakes.isEmpty());
        camel.stop();

        ScriptedGraph.Received subscription = graph.received().getFirst();
        assertThat(subscription.uri()).isEqualTo("/v1.0/subscriptions");
        JsonNode body = new ObjectMapper().readTree(subscription.body());
        assertThat(body.path("resource").asText()).isEqualTo("/teams/getAllMembers");
        assertThat(body.path("changeType").asText()).isEqualTo("created");
        assertThat(body.path("clientState").asText()).isEqualTo("hush");
        assertThat(body.path("notificationUrl").asText()).isEqualTo(url());
        assertThat(body.path("lifecycleNotificationUrl").asText()).isEqualTo(url());
        assertThat(Instant.parse(body.path("expirationDateTime").asText()))
                .isBetween(Instant.now().plusSeconds(10_000), Instant.now().plusSeconds(10_900));
        assertThat(handshakes.getFirst()).satisfies(MicrosoftGraphWebhookTest::echoesTheToken);
        assertThat(graph.received().getLast().method()).isEqualTo("DELETE");
        assertThat(graph.received().getLast().uri()).isEqualTo("/v1.0/subscriptions/s1");
    }

    @Test
    void makesOneExchangeOfEachNotification() throws Exception {
        subscribed("&clientState=hush&tenantIds=" + TokenIssuer.TENANT);

        HttpResponse<String> response =
                post(CHANGE.formatted(TokenIssuer.TENANT, "1"), CHANGE.formatted(TokenIssuer.TENANT, "2"));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
        assertThat(received).hasSize(2);
        assertThat(received.get(1).getMessage().getHeaders())
                .containsEntry(MicrosoftGraphConstants.SUBSCRIPTION_ID, "s1")
                .containsEntry(MicrosoftGraphConstants.CHANGE_TYPE, "created")
                .containsEntry(MicrosoftGraphConstants.RESOURCE, "teams('1')/members('2')")
                .containsEntry(MicrosoftGraphConstants.TENANT_ID, TokenIssuer.TENANT)
                .containsEntry(MicrosoftGraphConstants.CLIENT_STATE_CHECKED, true)
                .containsEntry(MicrosoftGraphConstants.SEQUENCE, 1)
                .doesNotContainKey(MicrosoftGraphConstants.LIFECYCLE_EVENT);
        assertThat(received.get(1).getMessage().getBody()).isInstanceOf(Notification.Change.class);
    }

    @Test
    void dropsWhatDoesNotKnowTheSecretAndDoesNotTell() throws Exception {
        subscribed("");

        HttpResponse<String> response = post(CHANGE.formatted(TokenIssuer.TENANT, "1"));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(received).isEmpty();
    }

    @Test
    void knowsTheRandomSecretItMade() throws Exception {
        subscribed("");
        String secret = new ObjectMapper()
                .readTree(graph.received().getFirst().body())
                .path("clientState")
                .asText();

        post(CHANGE.formatted(TokenIssuer.TENANT, "1").replace("hush", secret));

        assertThat(secret).hasSize(43);
        assertThat(received).hasSize(1);
    }

    @Test
    void asksForThePostAgainWhenTheRouteFails() throws Exception {
        subscribed("&clientState=hush");
        failing = true;

        HttpResponse<String> first = post(CHANGE.formatted("t", "1"), CHANGE.formatted("t", "2"));
        failing = false;
        HttpResponse<String> second = post(CHANGE.formatted("t", "1"), CHANGE.formatted("t", "2"));

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(received).hasSize(4);
    }

    @Test
    void refusesWhatIsNoPostOfGraph() throws Exception {
        subscribed("&clientState=hush");

        assertThat(send("{\"value\":").statusCode()).isEqualTo(400);
        assertThat(send("").statusCode()).isEqualTo(400);
        assertThat(send("x".repeat(5 << 20)).statusCode()).isIn(400, 413);
        assertThat(received).isEmpty();
    }

    @Test
    void doesNotEchoHeadersOfThePost() throws Exception {
        subscribed("&clientState=hush");

        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(url()))
                        .header("X-Evil", "1")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.headers().map()).doesNotContainKey("x-evil");
    }

    @Test
    void tellsTheRouteOfLifecycleEvents() throws Exception {
        subscribed("&clientState=hush");

        post("{\"subscriptionId\":\"s1\",\"clientState\":\"hush\",\"tenantId\":\"t\",\"lifecycleEvent\":\"missed\"}");

        assertThat(received)
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage().getHeaders())
                        .containsEntry(MicrosoftGraphConstants.LIFECYCLE_EVENT, "missed")
                        .doesNotContainKey(MicrosoftGraphConstants.CHANGE_TYPE));
    }

    @Test
    void makesANewSubscriptionWhenTheOldOneIsRemoved() throws Exception {
        subscribed("&clientState=hush");
        graph.answers(shakingHands("s2"));

        post("{\"subscriptionId\":\"s1\",\"clientState\":\"hush\",\"lifecycleEvent\":\"subscriptionRemoved\"}");

        await().until(() -> graph.received().size() == 2);
        assertThat(graph.received().getLast().method()).isEqualTo("POST");
    }

    @Test
    void triesAgainWhenGraphCouldNotShakeHands() throws Exception {
        graph.answers(json(400, "{\"error\":{\"code\":\"ValidationError\",\"message\":\"m\"}}"), shakingHands("s1"));
        route(SUBSCRIBE);
        camel.start();

        await().until(() -> !handshakes.isEmpty());

        assertThat(graph.received()).hasSize(2);
    }

    @Test
    void leavesTheSubscriptionToOthersWhenToldSo() throws Exception {
        route(SUBSCRIBE + "&webhookAutoRegister=false");
        camel.start();

        HttpResponse<String> response = post(CHANGE.formatted("t", "1"));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(received.getFirst().getMessage().getHeaders())
                .containsEntry(MicrosoftGraphConstants.CLIENT_STATE_CHECKED, false);
        assertThat(graph.received()).isEmpty();
    }

    @Test
    void bringsResourcesAlong() throws Exception {
        RsaKeyStore keys = new RsaKeyStore(folder.resolve("k.p12")).with("c1", 2048, 10);
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setResource("file:" + keys.file());
        parameters.setPassword(RsaKeyStore.PASSWORD);
        camel.getRegistry().bind("keys", parameters);
        TokenIssuer entra = new TokenIssuer("k1");
        subscribed("&clientState=hush&includeResourceData=true&encryptionKeys=#keys&tenantIds=" + TokenIssuer.TENANT
                + "&applicationIds=" + TokenIssuer.APPLICATION + "&openIdConfiguration=" + graph.root() + "/entra");
        graph.answers(TokenIssuer.published(entra));
        EncryptedContent content = RichContent.of(
                "{\"id\":\"m1\"}", keys.load().getCertificate("c1").getPublicKey(), "c1");

        HttpResponse<String> response = send("{\"value\":[" + encrypted(content) + "],\"validationTokens\":[\""
                + entra.token(TokenIssuer.claims(Instant.now()).build()) + "\"]}");
        HttpResponse<String> unproven = send("{\"value\":[" + encrypted(content) + "]}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(unproven.statusCode()).isEqualTo(202);
        assertThat(received)
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage()
                                .getBody(Notification.Change.class)
                                .resourceData()
                                .path("id")
                                .asText())
                        .isEqualTo("m1"));
        JsonNode body = new ObjectMapper().readTree(graph.received().getFirst().body());
        assertThat(body.path("includeResourceData").asBoolean()).isTrue();
        assertThat(body.path("encryptionCertificateId").asText()).isEqualTo("c1");
        assertThat(body.path("encryptionCertificate").asText()).startsWith("MII");
    }

    @Test
    void saysWhichOptionIsMissing() {
        assertThatThrownBy(() -> {
                    route("webhook:microsoft-graph:subscribe?webhookComponentName=platform-http");
                    camel.start();
                })
                .hasRootCauseMessage("resource: is missing, for example /teams/getAllMembers");
    }

    @Test
    void wantsToKnowWhoSubscribes() {
        camel.getComponent("microsoft-graph", MicrosoftGraphComponent.class)
                .getConfiguration()
                .setCredential(null);

        assertThatThrownBy(() -> {
                    route(SUBSCRIBE);
                    camel.start();
                })
                .hasRootCauseMessage("microsoft-graph needs a credential, or tenantId, clientId and clientSecret");
    }

    @Test
    void hasNoProducer() {
        camel.start();

        assertThatThrownBy(() -> camel.getEndpoint("microsoft-graph:subscribe").createProducer())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void saysWhatResourcesNeed() {
        assertThatThrownBy(() -> {
                    route(SUBSCRIBE + "&includeResourceData=true");
                    camel.start();
                })
                .hasRootCauseMessage(
                        "includeResourceData needs encryptionKeys, or encryptionCertificate and encryptionPrivateKey");
    }

    private void subscribed(String options) throws Exception {
        graph.answers(shakingHands("s1"));
        route(SUBSCRIBE + options);
        camel.start();
        await().until(() -> !handshakes.isEmpty());
    }

    private void route(String from) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from + "&webhookExternalUrl=http://localhost:" + port).process(exchange -> {
                    received.add(exchange.copy());
                    if (failing) {
                        throw new IllegalStateException("planted");
                    }
                });
            }
        });
    }

    /** Asks the notification URL before it answers, as Graph does. */
    private ScriptedGraph.Reply shakingHands(String id) {
        return (request, from) -> {
            URI asked = URI.create(url() + "?validationToken=Validation%3A+a%2Bb%26c");
            HttpRequest question = HttpRequest.newBuilder(asked)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .POST(BodyPublishers.noBody())
                    .build();
            CompletableFuture<HttpResponse<String>> answer = http.sendAsync(question, BodyHandlers.ofString());
            var unused = answer.thenAccept(response -> {
                json(
                                201,
                                "{\"id\":\"" + id + "\",\"expirationDateTime\":\""
                                        + Instant.now().plusSeconds(9_000) + "\"}")
                        .to(request, from);
                handshakes.add(response);
            });
        };
    }

    private static void echoesTheToken(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("Validation: a+b&c");
        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    private HttpResponse<String> post(String... notifications) throws Exception {
        return send("{\"value\":[" + String.join(",", notifications) + "]}");
    }

    private HttpResponse<String> send(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private String url() {
        return "http://localhost:" + port + "/graph/notifications";
    }

    private static String encrypted(EncryptedContent content) {
        return CHANGE.formatted(TokenIssuer.TENANT, "1").replace("\"changeType\"", """
                "encryptedContent":{"data":"%s","dataSignature":"%s","dataKey":"%s","encryptionCertificateId":"%s"},
                "changeType\"""".formatted(
                        content.data(), content.dataSignature(), content.dataKey(), content.certificateId()));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
