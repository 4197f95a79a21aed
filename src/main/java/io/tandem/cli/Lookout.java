package io.tandem.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks again and again whether something has come, for people and measurements that have nobody to tell them. */
final class Lookout {
    private Lookout() {}

    /**
     * Looks until it is so, with a pause before every look but the first.
     *
     * @return whether it was so before patience ran out
     */
    static boolean until(BooleanSupplier so, Duration pause, Duration patience) throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        boolean seen = so.getAsBoolean();
        try (ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("lookout").daemon().factory())) {
            while (!seen && Instant.now().isBefore(end)) {
                seen = looks.schedule(so::getAsBoolean, pause.toMillis(), TimeUnit.MILLISECONDS)
                        .get();
            }
            return seen;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }
}
