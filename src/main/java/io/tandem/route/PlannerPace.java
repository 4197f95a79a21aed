package io.tandem.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.tasks.PollBudget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Lets no more calls to Planner out than it stands, which it does not tell beforehand: each instance feels its way. A
 * success proves something only when the rate was used up.
 */
public final class PlannerPace {
    /** Of so many turns one is a look's when there is one: a long list must not hide what people do meanwhile. */
    private static final int LOOKS_TURN = 4;

    /** Whether the rate was used up when the call of the exchange went out: of parallel calls each has its own. */
    private static final String USED_UP = "plannerRateUsedUp";

    private static final Duration NAP = Duration.ofSeconds(1);

    private final Clock clock;
    private final Timer writes;
    private final Timer lookWaits;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition turn = lock.newCondition();
    private PollBudget budget;
    private int waiting;
    private int looks;
    private int turnsSinceLook;

    /** Begins with a careful rate, and shows it as metric {@code tandem.planner.rate}. */
    public PlannerPace(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.budget = PollBudget.untried(clock.instant());
        this.writes = Metric.PLANNER_WAITS.timer(meters, "write");
        this.lookWaits = Metric.PLANNER_WAITS.timer(meters, "look");
        Metric.PLANNER_RATE.gauge(meters, this::rate);
    }

    /** {@return calls a second that may go out now} */
    double rate() {
        lock.lock();
        try {
            return budget.rate();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until one more call may go out, and counts it as gone. */
    public void awaitTurn(Exchange exchange) throws InterruptedException {
        Timer.Sample asked = Timer.start();
        lock.lockInterruptibly();
        waiting++;
        try {
            while (!budget.allows(clock.instant()) || looks > 0 && isLooksTurn()) {
                await(awake());
            }
            exchange.setProperty(USED_UP, budget.isUsedUp(clock.instant()));
            budget = budget.spent(clock.instant());
            turnsSinceLook++;
            asked.stop(writes);
        } finally {
            waiting--;
            turn.signalAll();
            lock.unlock();
        }
    }

    /** Lets those who wait for their turn go first, but for its share of the turns. */
    public void giveWay() throws InterruptedException {
        Timer.Sample asked = Timer.start();
        lock.lockInterruptibly();
        looks++;
        try {
            while (!budget.allows(clock.instant()) || waiting > 0 && !isLooksTurn()) {
                await(awake());
            }
            turnsSinceLook = 0;
            asked.stop(lookWaits);
        } finally {
            looks--;
            turn.signalAll();
            lock.unlock();
        }
    }

    private boolean isLooksTurn() {
        return turnsSinceLook >= LOOKS_TURN - 1;
    }

    private Instant awake() {
        return budget.allows(clock.instant()) ? clock.instant().plus(NAP) : budget.freeAt();
    }

    @SuppressWarnings("WaitNotInLoop") // both callers loop
    private void await(Instant time) throws InterruptedException {
        long pause = Duration.between(clock.instant(), time).toNanos();
        turn.await(Math.max(pause, 1), TimeUnit.NANOSECONDS);
    }

    /** Learns from the answer to the call that the exchange waited for. */
    public GraphAnswer learn(@Body GraphAnswer answer, @ExchangeProperty(USED_UP) boolean usedUp) {
        lock.lock();
        try {
            if (answer instanceof GraphAnswer.Throttled throttled && throttled.sent()) {
                budget = budget.afterThrottled(throttled.retryAfter(), clock.instant());
            } else if (answer instanceof GraphAnswer.Success && usedUp) {
                budget = budget.afterSuccess();
            }
            turn.signalAll();
            return answer;
        } finally {
            lock.unlock();
        }
    }
}
