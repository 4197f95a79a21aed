package io.tandem.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** One simulator for a test class, reset before each test; its clock stands still. */
final class RunningSimulator implements BeforeAllCallback, TestInstancePreConstructCallback, AfterAllCallback {
    private final String profile;
    private final TestClock clock = new TestClock();
    private @Nullable Path data;
    private @Nullable Simulator simulator;
    private @Nullable Graph graph;

    RunningSimulator(String profile) {
        this.profile = profile;
    }

    TestClock clock() {
        return clock;
    }

    Path data() {
        return Objects.requireNonNull(data);
    }

    Simulator simulator() {
        return Objects.requireNonNull(simulator);
    }

    Graph graph() {
        return Objects.requireNonNull(graph);
    }

    Contoso contoso() {
        return new Contoso(graph());
    }

    /** Stops and starts it on the same data. */
    void restart() {
        simulator().close();
        start();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("simulator");
        SharedIdentity.giveTo(data);
        start();
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        graph = new Graph(simulator());
        graph.post("/simulator/reset", "");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        simulator().close();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data())) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private void start() {
        simulator = Simulator.start(settings(), clock);
        graph = new Graph(simulator);
    }

    SimulatorSettings settings() {
        return new SimulatorSettings(data(), 0, SimulatorProfile.parse(profile), 7, null);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
