package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tandem.embedded.SaslKafka;
import io.tandem.embedded.TokenPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Event Hubs without a connection string: the app of the tenant signs in to Kafka with tokens, as it does to Graph. */
@Isolated("tells this JVM where tokens may come from")
class OauthKafkaIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    private final Sandbox sandbox = Sandbox.create(1);
    private TokenPoint tokens;
    private SaslKafka kafka;

    @BeforeEach
    void start() throws Exception {
        tokens = TokenPoint.of("tandem", "right");
        kafka = SaslKafka.withTokens(folder, tokens.address() + "/keys");
        try (Admin admin = Admin.create(Map.copyOf(settings("right").kafkaClient()))) {
            admin.createTopics(Stream.of(sandbox.events(), sandbox.letters())
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterEach
    void end() {
        kafka.close();
        tokens.close();
    }

    @Test
    void routesAndOtherClientsAreLetIn() throws Exception {
        TestTopics topics = new TestTopics(settings("right"));
        BlockingQueue<String> read = new LinkedBlockingQueue<>();
        Main camel = camel(read);
        camel.start();
        try {
            topics.publishLines(List.of("an event"));
            assertThat(read.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("an event");

            camel.getCamelTemplate().sendBody("direct:out", "a letter");

            assertThat(topics.records(sandbox.letters())).hasSize(1);
        } finally {
            camel.stop();
        }
        assertThat(tokens.paths())
                .allSatisfy(path -> assertThat(path)
                        .startsWith("/contoso.example/oauth2/v2.0/token ")
                        .contains("grant_type=client_credentials", "scope=https://127.0.0.1/.default"));
    }

    private Main camel(BlockingQueue<String> read) {
        Settings settings = settings("right");
        Properties properties = new Properties();
        properties.putAll(settings.values());
        properties.putAll(new KafkaSettings(settings).camel());
        properties.put("camel.main.base-package-scan-enabled", "false");
        Main camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.setOverrideProperties(properties);
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:" + sandbox.events() + "?groupId=oauth&autoOffsetReset=earliest")
                        .process(exchange -> read.add(exchange.getMessage().getBody(String.class)));
                from("direct:out").to("kafka:" + sandbox.letters());
            }
        });
        return camel;
    }

    @Test
    void aWrongSecretIsToldInOneSentence() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KafkaDoor.open(settings("wrong")))
                .withMessage("Kafka at " + kafka.brokers() + " asks for a token, and nobody gives one to the app of"
                        + " tandem.graph; correct tandem.graph.tenant, client-id and client-secret");
    }

    /** What differs from Azure: no TLS. */
    private Settings settings(String secret) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tandem.kafka.preset", "event-hubs");
        settings.put("tandem.kafka.brokers", kafka.brokers());
        settings.put("tandem.kafka.idempotence", "true");
        settings.put("tandem.graph.authority-host", tokens.address());
        settings.put("tandem.graph.tenant", "contoso.example");
        settings.put("tandem.graph.client-id", "tandem");
        settings.put("tandem.graph.client-secret", secret);
        settings.put("camel.component.kafka.security-protocol", "SASL_PLAINTEXT");
        return sandbox.settings().with(settings);
    }
}
