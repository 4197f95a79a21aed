package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.microsoft.aad.msal4j.MsalServiceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();

    @Test
    void azureIdentitySignsInAndItsTokenOpensGraph() {
        AccessToken token = azure(Simulator.CLIENT_SECRET).getTokenSync(scope());

        assertThat(graph.withToken(token.getToken()).get("/users").status()).isEqualTo(200);
    }

    @Test
    void azureIdentityUnderstandsThatASecretIsWrong() {
        assertThatThrownBy(() -> azure("wrong").getTokenSync(scope()))
                .hasRootCauseInstanceOf(MsalServiceException.class)
                .hasMessageContaining("AADSTS7000215");
    }

    @Test
    void theTokenEndpointSaysWhatIsWrong() {
        Graph.Answer secret = graph.token(Simulator.TENANT, Simulator.CLIENT_ID, "wrong");
        Graph.Answer expired = graph.token(Simulator.TENANT, Simulator.CLIENT_ID, Simulator.EXPIRED_CLIENT_SECRET);
        Graph.Answer client = graph.token(Simulator.TENANT, "someone", Simulator.CLIENT_SECRET);
        Graph.Answer tenant = graph.token("fabrikam.example", Simulator.CLIENT_ID, Simulator.CLIENT_SECRET);
        Graph.Answer good = graph.token(Simulator.TENANT_ID, Simulator.CLIENT_ID, Simulator.CLIENT_SECRET);

        assertThat(secret.status()).isEqualTo(401);
        assertThat(secret.body().path("error").asText()).isEqualTo("invalid_client");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.body().path("error_description").asText()).startsWith("AADSTS7000222");
        assertThat(client.body().path("error").asText()).isEqualTo("unauthorized_client");
        assertThat(tenant.body().path("error_description").asText()).startsWith("AADSTS90002");
        assertThat(good.body().path("token_type").asText()).isEqualTo("Bearer");
        assertThat(good.body().path("expires_in").asInt()).isEqualTo(3599);
    }

    @Test
    void aCallWithoutAGoodTokenIs401() {
        String forged = graph.token().substring(0, graph.token().length() - 8) + "AAAAAAAA";
        Graph.Answer none = graph.withoutToken().get("/users");

        assertThat(none.status()).isEqualTo(401);
        assertThat(none.errorCode()).isEqualTo("InvalidAuthenticationToken");
        assertThat(graph.withToken(forged).get("/users").status()).isEqualTo(401);
        assertThat(graph.withToken("nonsense").get("/users").status()).isEqualTo(401);
    }

    @Test
    void aTokenEndsAfterAnHour() {
        SIMULATOR.clock().advance(Duration.ofHours(1));

        assertThat(graph.get("/users").status()).isEqualTo(401);
        graph.signIn();
        assertThat(graph.get("/users").status()).isEqualTo(200);
    }

    @Test
    void theCertificateIsGoodForTheNameAndBothAddresses() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(Graph.trust(SIMULATOR.simulator().caFile()))
                .build()) {
            for (String host : new String[] {"localhost", "127.0.0.1"}) {
                URI uri = URI.create(
                        "https://" + host + ":" + SIMULATOR.simulator().port() + "/simulator/faults");
                int status = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                        .statusCode();
                assertThat(status).isEqualTo(200);
            }
        }
    }

    private static TokenRequestContext scope() {
        return new TokenRequestContext().addScopes("https://graph.microsoft.com/.default");
    }

    private static ClientSecretCredential azure(String secret) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .sslContext(Graph.trust(SIMULATOR.simulator().caFile()));
        return new ClientSecretCredentialBuilder()
                .authorityHost(SIMULATOR.simulator().baseUri().toString())
                .disableInstanceDiscovery()
                .tenantId(Simulator.TENANT)
                .clientId(Simulator.CLIENT_ID)
                .clientSecret(secret)
                .httpClient(new JdkHttpClientBuilder(http).build())
                .build();
    }
}
