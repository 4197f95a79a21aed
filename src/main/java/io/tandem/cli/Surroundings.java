package io.tandem.cli;

import io.tandem.ConfigurationException;
import io.tandem.LogFormat;
import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.console.AccessToken;
import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.embedded.EmbeddedSettings;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import io.tandem.simulator.SimulatorSettings;
import io.tandem.simulator.hq.HqSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings and parts that a command brings along. The embedded parts may be absent from a production folder. */
final class Surroundings {
    private static final Map<String, Integer> PARTITIONS = Map.of(
            "tandem.topics.commerce-events", 4,
            "tandem.topics.commerce-updates", 4,
            "tandem.topics.graph-notifications", 4,
            "tandem.topics.dead-letters", 1);

    private static final String HQ_URL = "tandem.hq.url";

    private Surroundings() {}

    /** Whether the embedded parts and the simulator are on the class path; production goes without them. */
    static boolean areThere() {
        return Surroundings.class.getResource("/io/tandem/embedded/EmbeddedPlatform.class") != null;
    }

    static EmbeddedPlatform platform(CommonOptions options, Settings settings, Consumer<String> progress) {
        EmbeddedPlatform platform = EmbeddedPlatform.start(
                new EmbeddedSettings(options.data(), options.kafkaPort(), options.postgresPort()), progress);
        platform.createTopics(PARTITIONS.entrySet().stream()
                .collect(Collectors.toMap(topic -> settings.text(topic.getKey()), Map.Entry::getValue)));
        platform.keepForever(settings.text("tandem.topics.dead-letters"));
        return platform;
    }

    static Simulator simulator(
            CommonOptions options, int port, SimulatorProfile profile, long seed, @Nullable Path directory) {
        return Simulator.start(new SimulatorSettings(options.data(), port, profile, seed, directory));
    }

    /** Settings that point at embedded Kafka and PostgreSQL. */
    static Map<String, String> of(EmbeddedPlatform platform) {
        return Map.of(
                "tandem.kafka.brokers", platform.bootstrapServers(),
                "tandem.database.url", platform.jdbcUrl(),
                "tandem.database.user", platform.jdbcUser());
    }

    /** Settings that point at the simulator, unless a tenant is configured (DESIGN 13). */
    static Map<String, String> simulated(Settings settings, CommonOptions options) {
        if (settings.optional("tandem.graph.tenant") != null) {
            return Map.of();
        }
        String address = "https://localhost:" + options.graphPort();
        Map<String, String> simulated = new LinkedHashMap<>();
        simulated.put("tandem.graph.tenant", Simulator.TENANT);
        if (settings.optional("tandem.webhook.url") == null) {
            simulated.put("tandem.webhook.url", "http://localhost:" + options.webhookPort());
            simulated.put("tandem.webhook.host", "localhost");
            simulated.put("tandem.webhook.port", Integer.toString(options.webhookPort()));
        }
        simulated.put("tandem.graph.client-id", Simulator.CLIENT_ID);
        simulated.put("tandem.graph.client-secret", Simulator.CLIENT_SECRET);
        simulated.put("tandem.graph.base-uri", address);
        simulated.put("tandem.graph.authority-host", address);
        simulated.put(
                "tandem.graph.ca-certificate",
                options.data().resolve("simulator-ca.pem").toString());
        return simulated;
    }

    /** Settings that point at the stand-in of Commerce HQ, unless one is configured. */
    static Map<String, String> headquarters(Settings settings, HqSimulator hq) {
        return settings.optional(HQ_URL) == null
                ? Map.of(HQ_URL, hq.baseUri().toString(), "tandem.hq.actors", Simulator.CLIENT_ID)
                : Map.of();
    }

    /** {@return whether Graph and HQ are the stand-ins, so that made-up people may act there} */
    static boolean areStandIns(Settings settings, HqSimulator hq) {
        return settings.text("tandem.graph.tenant").equals(Simulator.TENANT)
                && settings.text(HQ_URL).equals(hq.baseUri().toString());
    }

    /** Waiting times that suit a simulator, for those that are not configured; none when the tenant is a real one. */
    static Map<String, String> hurried(Settings settings) {
        if (!Simulator.TENANT.equals(settings.text("tandem.graph.tenant"))) {
            return Map.of();
        }
        Settings defaults = Settings.read(null, Map.of(), Map.of());
        return Stream.of(
                        Map.entry("tandem.teams.first-poll", "300ms"),
                        Map.entry("tandem.teams.poll", "500ms"),
                        Map.entry("tandem.teams.young-group-retry", "1s"),
                        Map.entry("tandem.teams.young-group", "20s"),
                        Map.entry("tandem.teams.look", "500ms"),
                        Map.entry("tandem.tasks.busy", "4s"),
                        Map.entry("tandem.tasks.look", "500ms"),
                        Map.entry("tandem.tasks.settle", "10s"))
                .filter(pace -> settings.text(pace.getKey()).equals(defaults.text(pace.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Where the ops side is, with the token if that was made up: a configured one is nobody's business. */
    static String ops(Tandem tandem, Map<String, String> madeUp) {
        String address = "http://localhost:" + tandem.opsPort() + "/api/status";
        return address + madeUp.values().stream().map(", token "::concat).collect(Collectors.joining());
    }

    /** The simulator makes its certificate at its first start, which may be going on right now. */
    static void awaitCertificate(Settings settings) throws InterruptedException {
        String file = settings.optional("tandem.graph.ca-certificate");
        if (file != null
                && !Lookout.until(() -> Files.exists(Path.of(file)), Duration.ofMillis(200), Duration.ofSeconds(20))) {
            throw new ConfigurationException(
                    "there is no certificate " + file + "; start './tandem simulator' with the same --data,"
                            + " or configure tandem.graph.* for a real tenant",
                    null);
        }
    }

    /** A token for the ops side when nobody could ask it otherwise; then it has to be told. */
    static Map<String, String> token(Settings settings) {
        boolean configured = Stream.of("tandem.ops.token", "tandem.ops.tokens", "tandem.ops.issuer")
                .anyMatch(key -> settings.optional(key) != null);
        return configured ? Map.of() : Map.of("tandem.ops.token", AccessToken.fresh());
    }

    /**
     * The same where nobody may read it who reads the log of a machine.
     *
     * @throws ConfigurationException when it would have to be told there
     */
    static Map<String, String> tokenOutsideLogs(Settings settings) {
        Map<String, String> madeUp = token(settings);
        if (!madeUp.isEmpty() && LogFormat.of(settings) == LogFormat.JSON) {
            throw new ConfigurationException(
                    "nobody may ask the ops side, and a token that is made up would stand in the JSON log; set"
                            + " tandem.ops.token (TANDEM_OPS_TOKEN), tandem.ops.tokens or tandem.ops.issuer",
                    null);
        }
        return madeUp;
    }
}
