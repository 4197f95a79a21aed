package io.tandem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.embedded.EmbeddedKafka;
import io.tandem.simulator.SharedIdentity;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import io.tandem.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant does while Kafka is away: Graph tells it again until Tandem can keep it. */
class KafkaOutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TOPIC = "graph.notifications";
    private static final int CHANGES = 12;

    private final WebhookPoster webhook = WebhookPoster.somewhere();
    private final List<LandscapePerson> people = LandscapePerson.fresh(CHANGES + 1);
    private EmbeddedKafka kafka;
    private Simulator simulator;
    private LandscapeGraph graph;
    private Settings settings;
    private Tandem tandem;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        Path directory = Files.write(folder.resolve("people.jsonl"), LandscapePerson.all());
        SharedIdentity.giveTo(folder.resolve("graph"));
        simulator = Simulator.start(
                new SimulatorSettings(folder.resolve("graph"), 0, SimulatorProfile.fast(), 1, directory));
        graph = new LandscapeGraph(simulator);
        Sandbox sandbox = Sandbox.create(1);
        kafka.createTopics(Map.of(sandbox.events(), 1, sandbox.letters(), 1, TOPIC, 2, "commerce.updates", 1));
        Map<String, String> others = new HashMap<>(TestGraph.settings(simulator.baseUri(), simulator.caFile()));
        others.put("tandem.kafka.brokers", kafka.bootstrapServers());
        others.put("tandem.enabled", "true");
        // Graph's time will be ahead of Tandem's.
        others.put("tandem.webhook.subscription-lifetime", "20h");
        settings = sandbox.settings().with(webhook.settings(others));
        tandem = Tandem.start(settings, null);
    }

    @AfterEach
    void end() {
        tandem.close();
        simulator.close();
        kafka.close();
    }

    @Test
    void losesNothingThatGraphTellsOfMeanwhile() {
        await().atMost(PATIENCE).until(() -> graph.subscriptions() == 2);
        String team = graph.makeTeam("Team", people.getFirst());
        await().atMost(PATIENCE).until(() -> !graph.notified("DELIVERED").isEmpty());
        int port = Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", ""));
        kafka.close();
        people.subList(1, people.size()).forEach(person -> graph.addMember(team, person));
        await().atMost(PATIENCE)
                .until(() -> Set.copyOf(graph.notified("FAILED")).size() >= CHANGES);
        Set<String> failed = Set.copyOf(graph.notified("FAILED"));

        kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
        graph.turn("timeScale", 20.0);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(graph.notified("DELIVERED")).containsAll(failed));
        List<String> kept = new TestTopics(settings)
                .records(TOPIC).stream()
                        .map(record -> new String(record.value(), UTF_8))
                        .toList();
        assertThat(failed).allSatisfy(resource -> assertThat(kept).anyMatch(post -> post.contains(resource)));
        assertThat(graph.notified("LOST")).isEmpty();
        assertThat(graph.notified("DROPPED")).isEmpty();
        await("and all is worked on")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tandem.pulse().lag())
                        .containsEntry(settings.text("tandem.topics.commerce-events"), 0L)
                        .containsEntry(TOPIC, 0L));
    }
}
