package io.tandem.cli;

import io.tandem.ConfigurationException;
import io.tandem.LogFormat;
import io.tandem.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that mean the same in every command (DESIGN 10). */
final class CommonOptions {
    static final int OPS_PORT = 8080;
    static final int GRAPH_PORT = 8081;
    static final int KAFKA_PORT = 19092;
    static final int POSTGRES_PORT = 15432;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".tandem",
            description = "Folder of the embedded parts (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of(".tandem");

    @Option(
            names = "--ops-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "Port of console, health, metrics and REST API (default: " + OPS_PORT + ").")
    private @Nullable Integer opsPort;

    @Option(
            names = "--webhook-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "8090",
            description = "Port for Graph's notifications (default: ${DEFAULT-VALUE}).")
    private int webhookPort = 8090;

    @Option(
            names = "--graph-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "" + GRAPH_PORT,
            description = "Port of the Graph simulator (default: ${DEFAULT-VALUE}).")
    private int graphPort = GRAPH_PORT;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "" + KAFKA_PORT,
            description = "Port of the embedded Kafka (default: ${DEFAULT-VALUE}).")
    private int kafkaPort = KAFKA_PORT;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "" + POSTGRES_PORT,
            description = "Port of the embedded PostgreSQL (default: ${DEFAULT-VALUE}).")
    private int postgresPort = POSTGRES_PORT;

    @Option(
            names = "--ops-token",
            paramLabel = "TOKEN",
            description =
                    "Token of an operator, of 16 characters or more; when none is configured one is made and printed.")
    private @Nullable String opsToken;

    @Option(names = "--log-format", paramLabel = "FORMAT", description = "Log as text or json (default: text).")
    private @Nullable LogFormat logFormat;

    Path data() {
        return data.toAbsolutePath().normalize();
    }

    /**
     * {@return the folder, made if it is not there}
     *
     * @throws ConfigurationException when something is in it: what another run left there would be measured too
     */
    Path emptyData() throws IOException {
        Files.createDirectories(data());
        try (Stream<Path> files = Files.list(data())) {
            if (files.findAny().isPresent()) {
                throw new ConfigurationException(
                        "--data " + data() + " is not empty; name a new folder, so that nothing is measured that"
                                + " another run left there",
                        null);
            }
        }
        return data();
    }

    int graphPort() {
        return graphPort;
    }

    int kafkaPort() {
        return kafkaPort;
    }

    int postgresPort() {
        return postgresPort;
    }

    int webhookPort() {
        return webhookPort;
    }

    /** {@return the settings that were given on the command line} */
    Map<String, String> overrides() {
        Map<String, String> overrides = new LinkedHashMap<>();
        if (opsPort != null) {
            overrides.put("tandem.ops.port", opsPort.toString());
        }
        if (opsToken != null) {
            overrides.put("tandem.ops.token", opsToken);
        }
        if (logFormat != null) {
            overrides.put("tandem.log-format", logFormat.name());
        }
        return overrides;
    }

    /** Reads the settings, and has the log written as they say. */
    Settings settings(@Nullable Path config) {
        Settings settings = Settings.read(config, System.getenv(), overrides());
        LogFormat.of(settings).use();
        return settings;
    }
}
