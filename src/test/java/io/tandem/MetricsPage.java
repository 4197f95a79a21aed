package io.tandem;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import io.tandem.route.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of meters, made from {@link Metric}. */
final class MetricsPage {
    private static final String HEAD = """
            # Metrics

            <!-- Made from Metric.java: %s -->

            `GET /metrics` on the ops port gives them in Prometheus' text format to whoever has a token. Names and tags are stable. A timer
            has `_count`, `_sum` and `_max`; one with buckets also `_bucket`, from which `histogram_quantile` takes quantiles over
            all instances. What PostgreSQL and Kafka count is asked once for all gauges and kept for five seconds; each instance
            shows the numbers of all, so take their maximum and not their sum. A gauge is NaN while nobody answers. Meters that begin with
            `jvm_`, `process_` and `system_` are those of Micrometer.

            | Prometheus | Type | Tags | Unit | Means |
            |---|---|---|---|---|
            """.formatted(Page.AGAIN);

    private MetricsPage() {}

    static Page page() {
        String rows = Arrays.stream(Metric.values())
                .sorted(Comparator.comparing(Metric::id))
                .map(metric -> "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                                prometheus(metric),
                                metric.type().name().toLowerCase(Locale.ROOT)
                                        + (metric.hasBuckets() ? " with buckets" : ""),
                                metric.tags().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                                metric.unit(),
                                metric.meaning()))
                .collect(Collectors.joining());
        return Page.named("metrics.md", HEAD + rows);
    }

    private static String prometheus(Metric metric) {
        String name = new PrometheusNamingConvention()
                .name(metric.id(), metric.type(), metric.unit().isEmpty() ? null : metric.unit());
        return metric.type() == Meter.Type.COUNTER && !name.endsWith("_total") ? name + "_total" : name;
    }

    /** {@return every name that a scrape can show of the metrics in the list} */
    static Set<String> names() {
        return Arrays.stream(Metric.values())
                .flatMap(metric -> series(metric).stream().map(prometheus(metric)::concat))
                .collect(Collectors.toSet());
    }

    private static List<String> series(Metric metric) {
        Stream<String> all = metric.type() == Meter.Type.TIMER ? Stream.of("_count", "_sum", "_max") : Stream.of("");
        return (metric.hasBuckets() ? Stream.concat(all, Stream.of("_bucket")) : all).toList();
    }
}
