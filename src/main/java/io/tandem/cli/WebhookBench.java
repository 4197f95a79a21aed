package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.embedded.EmbeddedPlatform;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem bench webhook}: how fast notifications are answered, and whether those that were taken are kept. */
@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        description = "Measures how fast bursts of notifications are answered; each accepted one must be in Kafka.")
final class WebhookBench implements Callable<Integer> {
    /** What Microsoft Graph waits for a first answer, and for that of a retry (graph-contract 9.5). */
    private static final Duration FIRST = Duration.ofSeconds(3);

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final String CLIENT_STATE = "bench";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--posts", defaultValue = "20000", description = "Posts a burst (default: ${DEFAULT-VALUE}).")
    private int posts = 20_000;

    @Option(names = "--seconds", defaultValue = "4", description = "Seconds a burst lasts (default: ${DEFAULT-VALUE}).")
    private int seconds = 4;

    @Option(names = "--bursts", defaultValue = "2", description = "Bursts (default: ${DEFAULT-VALUE}).")
    private int bursts = 2;

    @Override
    public Integer call() throws InterruptedException {
        Progress progress = new Progress(spec.commandLine().getOut());
        Settings settings = Settings.read(null, System.getenv(), common.overrides());
        settings = settings.with(Surroundings.simulated(settings, common))
                .with(Map.of(
                        "tandem.ops.token", "bench",
                        "tandem.ops.port", "0",
                        "tandem.enabled", "false",
                        "tandem.webhook.client-state", CLIENT_STATE,
                        "tandem.graph.ca-certificate", "",
                        "tandem.topics.graph-notifications", "bench.notifications." + System.nanoTime()));
        try (EmbeddedPlatform platform = Surroundings.platform(common, settings, progress::step)) {
            settings = IntakeBench.fresh(settings.with(Surroundings.of(platform)), "webhook");
            try (Tandem unused = Tandem.start(settings, null)) {
                return measure(settings, progress);
            }
        }
    }

    /** The first burst warms up and does not count. */
    private int measure(Settings settings, Progress progress) throws InterruptedException {
        WebhookBurst burst = new WebhookBurst(
                "http://localhost:" + settings.text("tandem.webhook.port") + "/graph/notifications", CLIENT_STATE);
        boolean inTime = true;
        for (int round = 0; round <= bursts; round++) {
            WebhookBurst.Result result = burst.post(posts, Duration.ofSeconds(seconds));
            progress.step((round == 0 ? "Warm-up: " : "Burst " + round + ": ") + line(result));
            inTime &= round == 0 || (result.percentile(0.99).compareTo(FIRST) <= 0 && result.accepted() == posts);
        }
        Set<String> lost = burst.missingIn(settings);
        progress.step(lost.size() + " of " + burst.accepted() + " accepted posts are not in Kafka");
        return inTime && lost.isEmpty() ? 0 : 1;
    }

    private String line(WebhookBurst.Result result) {
        return "%,d posts offered in %d s, %,d accepted, %,.0f answers/s, p50 %d ms, p99 %d ms, under 3 s %.2f %%, under 10 s %.2f %%"
                .formatted(
                        posts,
                        seconds,
                        result.accepted(),
                        result.rate(),
                        result.percentile(0.5).toMillis(),
                        result.percentile(0.99).toMillis(),
                        100 * result.under(FIRST),
                        100 * result.under(RETRY));
    }
}
