package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tandem.cli.CommandsOfKafka;
import io.tandem.embedded.SaslKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The sample configuration for Event Hubs, at a Kafka that asks for the same sign-in. */
@Isolated("takes what this JVM prints")
@ExtendWith(Landscape.Provider.class)
class EventHubsIT {
    private static final Path SAMPLE = Path.of("src/main/deploy/event-hubs.properties");

    private final LandscapeSite site;

    /** A record that producers for an event hub just let out, and no header more. */
    private static final int LARGEST = 999_800;

    @TempDir
    private Path folder = Path.of("");

    private final SaslKafka kafka;

    EventHubsIT(Landscape landscape) throws Exception {
        this.site = landscape.site("hub" + GraphFaultsCast.nextStore(), "fast,maxLatency=PT0.05S");
        this.kafka = SaslKafka.start(Files.createTempDirectory("sasl"));
    }

    @BeforeEach
    void makeTopics() throws Exception {
        try (Admin admin =
                Admin.create(Map.copyOf(settings(SaslKafka.CONNECTION).kafkaClient()))) {
            admin.createTopics(Stream.of("commerce-events", "commerce-updates", "graph-notifications", "dead-letters")
                            .map(kind -> new NewTopic(topic(kind), Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterEach
    void end() {
        kafka.close();
    }

    @Test
    void eventsGoInAndUpdatesAndDeadLettersOut() {
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        String store = GraphFaultsCast.nextStore();
        TestTopics topics = new TestTopics(settings(SaslKafka.CONNECTION));
        try (Tandem tandem = site.start(overrides(SaslKafka.CONNECTION))) {
            topics.publish(Stream.of(
                            LandscapeEvent.opened(store, "Store " + store),
                            LandscapeEvent.hired(manager),
                            LandscapeEvent.assigned(manager, store, "manager"))
                    .map(event -> new ProducerRecord<>(
                            topic("commerce-events"),
                            event.subject(),
                            event.json().getBytes(StandardCharsets.UTF_8)))
                    .toList());
            topics.publishLines(List.of("no event", "x".repeat(LARGEST)));

            await().atMost(Duration.ofSeconds(60)).until(() -> site.state(store).equals("inSync"));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(topics.records(topic("commerce-updates"))).isNotEmpty();
                assertThat(topics.records(topic("dead-letters"))).hasSize(2);
                assertThat(tandem.pulse().lag()).containsEntry(topic("commerce-events"), 0L);
                assertThat(tandem.pulse().troubles()).isEmpty();
            });

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(letters(tandem, "list")).endsWith("2 of 2 dead letters"));
            assertThat(letters(tandem, "replay", "--all")).startsWith("0");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(topics.records(topic("dead-letters"))).hasSize(3));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(letters(tandem, "list", "--state", "open"))
                            .as("the one that came back, and the one that is too large with one more header")
                            .endsWith("2 of 2 dead letters"));
        }
    }

    private static List<String> letters(Tandem tandem, String... arguments) {
        List<String> command = new ArrayList<>(List.of("dead-letters"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--url", "http://127.0.0.1:" + tandem.opsPort(), "--token", Sandbox.TOKEN));
        return CommandsOfKafka.run(command.toArray(String[]::new));
    }

    @Test
    void aWrongPasswordIsToldInOneSentenceWithinSeconds() {
        Instant begun = Instant.now();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> site.start(overrides("Endpoint=wrong")))
                .withMessage(
                        "Kafka at " + kafka.brokers() + " does not let Tandem in (SaslAuthenticationException); correct"
                                + " tandem.kafka.connection-string, or what camel.component.kafka says of SASL");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void theCommandLineSignsInToo() throws IOException {
        Path right = file(SaslKafka.CONNECTION);
        Path events = Files.writeString(folder.resolve("events.jsonl"), "{\"subject\":\"store/1\"}\n");

        assertThat(CommandsOfKafka.run("feed", events.toString(), "--config", right.toString()))
                .containsExactly("0", "Published 1 records to " + topic("commerce-events"));
        assertThat(CommandsOfKafka.run(
                        "tail",
                        topic("commerce-events"),
                        "--from-beginning",
                        "--max",
                        "1",
                        "--config",
                        right.toString()))
                .hasSize(2)
                .element(1)
                .asString()
                .contains("store/1");
        assertThat(CommandsOfKafka.run(
                        "tail",
                        topic("commerce-events"),
                        "--config",
                        file("wrong").toString()))
                .startsWith("1")
                .last()
                .asString()
                .startsWith("tandem: cannot read topic ")
                .contains("Authentication failed");
    }

    private String topic(String kind) {
        return "hub." + kind;
    }

    private Settings settings(String password) {
        return Settings.read(SAMPLE, Map.of(), overrides(password));
    }

    /** What differs from the sample: no TLS. */
    private Map<String, String> overrides(String password) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tandem.kafka.preset", "event-hubs");
        settings.put("tandem.kafka.brokers", kafka.brokers());
        settings.put("tandem.kafka.connection-string", password);
        settings.put("camel.component.kafka.security-protocol", "SASL_PLAINTEXT");
        Stream.of("commerce-events", "commerce-updates", "graph-notifications", "dead-letters")
                .forEach(kind -> settings.put("tandem.topics." + kind, topic(kind)));
        return settings;
    }

    private Path file(String password) throws IOException {
        Properties properties = new Properties();
        properties.putAll(overrides(password));
        Path file = Files.createTempFile(folder, "hub", ".properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }
}
