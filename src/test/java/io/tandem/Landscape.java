package io.tandem;

import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.simulator.SimulatorProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What stands around Tandem: one Kafka and one PostgreSQL for all tests of a run, started by the first that asks for it,
 * with as many {@link LandscapeSite sites} on them as the tests want.
 */
final class Landscape implements AutoCloseable {
    private final Path data;
    private final EmbeddedPlatform platform;
    private final Deque<LandscapeSite> sites = new ArrayDeque<>();

    private Landscape() {
        // Each look costs a whole answer of the tenant, and two cores have all to do.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(250));
        try {
            this.data = Files.createTempDirectory("landscape");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        this.platform = TestPlatform.start(data);
    }

    /** Gives tests the landscape of their run as a parameter. */
    static final class Provider implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Landscape.class;
        }

        @Override
        public Landscape resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(Landscape.class, type -> new Landscape(), Landscape.class);
        }
    }

    /**
     * A new place for a Tandem, with a database, topics and a tenant that nobody else uses.
     *
     * @param profile switches of the simulator, see {@link SimulatorProfile#parse}
     */
    synchronized LandscapeSite site(String name, String profile) {
        LandscapeSite site = LandscapeSite.on(platform, data.resolve(name), name, SimulatorProfile.parse(profile));
        sites.push(site);
        return site;
    }

    @Override
    public synchronized void close() throws IOException {
        sites.forEach(LandscapeSite::close);
        platform.close();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
