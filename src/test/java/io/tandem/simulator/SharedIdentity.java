package io.tandem.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Keys that all simulators of a run may have: making them takes each more than a second. */
public final class SharedIdentity {
    private static byte @Nullable [] keys;

    private SharedIdentity() {}

    /** Gives the keys to the simulator that will keep its data in a folder. */
    public static synchronized void giveTo(Path data) {
        try {
            if (keys == null) {
                Path first = Files.createTempDirectory("identity");
                Identity.open(first, Clock.systemUTC());
                keys = Files.readAllBytes(Identity.file(first));
            }
            Path file = Identity.file(data);
            Files.createDirectories(file.getParent());
            Files.write(file, keys);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
