package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.component.graph.client.TrustedAuthorities;
import io.tandem.console.AccessToken;
import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem bench planner}: how soon changes in Planner are seen, and how often Planner throttles. */
@Command(
        name = "planner",
        mixinStandardHelpOptions = true,
        description =
                "Measures how soon changes in Planner are seen while it hides how many calls it stands, and changes"
                        + " that. Needs a --data folder of its own.")
final class PlannerBench implements Callable<Integer> {
    /** Which share of the calls that are due Planner stands, in turn: less than all for a while, so that looks have to wait. */
    private static final double[] LIMITS = {1.8, 0.8, 1.4};

    private static final Duration BUSY = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofMinutes(15);
    private static final Duration DUE_TODAY = Duration.ofMinutes(2);
    private static final Duration RUN_IN = QUIET.plusMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--plans",
            converter = CountConverter.class,
            defaultValue = "1000",
            description = "Plans (default: ${DEFAULT-VALUE}).")
    private int plans = 1000;

    @Option(
            names = "--active",
            converter = CountConverter.class,
            defaultValue = "50",
            description = "Plans in which people work (default: ${DEFAULT-VALUE}).")
    private int active = 50;

    @Option(names = "--due-today", description = "Each task is due today, as those of a daily checklist are.")
    private boolean dueToday;

    @Option(
            names = "--scale",
            converter = CountConverter.class,
            defaultValue = "5",
            description = "How much faster time goes (default: ${DEFAULT-VALUE}).")
    private int scale = 5;

    @Option(
            names = "--minutes",
            converter = CountConverter.class,
            defaultValue = "30",
            description = "Scaled minutes (default: ${DEFAULT-VALUE}).")
    private int minutes = 30;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Progress progress = new Progress(spec.commandLine().getOut());
        Settings settings = Settings.read(null, System.getenv(), common.overrides())
                .with(Map.of(
                        "tandem.ops.token",
                        AccessToken.fresh(),
                        "tandem.ops.port",
                        "0",
                        "tandem.tasks.plans",
                        "with-tasks"));
        settings = settings.with(Surroundings.simulated(settings, common));
        settings = settings.with(Surroundings.hurried(settings)).with(Map.of("tandem.webhook.url", ""));
        PlannerBenchStores stores = new PlannerBenchStores(plans, dueToday ? LocalDate.now(ZoneOffset.UTC) : null);
        Path people = common.emptyData().resolve("bench-people.jsonl");
        Files.write(people, stores.people());
        try (EmbeddedPlatform platform = Surroundings.platform(common, settings, progress::step);
                Simulator simulator =
                        Surroundings.simulator(common, common.graphPort(), SimulatorProfile.fast(), 1, people);
                HttpClient http = HttpClient.newBuilder()
                        .sslContext(TrustedAuthorities.with(simulator.caFile()))
                        .build()) {
            Settings here = settings.with(Surroundings.of(platform));
            return settle(here, stores, progress)
                    ? measure(here, new PlannerBenchCrew(http, simulator.baseUri(), scale), progress)
                    : 1;
        }
    }

    /** Every plan is made, has its tasks, and has been quiet for long. {@return whether all tasks were made in time} */
    private boolean settle(Settings settings, PlannerBenchStores stores, Progress progress)
            throws InterruptedException {
        try (Tandem tandem = Tandem.start(settings.with(pace(QUIET)), null)) {
            FeedCommand.publishAll(settings, Stream.concat(stores.events(), Stream.of(stores.list())));
            int wanted = plans * PlannerBenchStores.TITLES.size();
            progress.step("Commerce published %d stores, and a list of %d tasks over all of them"
                    .formatted(plans, PlannerBenchStores.TITLES.size()));
            Lookout.until(
                    () -> tandem.tasks().counts().getOrDefault("inSync", 0L) == plans && linked(tandem) == wanted,
                    Duration.ofSeconds(1),
                    PATIENCE);
            long made = linked(tandem);
            progress.step("%d of %d tasks are in Planner".formatted(made, wanted));
            return made == wanted;
        }
    }

    private static long linked(Tandem tandem) {
        return tandem.tasks().tasks(null, null).stream()
                .filter(task -> task.plannerTaskId() != null)
                .count();
    }

    private int measure(Settings settings, PlannerBenchCrew crew, Progress progress)
            throws IOException, InterruptedException {
        try (Tandem tandem = Tandem.start(settings.with(pace(BUSY)), null)) {
            crew.begin(tandem.tasks().tasks(null, null).stream()
                    .filter(task -> task.title().equals(PlannerBenchStores.TITLES.getFirst()))
                    .limit(active)
                    .map(task -> new PlannerBenchCrew.Place(
                            String.valueOf(task.plannerTaskId()), PlannerBenchStores.managerOf(task.storeNumber())))
                    .toList());
            crew.limit(LIMITS[0] * due() * scale);
            progress.step(
                    "People work in %d plans; it counts after %d minutes of theirs, when Tandem has looked at each plan"
                            .formatted(active, RUN_IN.toMinutes()));
            Lookout.until(() -> false, Duration.ofSeconds(1), scaled(RUN_IN));
            Instant from = Instant.now();
            for (double share : LIMITS) {
                crew.limit(share * due() * scale);
                progress.step(
                        "Planner stands %.1f calls a second from now on, and %.1f are due (time goes %d times faster)"
                                .formatted(share * due(), due(), scale));
                Lookout.until(
                        () -> false,
                        Duration.ofSeconds(1),
                        scaled(Duration.ofMinutes(minutes)).dividedBy(LIMITS.length));
                progress.step("Tandem would call it up to %.1f times a second".formatted(rate(tandem) / scale));
            }
            crew.end();
            Lookout.until(() -> false, Duration.ofSeconds(1), scaled(Duration.ofMinutes(2)));
            return judged(settings, crew, from, progress);
        }
    }

    private static int judged(Settings settings, PlannerBenchCrew crew, Instant from, Progress progress)
            throws IOException, InterruptedException {
        try (UpdatesReader updates = new UpdatesReader(settings)) {
            PlannerBenchResult result = crew.result(updates.all(), from);
            result.sentences().forEach(progress::step);
            return result.isGood() ? 0 : 1;
        }
    }

    /** Calls a second, Tandem's and those of people, if no look had to wait. */
    private double due() {
        Duration quiet = dueToday ? DUE_TODAY : QUIET;
        double edits = active / (double) PlannerBenchCrew.MEAN.toSeconds();
        double looks = active / (double) BUSY.toSeconds() + Math.max(0, plans - active) / (double) quiet.toSeconds();
        return edits + looks;
    }

    private static double rate(Tandem tandem) {
        return tandem.meters().get("tandem.planner.rate").gauge().value();
    }

    private Map<String, String> pace(Duration busy) {
        Map<String, String> pace = new LinkedHashMap<>();
        pace.put("tandem.tasks.busy", scaled(busy).toMillis() + "ms");
        pace.put("tandem.tasks.quiet", scaled(QUIET).toMillis() + "ms");
        return pace;
    }

    private Duration scaled(Duration duration) {
        return duration.dividedBy(scale);
    }
}
