package io.tandem.component.graph.webhook;

import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.SubscriptionState.Act;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
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
    private static final String SUBSCRIPTIONS = "/subscriptions";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final SubscriptionWish wish;
    private final Function<GraphRequest, CompletableFuture<GraphAnswer>> graph;
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
        this.wish = wish;
        this.graph = graph;
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
            default -> LOG.debug("Nothing to do for the subscription: resource={}", wish.resource());
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
        var unused = asked(act, now).thenAccept(answer -> ended(act, answer, ended));
    }

    private CompletableFuture<GraphAnswer> asked(Act act, Instant now) {
        return switch (act) {
            case Act.Create create -> create(now);
            case Act.Renew renew -> graph.apply(GraphRequest.patch(path(renew.id()), wish.renewal(now)));
            case Act.Reauthorize again -> graph.apply(GraphRequest.post(path(again.id()) + "/reauthorize"));
        };
    }

    private synchronized void ended(Act act, GraphAnswer answer, CompletableFuture<Void> ended) {
        state = after(act, answer, clock.instant());
        ended.complete(null);
        plan();
    }

    private SubscriptionState after(Act act, GraphAnswer answer, Instant now) {
        return switch (answer) {
            case GraphAnswer.Success success -> succeeded(act, success, now);
            case GraphAnswer.Throttled throttled -> failed(act, throttled.toString(), throttled.retryAfter(), now);
            case GraphAnswer.Unavailable trouble -> failed(act, trouble.reason(), trouble.retryAfter(), now);
            case GraphAnswer.Rejected refusal
            when refusal.status() == NOT_FOUND && state.id() != null -> {
                LOG.warn("Graph does not know the subscription any more: resource={}", wish.resource());
                yield state.gone();
            }
            case GraphAnswer.Rejected refusal -> failed(act, refusal.toString(), null, now);
        };
    }

    private SubscriptionState succeeded(Act act, GraphAnswer.Success success, Instant now) {
        Instant asked = now.plus(wish.lifetime());
        Instant until = instant(success.body().path("expirationDateTime").asText(""), asked);
        return switch (act) {
            case Act.Reauthorize again -> state.authorized(now);
            case Act.Renew renew -> state.granted(renew.id(), until, now);
            case Act.Create create -> {
                String id = success.body().path("id").asText("");
                if (id.isEmpty()) {
                    yield failed(act, "no id in the answer", null, now);
                }
                LOG.info("Subscribed: resource={} subscription={} until={}", wish.resource(), id, until);
                yield state.granted(id, until, now);
            }
        };
    }

    private SubscriptionState failed(Act act, String why, @Nullable Duration asked, Instant now) {
        SubscriptionState after = state.failed(asked, now);
        LOG.warn(
                "Could not {} the subscription, will try again: resource={} at={} why={}",
                act.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                wish.resource(),
                after.notBefore(),
                why);
        return after;
    }

    private CompletableFuture<GraphAnswer> create(Instant now) {
        return graph.apply(GraphRequest.post(SUBSCRIPTIONS, wish.creation(now)))
                .thenCompose(answer -> answer instanceof GraphAnswer.Rejected refusal && refusal.status() == CONFLICT
                        ? removeLeftovers().thenApply(done -> answer)
                        : CompletableFuture.completedFuture(answer));
    }

    private CompletableFuture<Void> removeLeftovers() {
        return graph.apply(GraphRequest.list(SUBSCRIPTIONS)).thenCompose(answer -> {
            List<CompletableFuture<GraphAnswer>> removals = leftovers(answer)
                    .map(id -> graph.apply(GraphRequest.delete(path(id))))
                    .toList();
            return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new));
        });
    }

    private Stream<String> leftovers(GraphAnswer answer) {
        return answer instanceof GraphAnswer.Success success
                ? StreamSupport.stream(success.body().path("value").spliterator(), false)
                        .filter(wish::isMetBy)
                        .map(subscription -> subscription.path("id").asText())
                : Stream.empty();
    }

    private synchronized CompletableFuture<Void> remove() {
        String id = state.id();
        state = SubscriptionState.NONE;
        return id == null
                ? CompletableFuture.completedFuture(null)
                : graph.apply(GraphRequest.delete(path(id)))
                        .thenAccept(answer -> LOG.info("Unsubscribed: resource={} answer={}", wish.resource(), answer));
    }

    private static String path(String id) {
        return SUBSCRIPTIONS + "/" + id;
    }

    private static Instant instant(String text, Instant otherwise) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            return otherwise;
        }
    }
}
