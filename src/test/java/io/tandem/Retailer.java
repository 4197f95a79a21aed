package io.tandem;

import io.tandem.simulator.SharedIdentity;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import io.tandem.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A retailer with a directory of people in simulated Graph, and a Tandem's place to work in.
 *
 * @param sandbox Kafka and PostgreSQL; Tandem's settings point at the simulator
 * @param simulator Graph
 */
public record Retailer(Sandbox sandbox, Simulator simulator, Path folder) implements AutoCloseable {

    /** Starts one whose directory has these people, JSON lines of Graph users. */
    public static Retailer with(List<String> people) {
        try {
            Path folder = Files.createTempDirectory("retailer");
            Path directory = Files.write(folder.resolve("people.jsonl"), people);
            SharedIdentity.giveTo(folder);
            Simulator simulator =
                    Simulator.start(new SimulatorSettings(folder, 0, SimulatorProfile.fast(), 1, directory));
            Sandbox sandbox = Sandbox.create(3);
            Settings settings = sandbox.settings().with(TestGraph.settings(simulator.baseUri(), simulator.caFile()));
            return new Retailer(new Sandbox(settings), simulator, folder);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** {@return Graph as anybody sees it} */
    public TestGraph graph() {
        return new TestGraph(simulator.baseUri(), simulator.caFile());
    }

    @Override
    public void close() {
        simulator.close();
        Folders.delete(folder);
    }
}
