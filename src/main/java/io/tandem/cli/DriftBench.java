package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.component.graph.client.TrustedAuthorities;
import io.tandem.console.AccessToken;
import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem bench drift}: how long it takes to read all teams, next to what Graph's ceilings allow at the best. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = "Measures how long a sweep over all teams takes at the ceilings that Microsoft publishes."
                + " Needs a --data folder of its own.")
final class DriftBench implements Callable<Integer> {
    private static final double RATIO = 1.2;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration AFTERWARDS = Duration.ofSeconds(30);

    /** One of so many teams is changed by hand: enough to be mended, and too few to make the sweep longer. */
    private static final int REARRANGED = 50;

    /** Calls a second for each application in a tenant (graph-contract 11.2). */
    private static final double TEAMS = 30;

    private static final double ROSTERS = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--stores",
            converter = CountConverter.class,
            defaultValue = "1000",
            description = "Stores with a team each (default: ${DEFAULT-VALUE}).")
    private int stores = 1000;

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
                        .build()) {
            Settings here = settings.with(Surroundings.of(platform));
            try (Tandem tandem = Tandem.start(here, null)) {
                return measure(new DriftBenchScene(here, http, simulator.baseUri()), tandem, retailer, progress);
            }
        }
    }

    private String compared(String what, double ceiling, double seconds, double floor) {
        return "Graph takes %.0f %s a second: %,d of them take %.1f s at least; the sweep took %.1f s, ratio %.2f"
                .formatted(ceiling, what, stores, floor, seconds, seconds / floor);
    }

    /** What was read last is put back a moment later. */
    private static DriftBenchScene.Calls mended(DriftBenchScene scene, Instant begun, int rearranged)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(AFTERWARDS);
        DriftBenchScene.Calls calls = scene.calls(begun);
        while (calls.mended() < rearranged && Instant.now().isBefore(end)) {
            Lookout.until(() -> false, LOOK, LOOK);
            calls = scene.calls(begun);
        }
        return calls;
    }

    private int measure(DriftBenchScene scene, Tandem tandem, PlannerBenchStores retailer, Progress progress)
            throws IOException, InterruptedException {
        FeedCommand.publishAll(scene.settings(), retailer.events());
        boolean ready =
                Lookout.until(() -> tandem.stores().counts().getOrDefault("inSync", 0L) == stores, LOOK, PATIENCE);
        if (!ready) {
            throw new IllegalStateException("the stores do not get their teams; the log says why");
        }
        progress.step(
                "%,d stores have their teams; Graph counts calls as Microsoft's documentation says".formatted(stores));
        int rearranged = Math.min(stores, Math.max(2, stores / REARRANGED));
        scene.rearrange(rearranged);
        scene.ask(scene.graph().resolve("/simulator/profile"), "POST", "{\"ceilings\": true}");
        URI drift = URI.create("http://127.0.0.1:" + tandem.opsPort() + "/api/drift");
        Instant begun = Instant.now();
        scene.ask(drift, "POST", "{}");
        JsonNode sweep = NullNode.getInstance();
        while (!sweep.hasNonNull("finishedAt") && Instant.now().isBefore(begun.plus(PATIENCE))) {
            Lookout.until(() -> false, LOOK, LOOK);
            sweep = scene.ask(drift, "GET", "").path("sweep");
        }
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        DriftBenchScene.Calls calls = mended(scene, begun, rearranged);
        progress.step("The sweep read %,d teams and %,d rosters, %d calls were too many; it took %.1f s"
                .formatted(calls.teams(), calls.rosters(), calls.tooMany(), seconds));
        progress.step("Of %,d teams that were renamed or made public by hand, it put back %,d"
                .formatted(rearranged, calls.mended()));
        double rosters = stores / ROSTERS;
        double floor = Math.max(rosters, stores / TEAMS);
        progress.step(compared("member lists", ROSTERS, seconds, rosters));
        progress.step(compared("teams, each with its list,", TEAMS, seconds, floor)
                + " (%.1f at most is wanted)".formatted(RATIO));
        boolean all = calls.teams() >= stores && calls.rosters() >= stores && calls.mended() >= rearranged;
        return sweep.hasNonNull("finishedAt") && all && seconds <= floor * RATIO ? 0 : 1;
    }
}
