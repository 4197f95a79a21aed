package io.tandem.cli;

import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import io.tandem.simulator.hq.HqSimulator;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem simulator}: the Graph stand-in alone. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        description = "Runs the Microsoft Graph simulator alone, until Ctrl-C.")
final class SimulatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "Port of the simulator; the same as --graph-port (default: 8081).")
    private @Nullable Integer port;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "fast",
            description = "fast or realistic, perhaps with switches: fast,maxLatency=PT0.2S (default: fast).")
    private String profile = "fast";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of all that is random.")
    private long seed = 1;

    @Option(names = "--directory", paramLabel = "FILE", description = "People: JSON Lines of Graph users.")
    private @Nullable Path directory;

    @Option(
            names = "--hq-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "Runs a Commerce HQ stand-in on this port too (OData); none without this option.")
    private @Nullable Integer hqPort;

    @Override
    public Integer call() throws InterruptedException {
        common.settings(null);
        PrintWriter out = spec.commandLine().getOut();
        if (directory != null && !Files.isReadable(directory)) {
            throw new ParameterException(spec.commandLine(), "--directory: cannot read " + directory);
        }
        Simulator simulator =
                Surroundings.simulator(common, port == null ? common.graphPort() : port, profile(), seed, directory);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-shutdown"));
        out.println("Microsoft Graph simulator at " + simulator.baseUri() + ", trust " + simulator.caFile());
        out.println("Tenant " + Simulator.TENANT + ", client id " + Simulator.CLIENT_ID + ", secret "
                + Simulator.CLIENT_SECRET);
        out.println("Every call: GET " + simulator.baseUri() + "/simulator/requests");
        if (hqPort != null) {
            startHq(hqPort, out);
        }
        out.flush();
        Ending.await();
        return 0;
    }

    private void startHq(int port, PrintWriter out) {
        HqSimulator hq = HqSimulator.start(common.data(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(hq::close, "hq-simulator-shutdown"));
        out.println("Commerce HQ stand-in at " + hq.baseUri() + "/data, rows: POST " + hq.baseUri() + "/hq/seed");
    }

    private SimulatorProfile profile() {
        try {
            return SimulatorProfile.parse(profile);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--profile: " + wrong.getMessage(), wrong);
        }
    }
}
