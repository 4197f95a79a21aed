package io.tandem.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feels the pulse every few seconds and remembers half an hour of it, so that no page waits for Kafka. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    static final String CALLS = "tandem_graph_calls_seconds_count";
    private static final long EVERY_MILLIS = 5_000;
    private static final int REMEMBERED = 360;

    private final Pulse pulse;
    private final Budgets budgets;
    private final Clock clock;
    private final Deque<Vitals> past = new ArrayDeque<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("pulse").daemon().factory());

    Watch(Pulse pulse, Budgets budgets, Clock clock) {
        this.pulse = pulse;
        this.budgets = budgets;
        this.clock = clock;
    }

    void start() {
        looks.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waits a second for a look that has begun; one that takes longer goes on alone. */
    @Override
    public void close() {
        looks.shutdown();
        try {
            looks.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever one look meets, the next one comes
    private void look() {
        try {
            take();
        } catch (RuntimeException trouble) {
            if (!looks.isShutdown()) {
                LOG.warn("The pulse could not be felt and told reason={}", trouble.toString());
            }
        }
    }

    private void take() {
        add(Vitals.take(pulse, clock.instant()));
        budgets.note(shares());
    }

    /** {@return what this instance used in the last minute} */
    List<Budgets.Share> shares() {
        Map<String, Double> calls =
                lastMinute(at -> at.readings().sums(CALLS, call -> call.label("method") + " " + call.label("path")));
        return Ceiling.shares(calls, now().readings().sum("tandem_planner_rate"));
    }

    private synchronized void add(Vitals vitals) {
        past.addLast(vitals);
        if (past.size() > REMEMBERED) {
            past.removeFirst();
        }
    }

    /** {@return the last look} */
    synchronized Vitals now() {
        return past.isEmpty() ? Vitals.none(clock.instant()) : past.getLast();
    }

    /** {@return what a counter rose by in a minute, from look to look; a restart counts as nothing} */
    List<Double> perMinute(Function<Vitals, Double> counter) {
        List<Vitals> looks = looks();
        List<Double> rates = new ArrayList<>();
        for (int at = 1; at < looks.size(); at++) {
            Vitals before = looks.get(at - 1);
            Vitals after = looks.get(at);
            double seconds = Duration.between(before.at(), after.at()).toMillis() / 1000.0;
            double rise = counter.apply(after) - counter.apply(before);
            rates.add(seconds <= 0 ? 0 : Math.max(rise, 0) * 60 / seconds);
        }
        return rates;
    }

    /** {@return what counters rose by in the last minute, or in the time since the first look} */
    Map<String, Double> lastMinute(Function<Vitals, Map<String, Double>> counters) {
        List<Vitals> looks = looks();
        Map<String, Double> rises = new TreeMap<>();
        if (!looks.isEmpty()) {
            Instant since = looks.getLast().at().minusSeconds(60);
            Vitals before = looks.stream()
                    .filter(look -> !look.at().isBefore(since))
                    .findFirst()
                    .orElse(looks.getLast());
            Map<String, Double> earlier = counters.apply(before);
            counters.apply(looks.getLast())
                    .forEach((key, value) -> rises.put(key, value - earlier.getOrDefault(key, 0.0)));
        }
        return rises;
    }

    private synchronized List<Vitals> looks() {
        return List.copyOf(past);
    }
}
