package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    private static final String HUB = "contoso.servicebus.windows.net:9093";
    private static final String CONNECTION = "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKey=a\"b\\c=";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " password=\"Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKey=a\\\"b\\\\c=\""
            + " username=\"$ConnectionString\";";

    @Test
    void withoutAPresetItIsPlainApacheKafka() {
        KafkaSettings kafka = kafka(Map.of("tandem.kafka.preset", ""));

        assertThat(kafka.client()).containsExactly(entry("bootstrap.servers", HUB));
        assertThat(kafka.producer()).containsEntry("enable.idempotence", "true").hasSize(2);
        assertThat(kafka.camel())
                .containsOnly(
                        entry("camel.component.kafka.brokers", HUB),
                        entry("camel.component.kafka.enable-idempotence", "true"));
    }

    @Test
    void eventHubsIsSignedInToWithAConnectionString() {
        KafkaSettings kafka = kafka(Map.of("tandem.kafka.connection-string", CONNECTION));

        assertThat(kafka.client())
                .containsOnly(
                        entry("bootstrap.servers", HUB),
                        entry("security.protocol", "SASL_SSL"),
                        entry("sasl.mechanism", "PLAIN"),
                        entry("sasl.jaas.config", PLAIN),
                        entry("connections.max.idle.ms", "180000"),
                        entry("metadata.max.age.ms", "180000"));
        assertThat(kafka.producer())
                .containsEntry("enable.idempotence", "false")
                .containsEntry("max.request.size", "1000000");
    }

    @Test
    void orAsTheAppOfTheTenant() {
        KafkaSettings kafka = kafka(Map.of(
                "tandem.graph.tenant", "contoso.example",
                "tandem.graph.client-id", "app",
                "tandem.graph.client-secret", "secret"));

        kafka.check();
        assertThat(kafka.client())
                .containsEntry("sasl.mechanism", "OAUTHBEARER")
                .containsEntry(
                        "sasl.oauthbearer.token.endpoint.url",
                        "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"app\""
                                + " clientSecret=\"secret\" scope=\"https://contoso.servicebus.windows.net/.default\";");
        assertThat(kafka.client().get("sasl.login.callback.handler.class")).satisfies(Class::forName);
    }

    @Test
    void camelIsToldTheSameAndFindsAllOfIt() throws Exception {
        Map<String, String> plain = camel(kafka(Map.of("tandem.kafka.connection-string", CONNECTION)));
        Map<String, String> bearer = camel(kafka(Map.of(
                "tandem.graph.tenant", "contoso.example",
                "tandem.graph.client-id", "app",
                "tandem.graph.client-secret", "secret")));

        assertThat(plain)
                .containsEntry("bootstrap", HUB)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("sasl.jaas.config", PLAIN)
                .containsEntry("connections.max.idle.ms", "180000")
                .containsEntry("metadata.max.age.ms", "180000")
                .containsEntry("max.request.size", "1000000")
                .containsEntry("enable.idempotence", "false")
                .containsEntry("consumer connections.max.idle.ms", "180000")
                .containsEntry("consumer metadata.max.age.ms", "180000")
                .containsEntry("consumer sasl.jaas.config", PLAIN);
        assertThat(bearer)
                .containsEntry("sasl.mechanism", "OAUTHBEARER")
                .containsKey("sasl.login.callback.handler.class")
                .containsKey("consumer sasl.oauthbearer.token.endpoint.url");
    }

    @Test
    void whatCamelIsToldByHandWins() {
        KafkaSettings kafka = kafka(Map.of(
                "tandem.kafka.connection-string", CONNECTION,
                "camel.component.kafka.securityProtocol", "SASL_PLAINTEXT",
                "camel.component.kafka.connection-max-idle-ms", "1"));

        assertThat(kafka.client()).containsEntry("security.protocol", "SASL_PLAINTEXT");
        assertThat(kafka.camel())
                .doesNotContainKeys(
                        "camel.component.kafka.security-protocol", "camel.component.kafka.connection-max-idle-ms");
    }

    @Test
    void idempotenceCanBeChosen() {
        assertThat(kafka(Map.of("tandem.kafka.idempotence", "true")).camel())
                .containsEntry("camel.component.kafka.enable-idempotence", "true");
        assertThat(kafka(Map.of("tandem.kafka.preset", "none", "tandem.kafka.idempotence", "false"))
                        .camel())
                .containsEntry("camel.component.kafka.enable-idempotence", "false");
    }

    /** Kafka refuses an idempotent producer that may not try again, and one that is not would send twice. */
    @Test
    void whatMustBeSentOnceIsTriedAgainByIdempotentProducersOnly() {
        assertThat(kafka(Map.of()).retriesOfOnce()).isZero();
        assertThat(kafka(Map.of("tandem.kafka.idempotence", "true")).retriesOfOnce())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(kafka(Map.of("tandem.kafka.preset", "")).retriesOfOnce()).isEqualTo(Integer.MAX_VALUE);
        assertThat(kafka(Map.of("tandem.kafka.preset", "", "camel.component.kafka.enableIdempotence", "false"))
                        .retriesOfOnce())
                .isZero();
    }

    @Test
    void lettersOfALargeRecordFitWhatTheProducerSends() {
        assertThat(kafka(Map.of()).largestRequest())
                .isEqualTo(Integer.parseInt(kafka(Map.of()).camel().get("camel.component.kafka.max-request-size")));
        assertThat(kafka(Map.of("tandem.kafka.preset", "")).largestRequest()).isEqualTo(1_048_576);
        assertThat(kafka(Map.of("camel.component.kafka.maxRequestSize", "2000000"))
                        .largestRequest())
                .isEqualTo(2_000_000);
    }

    @Test
    void someSignInIsNeeded() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> kafka(Map.of()).check())
                .withMessage(
                        "tandem.kafka.preset=event-hubs needs tandem.kafka.connection-string, or the app of tandem.graph to"
                                + " sign in with, but tandem.graph.tenant is empty; set one of them");
        kafka(Map.of("tandem.kafka.connection-string", CONNECTION)).check();
    }

    @Test
    void whatIsNoPresetIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> kafka(Map.of("tandem.kafka.preset", "eventhubs")).check())
                .withMessage("tandem.kafka.preset=eventhubs is not one of none, event-hubs; correct it");
    }

    private static KafkaSettings kafka(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("tandem.kafka.preset", "event-hubs");
        all.put("tandem.kafka.brokers", HUB);
        all.putAll(others);
        return new KafkaSettings(Settings.read(null, Map.of(), all));
    }

    /** What Camel makes of it for Kafka's producer, and under {@code consumer} for its consumer. */
    private static Map<String, String> camel(KafkaSettings kafka) throws Exception {
        Main camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("false");
        kafka.camel().forEach(camel::addOverrideProperty);
        camel.addOverrideProperty("camel.main.jmx-enabled", "false");
        try {
            camel.start();
            var told = camel.getCamelContext()
                    .getComponent("kafka", KafkaComponent.class)
                    .getConfiguration();
            Map<String, String> all = new LinkedHashMap<>();
            all.put("bootstrap", told.getBrokers());
            told.createProducerProperties().forEach((key, value) -> all.put(key.toString(), value.toString()));
            told.createConsumerProperties().forEach((key, value) -> all.put("consumer " + key, value.toString()));
            return all;
        } finally {
            camel.stop();
        }
    }
}
