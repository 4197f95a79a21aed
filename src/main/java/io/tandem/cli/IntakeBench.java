package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.Tandem;
import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.EventParser;
import io.tandem.commerce.Reading;
import io.tandem.console.AccessToken;
import io.tandem.embedded.EmbeddedPlatform;
import io.tandem.embedded.SampleCompany;
import io.tandem.jdbc.Database;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem bench intake}: events/s of the route beside the same fold in a plain consumer loop. */
@Command(
        name = "intake",
        mixinStandardHelpOptions = true,
        description = "Measures how many events a second the intake route folds, beside a plain KafkaConsumer loop.")
final class IntakeBench implements Callable<Integer> {
    private static final double RATIO = 0.7;
    private static final int STORES = 100;
    private static final int WORKERS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--events",
            converter = CountConverter.class,
            defaultValue = "200000",
            description = "Events (default: ${DEFAULT-VALUE}).")
    private int events = 200_000;

    @Option(
            names = "--rounds",
            converter = CountConverter.class,
            defaultValue = "2",
            description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 2;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out);
        Settings settings = Settings.read(null, System.getenv(), common.overrides());
        settings = settings.with(Map.of("tandem.ops.token", AccessToken.fresh()))
                .with(Surroundings.simulated(settings, common))
                .with(Map.of("tandem.enabled", "false", "tandem.graph.ca-certificate", ""));
        try (EmbeddedPlatform platform = Surroundings.platform(common, settings, progress::step)) {
            settings = settings.with(Surroundings.of(platform))
                    .with(Map.of("tandem.topics.commerce-events", "bench." + System.nanoTime()));
            platform.createTopics(Map.of(settings.text("tandem.topics.commerce-events"), 4));
            long published = FeedCommand.publishAll(
                    settings,
                    SampleCompany.retailer(STORES, WORKERS, 1, LocalDate.now(ZoneOffset.UTC))
                            .workerEvents(events));
            progress.step("Published " + published + " worker events");
            return compare(settings, published, progress);
        }
    }

    /** The first round warms up and does not count; of the others the worst does. */
    private int compare(Settings settings, long published, Progress progress) throws InterruptedException {
        double worst = Double.MAX_VALUE;
        for (int round = 0; round <= rounds; round++) {
            double plain = plainLoop(fresh(settings, "plain" + round), published);
            double route = route(fresh(settings, "route" + round), published);
            worst = round == 0 ? worst : Math.min(worst, route / plain);
            progress.step("%s: route %,.0f events/s, plain KafkaConsumer loop %,.0f events/s, ratio %.2f"
                    .formatted(round == 0 ? "Warm-up" : "Round " + round, route, plain, route / plain));
        }
        progress.step("Worst ratio of the rounds: %.2f (%.1f at least is wanted)".formatted(worst, RATIO));
        return worst >= RATIO ? 0 : 1;
    }

    private static double route(Settings settings, long published) throws InterruptedException {
        try (Tandem tandem = Tandem.start(settings.with(Map.of("tandem.ops.port", "0")), null)) {
            return rate(published, () -> (long) tandem.meters().find("tandem.commerce.events").counters().stream()
                    .mapToDouble(counter -> counter.count())
                    .sum());
        }
    }

    private static double plainLoop(Settings settings, long published) throws InterruptedException {
        long[] done = {0};
        Thread loop = new Thread(() -> fold(settings, published, done), "plain-loop");
        loop.start();
        double rate = rate(published, () -> {
            synchronized (done) {
                return done[0];
            }
        });
        loop.join();
        return rate;
    }

    private static void fold(Settings settings, long published, long[] done) {
        EventParser parser = new EventParser(InstantSource.system());
        try (Database database = database(settings);
                KafkaConsumer<String, byte[]> consumer = consumer(settings)) {
            CommerceState state = database.commerceState();
            consumer.subscribe(List.of(settings.text("tandem.topics.commerce-events")));
            for (long folded = 0; folded < published; ) {
                List<Reading> readings = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    readings.add(parser.read(record.value()));
                }
                if (!readings.isEmpty()) {
                    state.fold(Batch.of(readings));
                    consumer.commitSync();
                    folded += readings.size();
                    synchronized (done) {
                        done[0] = folded;
                    }
                }
            }
        }
    }

    /** Events a second from the end of the first batch to the end of the last. */
    private static double rate(long published, LongSupplier folded) throws InterruptedException {
        long first = await(folded, 1);
        long begun = System.nanoTime();
        await(folded, published);
        return (published - first) * 1e9 / (System.nanoTime() - begun);
    }

    private static long await(LongSupplier count, long atLeast) throws InterruptedException {
        if (!Lookout.until(() -> count.getAsLong() >= atLeast, Duration.ofMillis(5), PATIENCE)) {
            throw new IllegalStateException("only " + count.getAsLong() + " of " + atLeast + " events were folded in "
                    + PATIENCE.toMinutes() + " minutes");
        }
        return count.getAsLong();
    }

    private static KafkaConsumer<String, byte[]> consumer(Settings settings) {
        Properties properties = KafkaOptions.client(settings);
        properties.put("group.id", settings.text("tandem.kafka.group"));
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("max.poll.records", settings.text("tandem.kafka.batch"));
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Database database(Settings settings) {
        return Database.open(
                settings.text("tandem.database.url"),
                settings.text("tandem.database.user"),
                settings.text("tandem.database.password"));
    }

    /** A database and a consumer group that nobody used before. */
    static Settings fresh(Settings settings, String name) {
        String fresh = "bench_" + name + "_" + System.nanoTime();
        String url = Database.create(
                settings.text("tandem.database.url"),
                settings.text("tandem.database.user"),
                settings.text("tandem.database.password"),
                fresh);
        return settings.with(Map.of("tandem.database.url", url, "tandem.kafka.group", fresh));
    }
}
