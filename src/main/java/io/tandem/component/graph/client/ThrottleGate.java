package io.tandem.component.graph.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps requests back while Graph wants none: requests sent while throttled still count (graph-contract 1.4).
 *
 * <p>An answer with a pause closes its bucket: for Teams that of the one team or chat, elsewhere that of all. When
 * {@value #SIGN_OF_A_SHARED_LIMIT} resources of one kind are closed at once, the limit reached is the shared one, and
 * all are. Trouble without a pause closes by {@link Backoff}.
 */
final class ThrottleGate {
    static final int SIGN_OF_A_SHARED_LIMIT = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 6;
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<String, Pause> pauses = new HashMap<>();
    private final Backoff backoff = new Backoff();

    ThrottleGate(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns how long the bucket is still closed; empty when it is open. */
    synchronized Optional<Duration> closedFor(Bucket bucket) {
        Instant now = clock.instant();
        Stream<Duration> throttled = bucket.keys().stream()
                .map(pauses::get)
                .filter(Objects::nonNull)
                .map(pause -> Duration.between(now, pause.until()))
                .filter(Duration::isPositive);
        return Stream.concat(throttled, backoff.closedFor(bucket, now).stream()).max(Duration::compareTo);
    }

    /** Closes what an answer showed to be in trouble, or its absence; returns for how long: twice as long each time. */
    synchronized Duration trouble(Bucket bucket, Instant sent) {
        return backoff.trouble(bucket, sent, clock.instant());
    }

    /** Closes the bucket for the time Graph asked for, else for one that doubles each time; returns it. */
    synchronized Duration close(Bucket bucket, Optional<Duration> retryAfter) {
        Instant now = clock.instant();
        pauses.values().removeIf(pause -> pause.until().plus(REMEMBERED).isBefore(now));
        int before =
                Optional.ofNullable(pauses.get(bucket.own())).map(Pause::times).orElse(0);
        Duration length = retryAfter.orElse(pause(before));
        Pause pause = new Pause(now.plus(length), before + 1, bucket.shared());
        pauses.merge(bucket.own(), pause, Pause::longer);
        if (resourcesClosed(bucket.shared(), now) >= SIGN_OF_A_SHARED_LIMIT) {
            pauses.merge(bucket.shared(), pause, Pause::longer);
        }
        return length;
    }

    /** Returns the pause after so many before it, when Graph names none. */
    static Duration pause(int before) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(before, DOUBLINGS));
    }

    /** Forgets trouble, and pauses of the bucket that are over, since Graph answers again; others stay. */
    synchronized void answered(Bucket bucket) {
        backoff.good(bucket);
        Instant now = clock.instant();
        for (String key : bucket.keys()) {
            pauses.computeIfPresent(key, (ignored, pause) -> pause.until().isAfter(now) ? pause : null);
        }
    }

    private long resourcesClosed(String shared, Instant now) {
        return pauses.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(shared))
                .filter(entry -> entry.getValue().shared().equals(shared))
                .filter(entry -> entry.getValue().until().isAfter(now))
                .count();
    }

    private record Pause(Instant until, int times, String shared) {
        Pause longer(Pause other) {
            Instant last = until.isAfter(other.until) ? until : other.until;
            return new Pause(last, Math.max(times, other.times), shared);
        }
    }
}
