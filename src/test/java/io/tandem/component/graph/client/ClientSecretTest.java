package io.tandem.component.graph.client;

import static io.tandem.component.graph.client.ScriptedGraph.json;
import static io.tandem.component.graph.client.ScriptedGraph.silence;
import static io.tandem.component.graph.client.ScriptedGraph.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tandem.component.graph.client.GraphAnswer.Rejected;
import io.tandem.component.graph.client.GraphAnswer.Success;
import io.tandem.component.graph.client.GraphAnswer.Unavailable;
import io.tandem.component.graph.client.ScriptedGraph.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real credential of azure-identity against a scripted token endpoint behind TLS. */
class ClientSecretTest {
    private static final GraphRequest READ = GraphRequest.get("/groups");
    private static final String SECRET = "s3cr3t~value";
    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor();

    private static final TestCertificate CERTIFICATE = TestCertificate.create();

    private final SettableClock clock = new SettableClock();
    private final ScriptedGraph graph = ScriptedGraph.tls(CERTIFICATE);
    private final GraphClient client = client(graph.root(), CERTIFICATE.pem());

    @AfterEach
    void stop() {
        client.close();
        graph.close();
    }

    @AfterAll
    static void stopScheduler() {
        SCHEDULER.shutdownNow();
    }

    @Test
    void logsInOnceForManyCallsOverHttp2() {
        graph.answers(status(200), status(200));

        client.send(READ);
        client.send(READ);

        assertThat(graph.received()).allSatisfy(received -> {
            assertThat(received.headers()).containsEntry("authorization", "Bearer token-1");
            assertThat(received.httpVersion()).isEqualTo("HTTP_2");
        });
        assertThat(graph.tokenRequests()).singleElement().satisfies(request -> {
            assertThat(request.uri()).isEqualTo("/contoso.example/oauth2/v2.0/token");
            assertThat(URLDecoder.decode(request.body(), StandardCharsets.UTF_8))
                    .contains("grant_type=client_credentials", graph.root() + "/.default");
        });
    }

    @Test
    void getsANewTokenPastTheCredentialsCacheWhenTheOldOneIsRefused() {
        graph.answers(status(200), status(401), status(200));
        client.send(READ);
        clock.pass(Duration.ofMinutes(1));

        GraphAnswer answer = client.send(READ);

        assertThat(answer).isInstanceOf(Success.class);
        assertThat(graph.received().getLast().headers()).containsEntry("authorization", "Bearer token-2");
    }

    @Test
    void rejectsAWrongSecretByItsCodeWithoutAWordOfIt() {
        graph.answersTokens(json(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret " + SECRET
                        + " provided.\",\"error_codes\":[7000215]}"));

        GraphAnswer answer = client.send(READ);

        assertThat(answer).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(401);
            assertThat(rejected.code()).isEqualTo("AADSTS7000215");
            assertThat(rejected.message()).doesNotContain(SECRET);
        });
        assertThat(graph.received()).isEmpty();
    }

    @Test
    void isUnavailableWhileTheTokenEndpointIsSilent() {
        graph.answersTokens(silence());
        GraphOptions impatient =
                new GraphOptions("v1.0", Duration.ofMillis(500), 0, 0, Duration.ofSeconds(30), Duration.ofMinutes(1));

        GraphAnswer answer = client.send(READ, impatient);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        trouble -> assertThat(trouble.mayHaveExecuted()).isFalse());
    }

    @Test
    void isUnavailableWhenTheServerIsNotTrusted() {
        try (GraphClient wary = client(graph.root(), null)) {
            GraphAnswer answer = wary.send(READ);

            assertThat(answer).isInstanceOfSatisfying(Unavailable.class, trouble -> {
                assertThat(trouble.mayHaveExecuted()).isFalse();
                assertThat(trouble.reason()).startsWith("no token: ");
            });
        }
    }

    @Test
    void refusesAFileWithoutCertificates(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client(graph.root(), empty))
                .withMessageContaining("caCertificate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client(graph.root(), folder.resolve("absent.pem")))
                .withMessageContaining("absent.pem");
    }

    private GraphClient client(URI root, @Nullable Path ca) {
        GraphLogin login = new GraphLogin.ClientSecret(
                "contoso.example", "00000000-0000-4000-8000-00000000c0de", SECRET, root, true);
        return new GraphClient(
                new GraphConnection(root, login, null, ca, Duration.ofSeconds(5), GraphCallListener.NONE),
                SCHEDULER,
                clock);
    }
}
