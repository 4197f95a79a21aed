package io.tandem.simulator;

import java.time.Duration;
import java.time.Instant;

/** A token bucket with a full start. */
final class Bucket {
    private static final double MAX_DEBT = 4;

    private final double capacity;
    private final double perSecond;
    private double tokens;
    private Instant filled;

    Bucket(double capacity, double perSecond, Instant now) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.tokens = capacity;
        this.filled = now;
    }

    /** Seconds until so much can be taken, 0 when it can be taken now. */
    double waitFor(double amount, Instant now) {
        refill(now);
        return tokens >= amount ? 0 : (amount - tokens) / perSecond;
    }

    void take(double amount) {
        tokens -= amount;
    }

    /** A refused call counts too (graph-contract 1.4), down to four calls of debt. */
    void penalise(double amount) {
        tokens = Math.max(tokens - amount, -Math.min(capacity, MAX_DEBT));
    }

    private void refill(Instant now) {
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        if (seconds > 0) {
            tokens = Math.min(capacity, tokens + seconds * perSecond);
            filled = now;
        }
    }
}
