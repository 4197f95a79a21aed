package io.tandem.component.graph.webhook;

import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.SubscriptionState.Act;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one subscription alive with the patience of a machine: makes it, renews it when two thirds of its time are over,
 * authorizes it when Graph asks, makes it anew when it is gone, and removes it at the end. One call at a time; no thread
 * waits. A leftover of an earlier run with the same resource and notification URL is removed when it is in the way
 * (graph-contract 9.3: 409).
 */
public final class SubscriptionKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionKeeper.class);

    private final SubscriptionCalls calls;
    private final Pauses pauses;
    private final InstantSource clock;
    private SubscriptionState state = SubscriptionState.NONE;
    private Runnable callOff = () -> {};
    private CompletableFuture<Void> call = CompletableFuture.completedFuture(null);
    private boolean stopped = true;

    /** Makes a keeper that does nothing yet; what sends requests must never fail its future. */
    public SubscriptionKeeper(
            SubscriptionWish wish,
            Function<GraphRequest, CompletableFuture<GraphAnswer>> graph,
            Pauses pauses,
            InstantSource clock) {
        this.calls = new SubscriptionCalls(wish, graph);
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Begins to keep the subscription: makes it now. */
    public synchronized void start() {
        stopped = false;
        plan();
    }

    /** Ends it: removes the subscription, once a call in progress has ended. The future never fails. */
    public synchronized CompletableFuture<Void> stop() {
        stopped = true;
        callOff.run();
        return call.thenCompose(done -> remove());
    }

    /** Does what a lifecycle notification of the subscription, whose client state was compared, asks for. */
    public synchronized void happened(Notification.Lifecycle event) {
        if (!event.origin().subscriptionId().equalsIgnoreCase(state.id())) {
            return;
        }
        switch (event.event()) {
            case Notification.Lifecycle.REAUTHORIZATION_REQUIRED -> state = state.asked();
            case Notification.Lifecycle.SUBSCRIPTION_REMOVED -> state = state.gone();
            default ->
                LOG.debug(
                        "Nothing to do for the subscription: resource={}",
                        calls.wish().resource());
        }
        plan();
    }

    private void plan() {
        callOff.run();
        if (stopped || !call.isDone()) {
            return;
        }
        Duration pause = Duration.between(clock.instant(), state.next().at());
        callOff = pauses.after(pause.isNegative() ? Duration.ZERO : pause, this::act);
    }

    private synchronized void act() {
        Instant now = clock.instant();
        Act act = state.next();
        if (stopped || !call.isDone()) {
            return;
        }
        if (act.at().isAfter(now)) {
            plan();
            return;
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        call = ended;
        var unused = calls.ask(act, now).thenAccept(answer -> ended(act, answer, ended));
    }

    private synchronized void ended(Act act, GraphAnswer answer, CompletableFuture<Void> ended) {
        state = calls.after(state, act, answer, clock.instant());
        ended.complete(null);
        plan();
    }

    private synchronized CompletableFuture<Void> remove() {
        String id = state.id();
        state = SubscriptionState.NONE;
        return id == null
                ? CompletableFuture.completedFuture(null)
                : calls.remove(id).thenAccept(answer -> {});
    }
}
