package io.tandem.component.graph.webhook;

import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.SubscriptionState.Act;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that keep a subscription, and what their answers mean for its state; remembers nothing.
 *
 * @param wish the subscription as it shall be
 * @param graph makes a call; its future never fails
 */
public record SubscriptionCalls(SubscriptionWish wish, Function<GraphRequest, CompletableFuture<GraphAnswer>> graph) {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionCalls.class);
    private static final String SUBSCRIPTIONS = "/subscriptions";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /**
     * Makes the call. When a leftover with the same resource and notification URL is in the way of a new subscription it is
     * removed, and the answer is still that it was in the way (graph-contract 9.3: 409). The future never fails.
     */
    public CompletableFuture<GraphAnswer> ask(Act act, Instant now) {
        return switch (act) {
            case Act.Create create -> create(now);
            case Act.Renew renew -> graph.apply(GraphRequest.patch(path(renew.id()), wish.renewal(now)));
            case Act.Reauthorize again -> graph.apply(GraphRequest.post(path(again.id()) + "/reauthorize"));
        };
    }

    /** {@return how it stands after the answer} */
    public SubscriptionState after(SubscriptionState state, Act act, GraphAnswer answer, Instant now) {
        return switch (answer) {
            case GraphAnswer.Success success -> succeeded(state, act, success, now);
            case GraphAnswer.Throttled throttled -> failed(state.failed(throttled.retryAfter(), now), act, throttled);
            case GraphAnswer.Unavailable trouble -> failed(state.failed(trouble.retryAfter(), now), act, trouble);
            case GraphAnswer.Rejected refusal
            when refusal.status() == NOT_FOUND && state.id() != null -> {
                LOG.warn("Graph does not know the subscription any more: resource={}", wish.resource());
                yield state.gone();
            }
            case GraphAnswer.Rejected refusal -> failed(state.failed(null, now), act, refusal);
        };
    }

    /** Removes the subscription of that id; the future never fails. */
    public CompletableFuture<GraphAnswer> remove(String id) {
        return graph.apply(GraphRequest.delete(path(id))).thenApply(answer -> {
            LOG.info("Unsubscribed: resource={} answer={}", wish.resource(), answer);
            return answer;
        });
    }

    private SubscriptionState succeeded(SubscriptionState state, Act act, GraphAnswer.Success success, Instant now) {
        Instant asked = now.plus(wish.lifetime());
        Instant until = instant(success.body().path("expirationDateTime").asText(""), asked);
        return switch (act) {
            case Act.Reauthorize again -> state.authorized(now);
            case Act.Renew renew -> state.granted(renew.id(), until, now);
            case Act.Create create -> {
                String id = success.body().path("id").asText("");
                if (id.isEmpty()) {
                    yield failed(state.failed(null, now), act, "no id in the answer");
                }
                LOG.info("Subscribed: resource={} subscription={} until={}", wish.resource(), id, until);
                yield state.granted(id, until, now);
            }
        };
    }

    private SubscriptionState failed(SubscriptionState after, Act act, Object why) {
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
