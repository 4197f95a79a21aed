package io.tandem.console;

import io.tandem.console.Readings.Sample;
import java.util.List;

/**
 * How soon news of Commerce or of Teams are everywhere, since the start.
 *
 * @param settled keys that were settled
 * @param soon keys that were settled within the objective
 */
record Freshness(long settled, long soon) {
    /** Most of what changes is to be everywhere in this time. */
    static final int OBJECTIVE_SECONDS = 10;

    private static final String BUCKETS = "tandem_freshness_seconds_bucket";

    static Freshness of(Readings readings) {
        List<Sample> news = readings.named(BUCKETS).stream()
                .filter(bucket -> bucket.label("cause").equals("news"))
                .toList();
        return new Freshness(within(news, "+Inf"), within(news, OBJECTIVE_SECONDS + ".0"));
    }

    private static long within(List<Sample> buckets, String bound) {
        return Math.round(buckets.stream()
                .filter(bucket -> bucket.label("le").equals(bound))
                .mapToDouble(Sample::value)
                .sum());
    }

    long percent() {
        return Wording.percent(soon, settled);
    }

    List<Chart.Part> parts() {
        return List.of(
                new Chart.Part("inSync", "within " + OBJECTIVE_SECONDS + " s", soon),
                new Chart.Part("waiting", "later", settled - soon));
    }
}
