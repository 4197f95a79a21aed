package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.BesideOthers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class FirstTokenVersionTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator(
            "fast,tokenVersion=1,longExpirationStatus=201,missingLifecycleStatus=201,failedValidationCode=Strange,"
                    + "patchedUrlValidated=false,timeScale=2");

    private final Graph graph = SIMULATOR.graph();

    @Test
    void onRequestTokensHaveTheFirstVersion() throws GeneralSecurityException, IOException {
        try (Endpoint endpoint = new Endpoint()) {
            Subscriber subscriber = new Subscriber(graph, SIMULATOR.clock(), endpoint);
            String team = SIMULATOR.contoso().people(2).team("tandem-1");
            subscriber.subscribe(subscriber
                    .body("/teams", "updated")
                    .put("includeResourceData", true)
                    .put("encryptionCertificate", Receiver.rsa(2048).certificate())
                    .put("encryptionCertificateId", "key-1"));
            graph.patch("/teams/" + team, "{\"displayName\":\"Renamed\"}");
            await().until(() -> !endpoint.posts().isEmpty());

            JsonNode keys = graph.get(SIMULATOR.simulator().baseUri() + "/common/discovery/keys")
                    .body();
            JsonNode claims = Receiver.claims(
                    endpoint.posts().getFirst().at("/validationTokens/0").asText(), keys);

            assertThat(claims.path("ver").asText()).isEqualTo("1.0");
            assertThat(claims.path("appid").asText()).isEqualTo("0bf30f3b-4a52-48df-9a82-234910c4a086");
            assertThat(claims.has("azp")).isFalse();
            assertThat(claims.path("iss").asText()).isEqualTo("https://sts.windows.net/" + Simulator.TENANT_ID + "/");
        }
    }

    @Test
    void theOtherChoicesOfTheContractAreSwitchesToo() {
        try (Endpoint endpoint = new Endpoint()) {
            Subscriber subscriber = new Subscriber(graph, SIMULATOR.clock(), endpoint);
            ObjectNode body = subscriber.body("/teams", "updated").put("expirationDateTime", "2099-01-01T00:00:00Z");
            body.remove("lifecycleNotificationUrl");

            Graph.Answer made = subscriber.send(body);
            Graph.Answer moved = subscriber.patch(made.id(), "notificationUrl", "http://localhost:1/");
            endpoint.answersValidation(token -> new Endpoint.Answer(500, "text/plain", ""));
            Graph.Answer refused = subscriber.send(subscriber.body("/users", "updated"));

            assertThat(made.status()).isEqualTo(201);
            assertThat(made.body().path("expirationDateTime").asText()).startsWith("2026-11-25T");
            assertThat(moved.status()).isEqualTo(200);
            assertThat(refused.errorCode()).isEqualTo("Strange");
        }
    }
}
