package io.tandem.simulator;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How one simulator runs.
 *
 * @param data folder of its state and certificate; made when absent
 * @param port HTTPS port on the loopback addresses, 0 for any free one
 * @param profile the switches
 * @param seed seed of everything that is drawn at random
 * @param directory JSON Lines of Graph user resources to load at start, or null
 * @param clientSecret what the application has to say for a token
 */
public record SimulatorSettings(
        Path data,
        int port,
        SimulatorProfile profile,
        long seed,
        @Nullable Path directory,
        String clientSecret) {

    /** Refuses a port outside 0 to 65535. */
    public SimulatorSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
    }

    /** With the secret that everybody knows, {@link Simulator#CLIENT_SECRET}. */
    public SimulatorSettings(Path data, int port, SimulatorProfile profile, long seed, @Nullable Path directory) {
        this(data, port, profile, seed, directory, Simulator.CLIENT_SECRET);
    }
}
