package io.tandem.component.graph.client;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests back while Graph is in trouble and does not say for how long; one thread at a time.
 *
 * <p>Trouble closes the one place it was met: a team, a task, a path. When it is met at
 * {@value ThrottleGate#SIGN_OF_A_SHARED_LIMIT} places of one kind with no good answer in between, Graph itself is in
 * trouble, and all of them close. Answers to requests that were sent before a pause began are news of the same trouble
 * and do not lengthen it. Any good answer ends the pause of its place and of its kind.
 */
final class Backoff {
    private final Map<String, Setback> setbacks = new HashMap<>();
    private final Map<String, Set<String>> places = new HashMap<>();

    /** Returns how long the bucket is still closed; empty when it is open. */
    Optional<Duration> closedFor(Bucket bucket, Instant now) {
        return Stream.of(bucket.place(), bucket.shared())
                .map(setbacks::get)
                .filter(Objects::nonNull)
                .map(setback -> Duration.between(now, setback.until()))
                .filter(Duration::isPositive)
                .max(Duration::compareTo);
    }

    /** Closes the place of a request that met trouble, or its whole kind; returns for how long. */
    Duration trouble(Bucket bucket, Instant sent, Instant now) {
        setbacks.values()
                .removeIf(
                        setback -> setback.until().plus(ThrottleGate.REMEMBERED).isBefore(now));
        Set<String> troubled = places.computeIfAbsent(bucket.shared(), kind -> new HashSet<>());
        Duration length = close(bucket.place(), sent, now);
        troubled.add(bucket.place());
        troubled.retainAll(setbacks.keySet());
        if (troubled.size() < ThrottleGate.SIGN_OF_A_SHARED_LIMIT) {
            return length;
        }
        Duration shared = close(bucket.shared(), sent, now);
        return shared.compareTo(length) > 0 ? shared : length;
    }

    /** Opens what a good answer shows to be well. */
    void good(Bucket bucket) {
        setbacks.remove(bucket.place());
        setbacks.remove(bucket.shared());
        places.remove(bucket.shared());
    }

    private Duration close(String key, Instant sent, Instant now) {
        Setback after = next(setbacks.get(key), sent, now);
        setbacks.put(key, after);
        return Duration.between(now, after.until());
    }

    private static Setback next(@Nullable Setback before, Instant sent, Instant now) {
        if (before == null) {
            return new Setback(now, now.plus(ThrottleGate.pause(0)), 1);
        }
        boolean same = sent.isBefore(before.since());
        int times = same ? before.times() : before.times() + 1;
        Instant until = now.plus(ThrottleGate.pause(times - 1));
        return new Setback(same ? before.since() : now, until, times);
    }

    /** A pause: since when, until when, and how often in a row it was tried in vain, from 1. */
    private record Setback(Instant since, Instant until, int times) {}
}
