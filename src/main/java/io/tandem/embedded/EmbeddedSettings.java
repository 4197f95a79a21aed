package io.tandem.embedded;

import java.nio.file.Path;

/**
 * Where the embedded servers keep their data and listen.
 *
 * @param data folder of everything that is kept ({@code --data}); made when missing
 * @param kafkaPort port of Kafka on the loopback address ({@code --kafka-port}); 0 takes any free one
 * @param postgresPort port of PostgreSQL on the loopback address ({@code --postgres-port}); 0 takes any free one
 */
public record EmbeddedSettings(Path data, int kafkaPort, int postgresPort) {

    /** Port of Kafka when nothing else is said. */
    public static final int DEFAULT_KAFKA_PORT = 19092;

    /** Port of PostgreSQL when nothing else is said. */
    public static final int DEFAULT_POSTGRES_PORT = 15432;

    /** Makes the folder absolute, so that a later change of the working directory does not move it. */
    public EmbeddedSettings {
        data = data.toAbsolutePath().normalize();
        requirePort("kafkaPort", kafkaPort);
        requirePort("postgresPort", postgresPort);
    }

    private static void requirePort(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " must be between 0 and 65535, but is " + port);
        }
    }
}
