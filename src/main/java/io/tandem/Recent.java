package io.tandem;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that is asked for often and looked up seldom. Who asks while it is too old has it looked up, and waits for that a
 * second at the most; who asks meanwhile gets the one before.
 *
 * @param <T> what it is
 */
final class Recent<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Recent.class);
    private static final long PATIENCE_MILLIS = 1000;

    private final Supplier<T> source;
    private final long goodNanos;
    private Optional<T> value = Optional.empty();
    private CompletableFuture<Optional<T>> look = CompletableFuture.completedFuture(Optional.empty());
    private long endedAt;
    private boolean ever;

    Recent(Supplier<T> source, Duration good) {
        this.source = source;
        this.goodNanos = good.toNanos();
    }

    /** {@return the value; empty when the source failed, or never answered yet} */
    Optional<T> value() {
        CompletableFuture<Optional<T>> mine;
        synchronized (this) {
            if (!look.isDone() || ever && System.nanoTime() - endedAt < goodNanos) {
                return value;
            }
            look = new CompletableFuture<>();
            mine = look;
        }
        Thread.ofVirtual().name("recent").start(() -> look(mine));
        return await(mine);
    }

    /** A boundary: whatever the source does, the next look is another one. */
    @SuppressWarnings("IllegalCatch")
    private void look(CompletableFuture<Optional<T>> mine) {
        Optional<T> seen = Optional.empty();
        try {
            seen = Optional.of(source.get());
        } catch (RuntimeException trouble) {
            LOG.debug("A value for the metrics could not be looked up reason={}", trouble.getMessage());
        }
        synchronized (this) {
            value = seen;
            ever = true;
            endedAt = System.nanoTime();
            mine.complete(seen);
        }
    }

    private Optional<T> await(CompletableFuture<Optional<T>> mine) {
        try {
            return mine.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            synchronized (this) {
                return value;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
