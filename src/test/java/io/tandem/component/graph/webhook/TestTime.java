package io.tandem.component.graph.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Time that stands until it is moved, and does what is due meanwhile at its own moment. */
final class TestTime implements InstantSource, Pauses {
    private final Set<Due> due = ConcurrentHashMap.newKeySet();
    private volatile Instant now = Instant.parse("2026-11-22T08:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Runnable after(Duration pause, Runnable task) {
        Due later = new Due(now.plus(pause), task);
        due.add(later);
        return () -> due.remove(later);
    }

    void pass(Duration time) {
        Instant end = now.plus(time);
        Optional<Due> next = next(end);
        while (next.isPresent()) {
            now = next.get().at();
            due.remove(next.get());
            next.get().task().run();
            next = next(end);
        }
        now = end;
    }

    private Optional<Due> next(Instant end) {
        return due.stream().filter(one -> !one.at().isAfter(end)).min(Comparator.comparing(Due::at));
    }

    private record Due(Instant at, Runnable task) {}
}
