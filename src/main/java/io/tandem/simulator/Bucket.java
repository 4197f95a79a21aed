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
    private Instant toldUntil = Instant.MIN;

    Bucket(double capacity, double perSecond, Instant now) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.tokens = capacity;
        this.filled = now;
    }

    boolean holds(double amount, Instant now) {
        refill(now);
        return tokens >= amount;
    }

    void take(double amount) {
        tokens -= amount;
    }

    /**
     * Seconds until so much can be taken. Calls that do not wait as told count too (graph-contract 1.4), down to four calls of debt.
     */
    double refuse(double amount, Instant now) {
        if (now.isBefore(toldUntil)) {
            tokens = Math.max(tokens - amount, -Math.min(capacity, MAX_DEBT));
        }
        double seconds = (amount - tokens) / perSecond;
        toldUntil = now.plusMillis((long) (seconds * 1000));
        return seconds;
    }

    private void refill(Instant now) {
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        if (seconds > 0) {
            tokens = Math.min(capacity, tokens + seconds * perSecond);
            filled = now;
        }
    }
}
