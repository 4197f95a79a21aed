package io.tandem.console;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often wrong tokens may come: 10 a minute from an address, 100 a minute in all. An address that has used its own up has to
 * wait whatever it brings, or guessing would go on; when all have used up theirs together, addresses wait from which no good
 * token has come yet. One of the last ten wrong tokens of an address counts no second time: it tells a guesser nothing, and a
 * program that keeps sending a token of yesterday must not lock out the people beside it.
 */
final class Attempts {
    private static final int OF_ONE = 10;
    private static final int OF_ALL = 100;
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final Clock clock;
    private final TimeMeter time;
    private final Bucket all;
    private final Map<String, Address> addresses = new Latest<>(MOST_ADDRESSES);

    Attempts(Clock clock) {
        this.clock = clock;
        this.time = new Watch(clock);
        this.all = bucket(OF_ALL);
    }

    /**
     * What is known of an address.
     *
     * @param wrong how many wrong tokens may still come
     * @param told when each of the last wrong ones was told of, by its SHA-256
     * @param trusted whether a good one came
     */
    private record Address(Bucket wrong, Map<String, Instant> told, boolean trusted) {}

    /** So many entries that were looked at last. */
    private static final class Latest<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;
        private final int most;

        Latest(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }

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

    /**
     * Counts a wrong token.
     *
     * @return whether to tell of it, which is once a minute for the same one
     */
    synchronized boolean failed(String address, String token) {
        Address known = of(address);
        String hash = HexFormat.of().formatHex(AccessToken.hash(token));
        Instant told = known.told().get(hash);
        if (told == null) {
            known.wrong().tryConsume(1);
            all.tryConsume(1);
        }
        Instant now = clock.instant();
        if (told != null && now.isBefore(told.plus(TIME))) {
            return false;
        }
        known.told().put(hash, now);
        return true;
    }

    synchronized void succeeded(String address) {
        Address known = of(address);
        addresses.put(address, new Address(known.wrong(), known.told(), true));
    }

    private Address of(String address) {
        return addresses.computeIfAbsent(address, unseen -> new Address(bucket(OF_ONE), new Latest<>(OF_ONE), false));
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
