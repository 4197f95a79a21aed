package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookServerTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WebhookServer server = server(0);
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("platform-http-engine", server);
        camel.addRoutes(new Routes());
        camel.start();
    }

    @AfterEach
    void end() {
        camel.stop();
        server.close();
    }

    private static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("platform-http:/graph/{kind}?httpMethodRestrict=POST, put")
                    .routeId("graph")
                    .process(exchange -> {
                        String told = "%s %s %s %s %s"
                                .formatted(
                                        exchange.getMessage().getHeader(Exchange.HTTP_METHOD),
                                        exchange.getMessage().getHeader(Exchange.HTTP_PATH),
                                        exchange.getMessage().getHeader("kind"),
                                        exchange.getMessage().getHeader(Exchange.HTTP_RAW_QUERY),
                                        exchange.getMessage().getBody(String.class));
                        exchange.getMessage()
                                .setBody(told + exchange.getMessage().getHeader("x-stranger", ""));
                    })
                    .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
                    .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"));
            from("platform-http:/whole?matchOnUriPrefix=true").setBody(constant(null));
            from("platform-http:/broken").throwException(new IllegalStateException("a secret of the inside"));
            from("platform-http:/later").threads(1).setBody(constant("from another thread"));
        }
    }

    @Test
    void aRouteGetsMethodPathParametersQueryAndBodyOfAPostAndNothingElse() throws Exception {
        HttpResponse<String> answer = ask("POST", "/graph/news?a=b%20c", "body", "X-Stranger", "here");

        assertThat(answer.body()).isEqualTo("POST /graph/news news a=b%20c body");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /graph/news, 405",
        "PUT, /graph/news, 202",
        "DELETE, /whole, 200",
        "POST, /whole, 200",
        "POST, /whole/and/more, 200",
        "POST, /wholesome, 404",
        "POST, /graph, 404",
        "POST, /graph/news/more, 404",
        "POST, /, 404",
        "POST, /broken, 500"
    })
    void aPostFindsTheRouteThatIsThereForIt(String method, String path, int status) throws Exception {
        assertThat(ask(method, path, "").statusCode()).isEqualTo(status);
    }

    @Test
    void whatNoRouteSeesIsCounted() throws Exception {
        ask("POST", "/elsewhere", "");
        ask("GET", "/graph/news", "");
        ask("POST", "/whole", "x".repeat(1_000_001));

        assertThat(meters.find("tandem.webhook.refusals").counters())
                .extracting(counter -> counter.getId().getTag("reason") + " " + (int) counter.count())
                .containsExactlyInAnyOrder("elsewhere 1", "method 1", "too-long 1");
    }

    @Test
    void aRouteThatFailsTellsNothingOfTheInside() throws Exception {
        assertThat(ask("POST", "/broken", "").body()).isEmpty();
    }

    @Test
    void aRouteMayEndOnAnotherThread() throws Exception {
        assertThat(ask("POST", "/later", "").body()).isEqualTo("from another thread");
    }

    @Test
    void whileThereIsNoRouteTheSenderIsToTryAgain() throws Exception {
        camel.stop();

        assertThat(ask("POST", "/graph/news", "").statusCode()).isEqualTo(503);
    }

    @Test
    void aRouteThatIsStoppedTakesNothingUntilItIsStartedAgain() throws Exception {
        camel.getRouteController().stopRoute("graph");
        assertThat(ask("POST", "/graph/news", "").statusCode()).isEqualTo(404);

        camel.getRouteController().startRoute("graph");

        assertThat(ask("POST", "/graph/news", "").statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\nExpect: 100-continue", "Transfer-Encoding: chunked"})
    void aSenderMayAskBeforeItSendsOrNotKnowHowMuchItWillBe(String header) {
        try (RawSender sender = RawSender.to(server.getServerPort())) {
            sender.send(RawSender.head(header));
            boolean asks = header.contains("Expect");
            assertThat(asks ? sender.status() : 100).isEqualTo(100);

            sender.send(asks ? "hello" : "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");

            assertThat(sender.status()).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000001", "Content-Length: -1", "Content-Length: 99999999999999999999"})
    void aLengthThatCannotBeIsRefusedBeforeAnythingComes(String header) {
        try (RawSender sender = RawSender.to(server.getServerPort())) {
            sender.send(RawSender.head(header));

            assertThat(sender.status()).isIn(400, 413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /graph/news", "POST /broken", "POST /elsewhere"})
    void whoeverQueuesPostsAndReadsNoAnswerIsCutOff(String line) {
        String posts = (line + " HTTP/1.1\r\nHost: tandem\r\nContent-Length: 0\r\n\r\n").repeat(1_000);
        try (RawSender sender = RawSender.to(server.getServerPort())) {
            boolean isCutOff = IntStream.range(0, 1_000).anyMatch(i -> !sender.send(posts));

            assertThat(isCutOff).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /graph/news, false", "GET, /graph/news, true", "POST, /broken, true", "POST, /whole, true"})
    void whateverIsNotAcceptedEndsTheConnection(String method, String path, boolean ends) throws Exception {
        assertThat(ask(method, path, "").headers().firstValue("connection"))
                .isEqualTo(ends ? Optional.of("close") : Optional.empty());
    }

    @Test
    void aPostThatIsAsLongAsItMayBeIsTaken() throws Exception {
        assertThat(ask("POST", "/whole", "x".repeat(1_000_000)).statusCode()).isEqualTo(200);
        assertThat(ask("POST", "/whole", "x".repeat(1_000_001)).statusCode()).isEqualTo(413);
    }

    @Test
    void aPortThatIsTakenIsOneSentence() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> server(server.getServerPort()))
                .withMessageContainingAll(
                        "port " + server.getServerPort() + " of localhost", "use", "tandem.webhook.port");
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getServerPort() + path))
                .method(method, BodyPublishers.ofString(body));
        return HTTP.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private WebhookServer server(int port) {
        return WebhookServer.at(
                Settings.read(
                        null,
                        Map.of(),
                        Map.of("tandem.webhook.host", "localhost", "tandem.webhook.port", Integer.toString(port))),
                meters);
    }
}
