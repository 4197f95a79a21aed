package io.tandem.route;

import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims keys that are due and has each worked on by a virtual thread: one key at a time, many keys in parallel. What
 * is due is asked of the database again and again, so a wake-up that is lost costs a second, never a key.
 */
public final class WorkLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(20);

    private final DueKeys dueKeys;
    private final Settlement settlement;
    private final Function<Claim, Optional<Exception>> worker;
    private final BooleanSupplier enabled;
    private final Settings settings;
    private final Clock clock;
    private final Semaphore places;
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Thread thread;
    private volatile boolean stopping;
    private boolean woken;

    /**
     * How to work.
     *
     * @param name what it works on, for logs
     * @param parallel keys worked on at once
     * @param lease how long a claim holds unless extended, which happens three times a lease
     */
    public record Settings(String name, int parallel, Duration lease) {}

    /**
     * Binds the loop to its keys.
     *
     * @param settlement gives back claims on which the work broke off
     * @param worker works on a key and settles it; returns what it broke off with
     * @param enabled while false nothing is claimed
     */
    public WorkLoop(
            Settlement settlement,
            Function<Claim, Optional<Exception>> worker,
            BooleanSupplier enabled,
            Settings settings) {
        this.dueKeys = settlement.dueKeys();
        this.settlement = settlement;
        this.worker = worker;
        this.enabled = enabled;
        this.settings = settings;
        this.clock = settlement.clock();
        this.thread = Thread.ofPlatform().name(settings.name()).unstarted(this::run);
        this.places = new Semaphore(settings.parallel());
    }

    /** Starts claiming. */
    public void start() {
        thread.start();
    }

    /** Says that keys became due. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Claims nothing more. */
    public void stop() {
        stopping = true;
        wake();
    }

    /** Claims nothing more, and waits for the work under way. */
    @Override
    public void close() {
        stop();
        try {
            if (thread.isAlive()) {
                thread.join(PATIENCE_AT_CLOSE);
            }
            if (!places.tryAcquire(settings.parallel(), PATIENCE_AT_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                List<Claim> left = List.copyOf(held);
                LOG.warn(
                        "Work is broken off at shutdown, others may do it loop={} keys={}",
                        settings.name(),
                        left.size());
                attempt(() -> dueKeys.release(left));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Instant extended = clock.instant();
        while (!stopping) {
            Instant now = clock.instant();
            if (now.isAfter(extended.plus(settings.lease().dividedBy(3)))) {
                attempt(this::extend);
                extended = now;
            }
            attempt(this::startWork);
        }
    }

    private void startWork() {
        int free = places.availablePermits();
        List<Claim> claims =
                free > 0 && enabled.getAsBoolean() ? dueKeys.claim(free, clock.instant(), settings.lease()) : List.of();
        claims.forEach(this::start);
        if (claims.isEmpty()) {
            nap();
        }
    }

    private void start(Claim claim) {
        places.acquireUninterruptibly();
        held.add(claim);
        Thread.ofVirtual().name(settings.name() + "-" + claim.key()).start(() -> {
            try {
                worker.apply(claim).ifPresent(trouble -> settle(claim, trouble));
            } finally {
                held.remove(claim);
                places.release();
                wake();
            }
        });
    }

    private void settle(Claim claim, Exception trouble) {
        LOG.error("Work on a key broke off key={}", claim.key(), trouble);
        attempt(() -> settlement.settle(claim, Verdict.brokeOff(trouble)));
    }

    private void extend() {
        List<Claim> now = List.copyOf(held);
        if (!now.isEmpty()) {
            dueKeys.extend(now, clock.instant(), settings.lease());
        }
    }

    /** A boundary: whatever the database does, the loop goes on. */
    @SuppressWarnings("IllegalCatch")
    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException trouble) {
            LOG.warn("Kafka or the database does not answer; tried again reason={}", trouble.getMessage());
            nap();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // woken for nothing it only looks once more
    private void nap() {
        lock.lock();
        try {
            if (!woken && !stopping) {
                woken = news.await(LONGEST_NAP.toMillis(), TimeUnit.MILLISECONDS) && woken;
            }
            woken = false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
