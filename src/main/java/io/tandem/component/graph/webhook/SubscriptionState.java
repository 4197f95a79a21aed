package io.tandem.component.graph.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a subscription, and what is to be done next. Same state, same next act.
 *
 * @param id the subscription; null when there is none
 * @param renewAt when two thirds of the time that Graph granted are over
 * @param expires when it ends if it is not renewed
 * @param patched when it was made or last renewed
 * @param reauthorized when it was last authorized again
 * @param reauthorize whether Graph asked to authorize it again
 * @param failures how many calls in a row have failed
 * @param notBefore when the next call may be made
 */
public record SubscriptionState(
        @Nullable String id,
        Instant renewAt,
        Instant expires,
        Instant patched,
        Instant reauthorized,
        boolean reauthorize,
        int failures,
        Instant notBefore) {
    /** Graph wants this much time between a renewal and an authorization (graph-contract 9.3). */
    private static final Duration APART = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 8;
    private static final Instant LONG_AGO = Instant.EPOCH;

    /** There is none, and nothing was tried. */
    public static final SubscriptionState NONE =
            new SubscriptionState(null, LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO, false, 0, LONG_AGO);

    /** What to do next. */
    public sealed interface Act {
        /** When to do it. */
        Instant at();

        /** Make a subscription. */
        record Create(Instant at) implements Act {}

        /** Give it more time; authorizes it too. */
        record Renew(Instant at, String id) implements Act {}

        /** Authorize it again, for the time it has. */
        record Reauthorize(Instant at, String id) implements Act {}
    }

    /** Returns what to do next, and when. */
    public Act next() {
        if (id == null) {
            return new Act.Create(notBefore);
        }
        Instant renewal = later(renewalApart(), notBefore);
        Instant authorization = later(patched.plus(APART), notBefore);
        return reauthorize && authorization.isBefore(renewal)
                ? new Act.Reauthorize(authorization, id)
                : new Act.Renew(renewal, id);
    }

    /** Graph granted it until then. */
    SubscriptionState granted(String granted, Instant until, Instant now) {
        Instant twoThirds =
                now.plus(Duration.between(now, until).multipliedBy(2).dividedBy(3));
        return new SubscriptionState(granted, later(twoThirds, now), until, now, reauthorized, false, 0, now);
    }

    /** Graph authorized it again. */
    SubscriptionState authorized(Instant now) {
        return new SubscriptionState(id, renewAt, expires, patched, now, false, 0, now);
    }

    /** Graph asks to authorize it again. */
    SubscriptionState asked() {
        return new SubscriptionState(id, renewAt, expires, patched, reauthorized, true, failures, notBefore);
    }

    /** Graph does not know it any more. */
    public SubscriptionState gone() {
        return new SubscriptionState(null, renewAt, expires, patched, reauthorized, false, failures, notBefore);
    }

    /** It is to be renewed now, for something of it has changed. */
    public SubscriptionState hurried(Instant now) {
        return new SubscriptionState(id, now, expires, patched, reauthorized, reauthorize, failures, notBefore);
    }

    /** A call failed; the next is made after the pause that was asked for, or one that doubles. */
    SubscriptionState failed(@Nullable Duration asked, Instant now) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        Duration pause = asked == null ? shorter(doubled, LONGEST_PAUSE) : asked;
        return new SubscriptionState(
                id, renewAt, expires, patched, reauthorized, reauthorize, failures + 1, now.plus(pause));
    }

    /** A renewal too soon after an authorization is put off, unless the subscription would end meanwhile. */
    private Instant renewalApart() {
        Instant apart = later(renewAt, reauthorized.plus(APART));
        return apart.isBefore(expires) ? apart : renewAt;
    }

    private static Instant later(Instant some, Instant other) {
        return some.isAfter(other) ? some : other;
    }

    private static Duration shorter(Duration some, Duration other) {
        return some.compareTo(other) < 0 ? some : other;
    }
}
