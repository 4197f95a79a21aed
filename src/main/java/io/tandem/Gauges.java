package io.tandem;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.tandem.console.Headcount;
import io.tandem.console.Headcount.Measure;
import io.tandem.console.Pulse;
import io.tandem.model.Key;
import io.tandem.route.Metric;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What PostgreSQL and Kafka know in numbers. A scrape that reads all of them asks each once. */
final class Gauges {
    private static final List<String> KINDS = List.of(Key.STORE, Key.TASKS, Key.TEAM);
    private static final List<String> DEEDS = List.of("due", "working", "waiting", "failed", "parked", "settled");
    private static final List<String> STATES = List.of("inSync", "working", "waiting", "held", "failed");
    private static final Duration GOOD = Duration.ofSeconds(5);

    private final MeterRegistry meters;
    private final Recent<Map<Headcount.Number, Double>> counted;
    private final Recent<Map<String, Long>> lag;

    Gauges(Headcount headcount, Pulse pulse, MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.counted = new Recent<>(() -> headcount.take(clock.instant()), GOOD);
        this.lag = new Recent<>(pulse::lag, GOOD);
    }

    /** Shows all of them. */
    void bind(List<String> topics) {
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        for (String kind : KINDS) {
            Metric.KEYS_OLDEST.gauge(meters, number(Measure.OLDEST, kind, ""), kind);
            DEEDS.forEach(state -> Metric.KEYS.gauge(meters, number(Measure.KEYS, kind, state), kind, state));
            STATES.forEach(state -> Metric.STANDING.gauge(meters, number(Measure.STANDING, kind, state), kind, state));
        }
        Metric.UPDATES_WAITING.gauge(meters, number(Measure.UPDATES, "", ""));
        topics.forEach(topic -> Metric.KAFKA_LAG.gauge(
                meters,
                () -> known(lag.value().map(all -> all.getOrDefault(topic, -1L)).orElse(-1L)),
                topic));
        Metric.DEAD_LETTERS.gauge(meters, number(Measure.LETTERS, "", ""));
    }

    /** Takes down how long a key had been due. */
    void settled(Key key, boolean news, Duration age) {
        Metric.FRESHNESS.timer(meters, key.kind(), news ? "news" : "time").record(age);
    }

    private Supplier<Number> number(Measure measure, String kind, String state) {
        Headcount.Number which = new Headcount.Number(measure, kind, state);
        return () -> counted.value().map(all -> all.getOrDefault(which, 0.0)).orElse(Double.NaN);
    }

    /** What nobody answered is not a number. */
    private static double known(long number) {
        return number < 0 ? Double.NaN : number;
    }
}
