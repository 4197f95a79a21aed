package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.component.graph.client.TrustedAuthorities;
import io.tandem.console.AccessToken;
import io.tandem.console.StoreViews;
import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem bench failures}: whether stores that fail for good, at once or slowly, slow the others down. */
@Command(
        name = "failures",
        mixinStandardHelpOptions = true,
        description = "Renames all stores again and again, and measures how many healthy ones are done a second while"
                + " Graph refuses half of some others for good and lets calls for the other half hang, and while it does"
                + " neither. Needs a --data folder of its own.")
final class FailuresBench implements Callable<Integer> {
    private static final double RATIO = 0.95;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** So many stores are one that fails. */
    private static final int ONE_OF = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--stores",
            converter = CountConverter.class,
            defaultValue = "1000",
            description = "Stores, of which each hundredth fails (default: ${DEFAULT-VALUE}).")
    private int stores = 1000;

    @Option(
            names = "--minutes",
            converter = CountConverter.class,
            defaultValue = "10",
            description =
                    "Minutes with failures; a fifth of it before and after is without (default: ${DEFAULT-VALUE}).")
    private int minutes = 10;

    private int round;

    /** Where it happens. */
    private record Scene(Settings settings, Tandem tandem, FailuresBenchFaults faults) {
        long inSync() {
            return tandem.stores().counts().getOrDefault("inSync", 0L);
        }

        boolean hasFolded() {
            return tandem.pulse().lag().values().stream().allMatch(records -> records == 0);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = new Progress(spec.commandLine().getOut());
        Settings settings = Settings.read(null, System.getenv(), common.overrides())
                .with(Map.of(
                        "tandem.ops.token", AccessToken.fresh(), "tandem.ops.port", "0", "tandem.tasks.plans", "none"));
        settings = settings.with(Surroundings.simulated(settings, common));
        settings = settings.with(Surroundings.hurried(settings)).with(Map.of("tandem.webhook.url", ""));
        PlannerBenchStores retailer = new PlannerBenchStores(stores, null);
        Path people = common.emptyData().resolve("bench-people.jsonl");
        Files.write(people, retailer.people());
        try (EmbeddedPlatform platform = Surroundings.platform(common, settings, progress::step);
                Simulator simulator =
                        Surroundings.simulator(common, common.graphPort(), SimulatorProfile.fast(), 1, people);
                HttpClient http = HttpClient.newBuilder()
                        .sslContext(TrustedAuthorities.with(simulator.caFile()))
                        .build();
                Tandem tandem = Tandem.start(settings.with(Surroundings.of(platform)), null)) {
            Settings here = settings.with(Surroundings.of(platform));
            return measure(
                    new Scene(here, tandem, new FailuresBenchFaults(http, simulator.baseUri())), retailer, progress);
        }
    }

    private int measure(Scene scene, PlannerBenchStores retailer, Progress progress)
            throws IOException, InterruptedException {
        scene.faults().end();
        FeedCommand.publishAll(scene.settings(), retailer.events());
        require(Lookout.until(() -> scene.inSync() == stores, LOOK, PATIENCE), "the stores do not get their teams");
        progress.step("%,d stores have their teams".formatted(stores));
        Duration few = Duration.ofMinutes(minutes).dividedBy(5);
        rounds(scene, retailer, few.dividedBy(2), stores);
        double before = rounds(scene, retailer, few, stores);
        progress.step("Without failures: %.0f stores a second".formatted(before));
        scene.faults().begin(failingTeams(scene));
        double during = rounds(scene, retailer, Duration.ofMinutes(minutes), stores - failing());
        progress.step("While %d stores fail for good, half of them by calls that hang: %.0f healthy stores a second"
                .formatted(failing(), during));
        scene.faults().end();
        rounds(scene, retailer, few.dividedBy(2), stores);
        double after = rounds(scene, retailer, few, stores);
        progress.step("Without failures again: %.0f stores a second".formatted(after));
        double ratio = during / ((before + after) / 2);
        progress.step("Ratio %.2f (%.2f at least is wanted)".formatted(ratio, RATIO));
        return ratio >= RATIO ? 0 : 1;
    }

    private int failing() {
        return Math.max(2, stores / ONE_OF);
    }

    private List<String> failingTeams(Scene scene) {
        List<StoreViews.Row> all = scene.tandem().stores().stores();
        return IntStream.range(0, failing())
                .mapToObj(number ->
                        String.valueOf(all.get(number * all.size() / failing()).teamId()))
                .toList();
    }

    /**
     * {@return how many stores got their new names a second}
     *
     * @param expected so many stores get theirs
     */
    private double rounds(Scene scene, PlannerBenchStores retailer, Duration time, int expected)
            throws InterruptedException {
        long begun = System.nanoTime();
        long renamed = 0;
        while (System.nanoTime() - begun < time.toNanos()) {
            FeedCommand.publishAll(scene.settings(), retailer.renamed(++round));
            require(
                    Lookout.until(() -> scene.hasFolded() && scene.inSync() >= expected, LOOK, PATIENCE),
                    "the stores do not get their new names");
            renamed += expected;
        }
        return renamed * 1e9 / (System.nanoTime() - begun);
    }

    private static void require(boolean done, String otherwise) {
        if (!done) {
            throw new IllegalStateException(
                    otherwise + " within " + PATIENCE.toMinutes() + " minutes; the log says why");
        }
    }
}
