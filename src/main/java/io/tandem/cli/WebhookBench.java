package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.console.AccessToken;
import io.tandem.embedded.EmbeddedPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem bench webhook}: how fast notifications are answered, and whether those that were taken are kept. */
@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        description =
                "Measures how fast notifications are answered, at a steady rate and beside a bare HTTP handler"
                        + " that writes to the same Kafka; each accepted one must be in Kafka. Needs a --data folder of its own.")
final class WebhookBench implements Callable<Integer> {
    private static final Duration WANTED = Duration.ofMillis(50);
    private static final double RATIO = 0.6;

    /** With half as many neither side uses up two cores, and what is measured is how long Kafka waits for a batch. */
    private static final int AT_ONCE = 240;

    private static final int PARTITIONS = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofSeconds(1);

    /** Of each side in a round: whatever else the machine does meanwhile concerns both. */
    private static final int TURNS = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CLIENT_STATE = "bench";
    private static final String TOPIC = "tandem.topics.graph-notifications";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--rate",
            converter = CountConverter.class,
            defaultValue = "1000",
            description = "Posts a second (default: ${DEFAULT-VALUE}).")
    private int rate = 1000;

    @Option(
            names = "--seconds",
            converter = CountConverter.class,
            defaultValue = "60",
            description = "Seconds at that rate (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(
            names = "--rounds",
            converter = CountConverter.class,
            defaultValue = "2",
            description = "Rounds of 10 turns of a second each beside the bare handler (default: ${DEFAULT-VALUE}).")
    private int rounds = 2;

    @Override
    public Integer call() throws IOException, InterruptedException {
        common.emptyData();
        Progress progress = new Progress(spec.commandLine().getOut());
        Settings settings = Settings.read(null, System.getenv(), common.overrides());
        settings = settings.with(Surroundings.simulated(settings, common))
                .with(Map.of(
                        "tandem.ops.token",
                        AccessToken.fresh(),
                        "tandem.ops.port",
                        "0",
                        "tandem.enabled",
                        "false",
                        "tandem.webhook.client-state",
                        CLIENT_STATE,
                        "tandem.graph.ca-certificate",
                        "",
                        TOPIC,
                        "bench.notifications." + System.nanoTime()));
        try (EmbeddedPlatform platform = Surroundings.platform(common, settings, progress::step)) {
            settings = IntakeBench.fresh(settings.with(Surroundings.of(platform)), "webhook");
            boolean inTime = steady(settings, progress);
            return ceiling(settings, platform, progress) && inTime ? 0 : 1;
        }
    }

    /** The whole of Tandem, which works on what it takes. */
    private boolean steady(Settings settings, Progress progress) throws InterruptedException {
        try (Tandem tandem = Tandem.start(settings, null);
                WebhookLoad load = load(settings.number("tandem.webhook.port"))) {
            load.asFastAsItGoes(AT_ONCE, WARM_UP);
            calm(tandem);
            progress.step("Warmed up");
            WebhookLoad.Result result = load.steadily(rate, Duration.ofSeconds(seconds));
            progress.step("%,d notifications/s for %d s: %,d of %,d accepted; %s (99 %% within %d ms are wanted)"
                    .formatted(
                            rate, seconds, result.accepted(), result.nanos().length, times(result), WANTED.toMillis()));
            calm(tandem);
            return areKept(load, settings, progress)
                    && result.percentile(0.99).compareTo(WANTED) < 0
                    && result.accepted() == result.nanos().length;
        }
    }

    /** The webhook beside the bare handler; nobody reads either's topic meanwhile. */
    private boolean ceiling(Settings settings, EmbeddedPlatform platform, Progress progress) {
        String topic = settings.text(TOPIC) + ".ceiling";
        platform.createTopics(Map.of(topic, PARTITIONS, topic + ".bare", PARTITIONS));
        Settings alone =
                settings.with(Map.of(TOPIC, topic, "camel.main.auto-startup-exclude-pattern", "graph-notifications"));
        try (Tandem unused = Tandem.start(alone, null);
                BareWebhook bare = new BareWebhook(KafkaOptions.client(settings), topic + ".bare");
                WebhookLoad toTandem = load(settings.number("tandem.webhook.port"));
                WebhookLoad toBare = load(bare.port())) {
            double worst = Double.MAX_VALUE;
            for (int round = 0; round <= rounds; round++) {
                WebhookLoad.Result plain = WebhookLoad.Result.NONE;
                WebhookLoad.Result webhook = WebhookLoad.Result.NONE;
                for (int turn = 0; turn < TURNS; turn++) {
                    plain = plain.and(toBare.asFastAsItGoes(AT_ONCE, TURN));
                    webhook = webhook.and(toTandem.asFastAsItGoes(AT_ONCE, TURN));
                }
                double ratio = webhook.rate() / plain.rate();
                worst = round == 0 ? worst : Math.min(worst, ratio);
                progress.step("%s: webhook %,.0f/s (%s), bare handler %,.0f/s (%s), ratio %.2f"
                        .formatted(
                                round == 0 ? "Warm-up" : "Round " + round,
                                webhook.rate(),
                                times(webhook),
                                plain.rate(),
                                times(plain),
                                ratio));
            }
            progress.step("Worst ratio of the rounds: %.2f (%.1f at least is wanted)".formatted(worst, RATIO));
            return areKept(toTandem, alone, progress) && worst >= RATIO;
        }
    }

    /** Waits until Tandem has worked on all that it took. */
    private static void calm(Tandem tandem) throws InterruptedException {
        Lookout.until(
                () -> tandem.pulse().lag().values().stream().allMatch(waiting -> waiting == 0),
                Duration.ofSeconds(1),
                PATIENCE);
    }

    private static boolean areKept(WebhookLoad load, Settings settings, Progress progress) {
        BitSet accepted = load.accepted();
        BitSet lost = missing(accepted, settings);
        progress.step("%,d of %,d accepted notifications are not in Kafka"
                .formatted(lost.cardinality(), accepted.cardinality()));
        return lost.isEmpty();
    }

    private static WebhookLoad load(int port) {
        return new WebhookLoad(port, CLIENT_STATE, 2 * AT_ONCE);
    }

    private static String times(WebhookLoad.Result result) {
        return "p50 %.1f ms, p99 %.1f ms".formatted(millis(result.percentile(0.5)), millis(result.percentile(0.99)));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** {@return those that were accepted and are not in Kafka} */
    private static BitSet missing(BitSet accepted, Settings settings) {
        BitSet missing = (BitSet) accepted.clone();
        String topic = settings.text(TOPIC);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                KafkaOptions.client(settings), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    missing.clear(WebhookLoad.post(record.key()));
                }
            }
        }
        return missing;
    }
}
