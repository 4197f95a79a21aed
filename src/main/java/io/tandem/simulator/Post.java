package io.tandem.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One request to an endpoint on its way.
 *
 * @param address where to
 * @param notices what it carries
 */
record Post(Address address, List<Notice> notices) {
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(10);

    /**
     * Notifications with the same address may travel together, whatever their subscriptions (graph-contract 9.5).
     *
     * @param url the whole URL
     * @param retry whether they were tried before
     */
    record Address(String url, boolean retry) {}

    /** How long the answer may take to count. */
    Duration deadline(double patience) {
        return scaled(address.retry() ? RETRY : FIRST, patience);
    }

    /** How long it is waited for, so that it is known how slow the endpoint is. */
    static Duration longest(double patience) {
        return scaled(RETRY, patience);
    }

    EndpointHealth.Answer answer(Instant now, double durationMs, double patience) {
        return new EndpointHealth.Answer(
                now,
                durationMs > scaled(FIRST, patience).toMillis(),
                durationMs >= scaled(RETRY, patience).toMillis());
    }

    private static Duration scaled(Duration duration, double patience) {
        return Duration.ofMillis((long) (duration.toMillis() * patience));
    }
}
