package io.tandem.cli;

import io.tandem.LogFormat;
import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.embedded.EmbeddedPlatform;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem run}: Tandem alone, or with Kafka and PostgreSQL. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs Tandem until Ctrl-C.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--embedded",
            description = "Brings Kafka and PostgreSQL along; talks to the simulator unless a tenant is configured.")
    private boolean embedded;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as in tandem.properties.")
    private @Nullable Path config;

    @Option(names = "--routes", paramLabel = "DIR", description = "Folder of routes to run instead of the product's.")
    private @Nullable Path routes;

    @Override
    public Integer call() throws InterruptedException {
        Instant begun = Instant.now();
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = common.settings(config);
        if (routes != null && !Files.isDirectory(routes)) {
            throw new ParameterException(spec.commandLine(), "--routes " + routes + " is no folder");
        }
        if (embedded && !Surroundings.areThere()) {
            throw new ParameterException(
                    spec.commandLine(), "--embedded needs tandem-embedded.jar and lib-embedded on the class path");
        }
        Map<String, String> token = Surroundings.tokenOutsideLogs(settings);
        settings = settings.with(token);
        if (embedded) {
            settings = settings.with(Surroundings.simulated(settings, common));
            settings = settings.with(Surroundings.hurried(settings));
            runEmbedded(settings, out, begun, token);
        } else {
            Tandem tandem = Tandem.start(settings, routes);
            Runtime.getRuntime().addShutdownHook(new Thread(tandem::close, "tandem-shutdown"));
            ready(out, begun, tandem, token);
        }
        Ending.await();
        return 0;
    }

    private void runEmbedded(Settings settings, PrintWriter out, Instant begun, Map<String, String> token)
            throws InterruptedException {
        EmbeddedPlatform platform = Surroundings.platform(common, settings, line -> say(out, line));
        Surroundings.awaitCertificate(settings);
        Tandem tandem = Tandem.start(settings.with(Surroundings.of(platform)), routes);
        platform.closeFirst(tandem);
        ready(out, begun, tandem, token);
    }

    private static void ready(PrintWriter out, Instant begun, Tandem tandem, Map<String, String> token) {
        Duration took = Duration.between(begun, Instant.now());
        say(out, "Tandem is ready after %.1f s".formatted(took.toMillis() / 1000.0));
        say(out, "Ops: " + Surroundings.ops(tandem, token));
    }

    /** To people; a machine that reads the log finds it there. */
    private static void say(PrintWriter out, String line) {
        if (LogFormat.current() == LogFormat.JSON) {
            LoggerFactory.getLogger(RunCommand.class).info("{}", line);
        } else {
            print(out, line);
        }
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
