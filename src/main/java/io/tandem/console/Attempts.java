package io.tandem.console;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often wrong tokens may come: 10 a minute from an address, 100 a minute in all. An address that has used its own up has to
 * wait whatever it brings, or guessing would go on; when all have used up theirs together, addresses wait from which no good
 * token has come yet.
 */
final class Attempts {
    private static final int OF_ONE = 10;
    private static final int OF_ALL = 100;
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final TimeMeter time;
    private final Bucket all;

    /** By address, the least recently seen first. */
    private final Map<String, Address> addresses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Address> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    Attempts(Clock clock) {
        this.time = new Watch(clock);
        this.all = bucket(OF_ALL);
    }

    /**
     * What is known of an address.
     *
     * @param wrong how many wrong tokens may still come
     * @param trusted whether a good one came
     */
    private record Address(Bucket wrong, boolean trusted) {}

    /** The clock as the buckets read it. */
    private record Watch(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return Duration.ofMillis(clock.millis()).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    /** {@return how long an address has to wait before a token of it is looked at, empty = not at all} */
    synchronized Optional<Duration> pause(String address) {
        Address known = of(address);
        long nanos = Math.max(untilNext(known.wrong()), known.trusted() ? 0 : untilNext(all));
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    synchronized void failed(String address) {
        of(address).wrong().tryConsume(1);
        all.tryConsume(1);
    }

    synchronized void succeeded(String address) {
        addresses.put(address, new Address(of(address).wrong(), true));
    }

    private Address of(String address) {
        return addresses.computeIfAbsent(address, unseen -> new Address(bucket(OF_ONE), false));
    }

    private static long untilNext(Bucket bucket) {
        return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    private Bucket bucket(long tokens) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, TIME))
                .build();
    }
}
