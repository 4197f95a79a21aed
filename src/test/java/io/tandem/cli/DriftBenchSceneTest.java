package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.Settings;
import io.tandem.TestGraph;
import io.tandem.component.graph.client.TrustedAuthorities;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import io.tandem.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftBenchSceneTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANAGER = "22222222-0000-4000-8000-000000000001";
    private static final String GRAPH = "https://graph.microsoft.com/v1.0";

    @TempDir
    private Path folder = Path.of("");

    /** The simulator, asked as the application that it knows. */
    private record Tenant(Simulator simulator, HttpClient http, String token) {
        JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            simulator.baseUri().resolve("/v1.0" + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .header("Prefer", "create-if-missing")
                    .method(method, BodyPublishers.ofString(body));
            return JSON.readTree(
                    http.send(request.build(), BodyHandlers.ofString()).body());
        }

        String make(String uniqueName) throws IOException, InterruptedException {
            String user = "\"" + GRAPH + "/users/" + MANAGER + "\"";
            String group = send(
                            "PATCH", "/groups(uniqueName='" + uniqueName + "')", """
                            {"displayName":"Store","mailEnabled":true,"mailNickname":"%s","securityEnabled":false,\
                            "groupTypes":["Unified"],"visibility":"Private","owners@odata.bind":[%s],"members@odata.bind":[%s]}""".formatted(uniqueName, user, user))
                    .path("id")
                    .asText();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                send("POST", "/teams", """
                        {"template@odata.bind":"%s/teamsTemplates('standard')","group@odata.bind":"%s/groups('%s')"}""".formatted(GRAPH, GRAPH, group));
                return team(group).path("displayName").asText().equals("Store");
            });
            return group;
        }

        JsonNode team(String id) throws IOException, InterruptedException {
            return send("GET", "/teams/" + id, "");
        }
    }

    @Test
    void changesTeamsBehindTandemsBackAndCountsWhatIsPutBack() throws IOException, InterruptedException {
        Path people = Files.writeString(folder.resolve("people.jsonl"), """
                {"id":"%s","displayName":"Manager","userPrincipalName":"m@contoso.example","accountEnabled":true,\
                "assignedPlans":[{"service":"TeamspaceAPI","capabilityStatus":"Enabled"}]}""".formatted(MANAGER));
        try (Simulator simulator = Simulator.start(
                        new SimulatorSettings(folder.resolve("graph"), 0, SimulatorProfile.fast(), 1, people));
                HttpClient http = HttpClient.newBuilder()
                        .sslContext(TrustedAuthorities.with(simulator.caFile()))
                        .build()) {
            Map<String, String> settings = new HashMap<>(TestGraph.settings(simulator.baseUri(), simulator.caFile()));
            settings.put("tandem.ops.token", "a-token-of-more-than-enough-characters");
            DriftBenchScene scene =
                    new DriftBenchScene(Settings.read(null, Map.of(), settings), http, simulator.baseUri());
            Tenant tenant = new Tenant(simulator, http, scene.token());
            String first = tenant.make("tandem-000001");
            String second = tenant.make("tandem-000002");

            scene.rearrange(2);

            assertThat(tenant.team(first).path("visibility").asText()).isEqualTo("public");
            assertThat(tenant.team(second).path("displayName").asText()).isEqualTo("Party");
            Instant begun = Instant.now();
            tenant.send("PATCH", "/teams/" + first, "{\"visibility\":\"private\"}");
            tenant.team(first);
            tenant.send("GET", "/teams/" + first + "/members", "");
            assertThat(scene.calls(begun)).isEqualTo(new DriftBenchScene.Calls(1, 1, 0, 1));
        }
    }
}
