package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.console.AccessToken;
import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.jdbc.Database;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem bench console}: how long each page and each answer of the REST API takes over a big retailer. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Measures how long every page of the console and every answer of the REST API takes over a big"
                + " retailer. Needs a --data folder of its own, in which the retailer stays for the next time.")
final class ConsoleBench implements Callable<Integer> {
    private static final double MOST_MILLIS = 500;
    private static final double WORST = 0.99;

    /** These work out the plans of all stores, which takes as long as it takes; the doctor asks Microsoft besides. */
    private static final Set<String> CALCULATIONS = Set.of("/api/plan", "/api/doctor");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--stores",
            converter = CountConverter.class,
            defaultValue = "2000",
            description = "Stores (default: ${DEFAULT-VALUE}).")
    private int stores = 2000;

    @Option(
            names = "--workers",
            converter = CountConverter.class,
            defaultValue = "60000",
            description = "People (default: ${DEFAULT-VALUE}).")
    private int workers = 60_000;

    @Option(
            names = "--letters",
            converter = CountConverter.class,
            defaultValue = "10000",
            description = "Dead letters (default: ${DEFAULT-VALUE}).")
    private int letters = 10_000;

    @Option(
            names = "--times",
            converter = CountConverter.class,
            defaultValue = "20",
            description =
                    "How often each address is asked for; two times before do not count (default: ${DEFAULT-VALUE}).")
    private int times = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = new Progress(spec.commandLine().getOut());
        Files.createDirectories(common.data());
        // Nobody works on the stores meanwhile: what is measured is asking, not working.
        Settings settings = Settings.read(null, System.getenv(), common.overrides())
                .with(Map.of(
                        "tandem.ops.token", AccessToken.fresh(), "tandem.ops.port", "0", "tandem.enabled", "false"));
        settings = settings.with(Surroundings.simulated(settings, common)).with(Map.of("tandem.webhook.url", ""));
        try (EmbeddedPlatform platform = Surroundings.platform(common, settings, progress::step);
                Simulator simulator =
                        Surroundings.simulator(common, common.graphPort(), SimulatorProfile.fast(), 1, null)) {
            Settings here = settings.with(Surroundings.of(platform));
            seed(here, progress);
            progress.step("Microsoft Graph is simulated at " + simulator.baseUri());
            try (Tandem tandem = Tandem.start(here, null);
                    HttpClient http = HttpClient.newHttpClient()) {
                URI ops = URI.create("http://127.0.0.1:" + tandem.opsPort());
                return measure(
                        tandem.opsPaths(), new ConsoleBenchAsker(http, ops, here.text("tandem.ops.token")), progress);
            }
        }
    }

    private void seed(Settings settings, Progress progress) {
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(
                settings.text("tandem.database.url"),
                settings.text("tandem.database.user"),
                settings.text("tandem.database.password"))) {
            if (database.storeViews().counts().getOrDefault("total", 0L) > 0) {
                progress.step("The retailer of the last time is still there");
                return;
            }
            ConsoleBenchRetailer retailer = new ConsoleBenchRetailer(database, stores, workers, clock);
            progress.step("Commerce said %,d things".formatted(retailer.fold()));
            progress.step("The directory knows %,d people".formatted(retailer.remember()));
            progress.step("%,d teams stand as they should"
                    .formatted(new ConsoleBenchTeams(database, settings, clock).make()));
            progress.step("%,d tasks are in Planner".formatted(new ConsoleBenchTasks(database, clock).make()));
            ConsoleBenchLetters desk = new ConsoleBenchLetters(database, settings, stores, clock);
            desk.file(letters);
            desk.act();
            progress.step("%,d letters are dead".formatted(letters));
            database.analyze();
        }
    }

    private int measure(List<String> paths, ConsoleBenchAsker asker, Progress progress)
            throws IOException, InterruptedException {
        List<String> addresses = new ConsoleBenchAddresses(asker, "%06d".formatted(stores / 2 + 1)).of(paths);
        List<ConsoleBenchAsker.Took> all = new ArrayList<>();
        for (String address : addresses) {
            asker.time(address, 2);
            ConsoleBenchAsker.Took took = asker.time(address, times);
            progress.step("p50 %6.1f ms  p99 %6.1f ms  %,9d bytes  %s"
                    .formatted(took.millis(0.5), took.millis(WORST), took.bytes(), address));
            all.add(took);
        }
        List<ConsoleBenchAsker.Took> judged = all.stream()
                .filter(took -> !CALCULATIONS.contains(took.address()))
                .toList();
        List<ConsoleBenchAsker.Took> slow =
                judged.stream().filter(took -> took.millis(WORST) > MOST_MILLIS).toList();
        ConsoleBenchAsker.Took slowest = judged.stream()
                .max(Comparator.comparingDouble(took -> took.millis(WORST)))
                .orElseThrow();
        progress.step("%d addresses without %s, %d of them slower than %.0f ms; the slowest is %s, p99 %.1f ms"
                .formatted(
                        judged.size(),
                        String.join(" and ", new TreeSet<>(CALCULATIONS)),
                        slow.size(),
                        MOST_MILLIS,
                        slowest.address(),
                        slowest.millis(WORST)));
        return slow.isEmpty() ? 0 : 1;
    }
}
