package io.tandem.tasks;

import java.time.Duration;
import java.time.Instant;

/**
 * How many calls a second Planner stands. It publishes no limit (graph-contract trap 10), so the limit is felt out: each
 * success adds a little, a throttled call takes a third away of what was really used: a rate that grew while nothing was
 * refused says nothing of the limit. The little is a share of the rate at which Planner last
 * throttled, so that about one call in 400 is throttled whatever the limit is.
 *
 * @param rate calls a second
 * @param ceiling rate at which Planner last throttled, infinite before that
 * @param freeAt when the next call may go out
 * @param heldUntil end of the wait that Planner asked for; more throttled calls until then are of the same wave
 * @param answered whether a call succeeded since the rate was lowered: an outage proves nothing about the rate
 * @param use how many calls went out of late
 */
public record PollBudget(double rate, double ceiling, Instant freeAt, Instant heldUntil, boolean answered, Use use) {
    private static final double UNTRIED = 10;
    private static final double LEAST = 0.02;
    private static final double MOST = 500;
    private static final double GROWTH_BEFORE_THE_FIRST_THROTTLE = 0.02;
    private static final double GROWTH = 0.001;
    private static final double DECREASE = 0.65;
    private static final double NANOS = 1e9;
    private static final Duration LONG_FREE = Duration.ofMinutes(1);

    /**
     * Calls that went out.
     *
     * @param since when counting began, anew every ten seconds
     * @param calls since then
     * @param before in the ten seconds before, as far as they were counted
     */
    public record Use(Instant since, int calls, int before) {
        private static final Duration WINDOW = Duration.ofSeconds(10);

        Use another(Instant now) {
            return now.isBefore(since.plus(WINDOW)) ? new Use(since, calls + 1, before) : new Use(now, 1, calls);
        }

        /** {@return calls a second, of the busier of both} */
        double rate() {
            return (double) Math.max(calls, before) / WINDOW.toSeconds();
        }
    }

    /** {@return a budget that knows nothing of the limit yet: ten calls a second, and faster with each success} */
    public static PollBudget untried(Instant now) {
        return new PollBudget(UNTRIED, Double.POSITIVE_INFINITY, now.minus(LONG_FREE), now, true, new Use(now, 0, 0));
    }

    /** {@return whether a call may go out} */
    public boolean allows(Instant now) {
        return !now.isBefore(freeAt);
    }

    /** {@return whether calls go out about as fast as they may: only then does a success prove something} */
    public boolean isUsedUp(Instant now) {
        return now.isBefore(freeAt.plus(distance()));
    }

    /** {@return the budget once a call went out} */
    public PollBudget spent(Instant now) {
        return new PollBudget(
                rate, ceiling, latest(freeAt, now).plus(distance()), heldUntil, answered, use.another(now));
    }

    private Duration distance() {
        return Duration.ofNanos((long) (NANOS / rate));
    }

    /** {@return the budget once a call was answered} */
    public PollBudget afterSuccess() {
        double more =
                Double.isInfinite(ceiling) ? rate * GROWTH_BEFORE_THE_FIRST_THROTTLE : Math.max(ceiling, rate) * GROWTH;
        return new PollBudget(Math.min(rate + more, MOST), ceiling, freeAt, heldUntil, true, use);
    }

    /**
     * {@return the budget once a call was throttled}
     *
     * @param retryAfter how long Planner asks to wait
     */
    public PollBudget afterThrottled(Duration retryAfter, Instant now) {
        Instant held = latest(heldUntil, now.plus(retryAfter));
        boolean sameWave = !answered || now.isBefore(heldUntil);
        double tried = Math.min(rate, Math.max(use.rate(), UNTRIED));
        double less = sameWave ? rate : Math.max(tried * DECREASE, LEAST);
        return new PollBudget(less, sameWave ? ceiling : tried, latest(freeAt, held), held, false, use);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
