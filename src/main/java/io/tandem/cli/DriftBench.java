package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
        description =
                "Measures how long a sweep over all teams takes at the ceilings that Microsoft publishes, while some"
                        + " teams were renamed by hand. Needs a --data folder of its own.")
final class DriftBench implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double RATIO = 1.2;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(100);

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

    /** Where it happens. */
    private record Scene(Settings settings, HttpClient http, URI graph) {
        JsonNode ask(URI uri, String method, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + settings.text("tandem.ops.token"))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        }

        /** {@return reads of teams and rosters since then that Graph answered, and those that it refused as too many} */
        long[] reads(Instant since) throws IOException, InterruptedException {
            JsonNode calls = ask(graph.resolve("/simulator/requests?since=" + since), "GET", "");
            long[] counts = new long[3];
            for (JsonNode call : calls.isArray() ? calls : calls.path("value")) {
                String path = call.path("path").asText();
                if (call.path("method").asText().equals("GET") && path.startsWith("/v1.0/teams/")) {
                    int kind = call.path("status").asInt() == 429 ? 2 : path.contains("/members") ? 1 : 0;
                    counts[kind]++;
                }
            }
            return counts;
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
        Path people = common.data().resolve("bench-people.jsonl");
        Files.createDirectories(common.data());
        Files.write(people, retailer.people());
        try (EmbeddedPlatform platform = Surroundings.platform(common, settings, progress::step);
                Simulator simulator =
                        Surroundings.simulator(common, common.graphPort(), SimulatorProfile.fast(), 1, people);
                HttpClient http = HttpClient.newBuilder()
                        .sslContext(TrustedAuthorities.with(simulator.caFile()))
                        .build()) {
            Settings here = settings.with(Surroundings.of(platform));
            try (Tandem tandem = Tandem.start(here, null)) {
                return measure(new Scene(here, http, simulator.baseUri()), tandem, retailer, progress);
            }
        }
    }

    private String compared(String what, double ceiling, double seconds, double floor) {
        return "Graph takes %.0f %s a second: %,d of them take %.1f s at least; the sweep took %.1f s, ratio %.2f"
                .formatted(ceiling, what, stores, floor, seconds, seconds / floor);
    }

    private int measure(Scene scene, Tandem tandem, PlannerBenchStores retailer, Progress progress)
            throws IOException, InterruptedException {
        FeedCommand.publishAll(scene.settings(), retailer.events());
        boolean ready =
                Lookout.until(() -> tandem.stores().counts().getOrDefault("inSync", 0L) == stores, LOOK, PATIENCE);
        if (!ready) {
            throw new IllegalStateException("the stores do not get their teams; the log says why");
        }
        progress.step(
                "%,d stores have their teams; Graph counts calls as Microsoft's documentation says".formatted(stores));
        scene.ask(scene.graph().resolve("/simulator/profile"), "POST", "{\"ceilings\": true}");
        URI drift = URI.create("http://127.0.0.1:" + tandem.opsPort() + "/api/drift");
        Instant begun = Instant.now();
        scene.ask(drift, "POST", "{}");
        JsonNode sweep = JSON.nullNode();
        while (!sweep.hasNonNull("finishedAt") && Instant.now().isBefore(begun.plus(PATIENCE))) {
            Lookout.until(() -> false, LOOK, LOOK);
            sweep = scene.ask(drift, "GET", "").path("sweep");
        }
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        long[] reads = scene.reads(begun);
        progress.step("The sweep read %,d teams and %,d rosters, %d calls were too many; it took %.1f s"
                .formatted(reads[0], reads[1], reads[2], seconds));
        double rosters = stores / ROSTERS;
        double floor = Math.max(rosters, stores / TEAMS);
        progress.step(compared("member lists", ROSTERS, seconds, rosters));
        progress.step(compared("teams, each with its list,", TEAMS, seconds, floor)
                + " (%.1f at most is wanted)".formatted(RATIO));
        boolean all = reads[0] >= stores && reads[1] >= stores;
        return sweep.hasNonNull("finishedAt") && all && seconds <= floor * RATIO ? 0 : 1;
    }
}
