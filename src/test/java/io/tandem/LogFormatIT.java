package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@BesideOthers
@ExtendWith(Landscape.Provider.class)
class LogFormatIT {
    private final LandscapeSite site;

    LogFormatIT(Landscape landscape) {
        this.site = landscape.site("log" + GraphFaultsCast.nextStore(), "fast,maxLatency=PT0.05S");
    }

    @Test
    void aProcessThatLogsJsonWritesNothingElseAndNoSecrets() throws IOException {
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        String store = GraphFaultsCast.nextStore();
        Map<String, String> secrets = Map.of(
                "tandem.ops.token", "the-token-of-ops-0123456789",
                "tandem.webhook.client-state", "the-state-of-the-client",
                "tandem.database.password", "the-password-of-postgres");
        Map<String, String> settings = new HashMap<>(secrets);
        settings.put("tandem.log-format", "json");
        // Nobody is there: each try is logged, with what went wrong.
        settings.put("tandem.hq.url", "https://localhost:1");

        List<JsonNode> lines = new ArrayList<>();
        try (LandscapeProcess process = site.startProcess(settings)) {
            site.publish(List.of(
                    LandscapeEvent.opened(store, "Store " + store),
                    LandscapeEvent.hired(manager),
                    LandscapeEvent.assigned(manager, store, "manager")));
            await().atMost(Duration.ofSeconds(90)).until(() -> {
                process.requireAlive();
                return site.state(store).equals("inSync");
            });
            process.kill();
            for (String line : Files.readAllLines(process.output())) {
                if (line.startsWith("WARNING: ")) {
                    // The JVM's own, of native access; launcher and image switch them off.
                    continue;
                }
                lines.add(new ObjectMapper().readTree(line));
                assertThat(line).doesNotContain(secrets.values());
            }
        }
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("timestamp").asText()).endsWith("Z");
            assertThat(line.path("level").asText()).matches("[A-Z]+");
            assertThat(line.path("logger").asText()).isNotEmpty();
            assertThat(line.path("message").asText()).isNotEmpty();
        });
        assertThat(lines)
                .extracting(line -> line.path("message").asText())
                .anyMatch(text -> text.startsWith("Tandem is ready"));
    }
}
