package io.tandem.cli;

import io.tandem.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a Kafka client of the command line connects: the embedded Kafka unless configured. */
final class KafkaOptions {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as in tandem.properties.")
    private @Nullable Path config;

    @Option(names = "--brokers", paramLabel = "HOST:PORT", description = "Kafka (default: the embedded one).")
    private @Nullable String brokers;

    Settings settings() {
        // These commands say themselves what is wrong with Kafka; set before its clients make their loggers.
        System.setProperty("tandem.log.kafka", System.getProperty("tandem.log.kafka", "OFF"));
        Settings settings = Settings.read(config, System.getenv(), Map.of());
        if (brokers != null) {
            return settings.with(Map.of("tandem.kafka.brokers", brokers));
        }
        boolean configured = config != null || System.getenv("TANDEM_KAFKA_BROKERS") != null;
        return configured ? settings : settings.with(Map.of("tandem.kafka.brokers", "localhost:" + common.kafkaPort()));
    }

    /** Properties that every client shares; a broker that is away is given up after some seconds. */
    static Properties client(Settings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.kafkaClient());
        properties.put("max.block.ms", "10000");
        properties.put("default.api.timeout.ms", "10000");
        properties.put("request.timeout.ms", "8000");
        properties.put("delivery.timeout.ms", "30000");
        return properties;
    }
}
