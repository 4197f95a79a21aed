package io.tandem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.WebhookPoster.Answer;
import io.tandem.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the webhook answers while Kafka is away, and that nothing it took is lost. */
class KafkaAwayIT {
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final String TOPIC = "graph.notifications";
    private static final int CROWD = 60;

    private final WebhookPoster graph = WebhookPoster.somewhere();
    private final List<String> accepted = new ArrayList<>();
    private EmbeddedKafka kafka;
    private Settings settings;
    private Tandem tandem;
    private int sent;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(folder, 0);
        Sandbox sandbox = Sandbox.create(1);
        kafka.createTopics(Map.of(sandbox.events(), 1, sandbox.letters(), 1, TOPIC, 2, "commerce.updates", 1));
        Map<String, String> others = new HashMap<>(Map.of(
                "tandem.kafka.brokers", kafka.bootstrapServers(),
                "tandem.graph.tenant", "contoso.example",
                "tandem.graph.client-id", "tandem",
                "tandem.graph.client-secret", "unused",
                "tandem.enabled", "false"));
        settings = sandbox.settings().with(graph.settings(others));
        tandem = Tandem.start(settings, null);
    }

    @AfterEach
    void end() {
        tandem.close();
        kafka.close();
    }

    @Test
    void asksGraphToSendAgainWithinItsDeadlineAndLosesNothingThatItTook() {
        crowd();
        assertThat(accepted).as("taken before").hasSize(CROWD);
        int port = Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", ""));
        kafka.close();

        List<Answer> refused = crowd();

        assertThat(refused).extracting(Answer::status).containsOnly(503);
        assertThat(refused).extracting(Answer::took).allMatch(took -> took.compareTo(DEADLINE) < 0);
        kafka = EmbeddedKafka.start(folder, port);
        await().atMost(Duration.ofSeconds(60)).until(() -> crowd().stream().allMatch(answer -> answer.status() == 202));
        List<String> kept = new TestTopics(settings)
                .records(TOPIC).stream()
                        .map(record -> new String(record.value(), UTF_8))
                        .toList();
        assertThat(kept).containsAll(accepted);
        await("and is worked on")
                .atMost(Duration.ofSeconds(60))
                .until(() -> tandem.meters()
                                .counter("tandem.graph.notifications", "outcome", "accepted")
                                .count()
                        >= accepted.size());
    }

    /** Many posts at the same time; those that were taken are noted. */
    private List<Answer> crowd() {
        List<String> posts = IntStream.range(0, CROWD)
                .mapToObj(one -> WebhookPoster.collection(WebhookPoster.change("s" + sent++, "teams('x')")))
                .toList();
        List<CompletableFuture<Answer>> answers = posts.stream()
                .map(post -> graph.postAsync("/graph/notifications", post))
                .toList();
        for (int i = 0; i < CROWD; i++) {
            if (answers.get(i).join().status() == 202) {
                accepted.add(posts.get(i));
            }
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
