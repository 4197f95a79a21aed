package io.tandem.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A Kafka that lets nobody in without the one password, as Event Hubs does, but without TLS. */
public final class SaslKafka implements AutoCloseable {
    /** What Event Hubs calls a password. */
    public static final String CONNECTION =
            "Endpoint=sb://localhost/;SharedAccessKeyName=root;SharedAccessKey=c2VjcmV0";

    private static final String LISTENERS = "SASL_PLAINTEXT://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d";

    private final KafkaRaftServer server;
    private final String brokers;

    private SaslKafka(KafkaRaftServer server, String brokers) {
        this.server = server;
        this.brokers = brokers;
    }

    public static SaslKafka start(Path folder) throws Exception {
        return start(
                folder,
                Map.of(
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required user_$ConnectionString=\""
                                + CONNECTION + "\";"));
    }

    /** Lets those in who have a token for this host, signed with one of the keys at that address. */
    public static SaslKafka withTokens(Path folder, String keys) throws Exception {
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", keys);
        return start(
                folder,
                Map.of(
                        "sasl.enabled.mechanisms",
                        "OAUTHBEARER",
                        "sasl.oauthbearer.jwks.endpoint.url",
                        keys,
                        "sasl.oauthbearer.expected.audience",
                        "https://127.0.0.1",
                        "listener.name.sasl_plaintext.oauthbearer.sasl.server.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
                        "listener.name.sasl_plaintext.oauthbearer.sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                                + " unsecuredLoginStringClaim_sub=\"broker\";"));
    }

    private static SaslKafka start(Path folder, Map<String, String> login) throws Exception {
        int port = Port.free();
        int inner = Port.free();
        int controller = Port.free();
        Map<String, Object> properties = new HashMap<>(new KafkaProperties(folder, inner, controller).asMap());
        String clients = LISTENERS.formatted(port, inner);
        properties.put("listeners", clients + "," + KafkaProperties.CONTROLLER + "://127.0.0.1:" + controller);
        properties.put("advertised.listeners", clients);
        properties.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.putAll(login);
        EmbeddedKafka.format(folder);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        return new SaslKafka(server, "127.0.0.1:" + port);
    }

    /** {@return where clients connect who know the password} */
    public String brokers() {
        return brokers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
