package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.Notification;
import io.tandem.component.graph.webhook.SubscriptionKeeper;
import io.tandem.component.graph.webhook.SubscriptionWish;
import io.tandem.model.Duties;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of route {@code subscriptions}: one instance keeps the subscriptions of the tenant, and another takes them over
 * when it is gone.
 */
public final class Subscriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final String DUTY = "subscriptions";
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    /** All teams, and who is in them (graph-contract 9.2): two subscriptions for a whole tenant. */
    private static final Map<String, String> RESOURCES =
            Map.of("/teams", "updated,deleted", "/teams/getAllMembers", "created,updated,deleted");

    private final List<SubscriptionKeeper> keepers;
    private final Duties duties;
    private final Runnable gap;
    private boolean mine;

    /**
     * How to subscribe.
     *
     * @param url public address of the webhook, without a slash at its end
     * @param clientState the secret that Graph repeats in each notification
     * @param lifetime of a subscription, renewed when two thirds are over
     */
    public record Settings(String url, String clientState, Duration lifetime) {
        @Override
        public String toString() {
            return "Settings[" + url + "]";
        }
    }

    /**
     * Binds the step to what it works on.
     *
     * @param graph makes a call; its future never fails
     * @param gap called when notifications may have been missed
     */
    public Subscriptions(
            Settings settings,
            Function<GraphRequest, CompletableFuture<GraphAnswer>> graph,
            Duties duties,
            Runnable gap,
            Clock clock) {
        this.duties = duties;
        this.gap = gap;
        this.keepers = RESOURCES.entrySet().stream()
                .map(resource -> new SubscriptionKeeper(
                        wish(settings, resource.getKey(), resource.getValue()), graph, Subscriptions::later, clock))
                .toList();
    }

    /** Takes the duty if nobody has it, and begins; stops when another instance has it. */
    public synchronized void keep() {
        boolean had = mine;
        mine = duties.take(DUTY, HOLD);
        if (mine && !had) {
            LOG.info("Keeps the subscriptions of the tenant");
            keepers.forEach(SubscriptionKeeper::start);
            gap.run();
        } else if (had && !mine) {
            LOG.warn("Another instance keeps the subscriptions now");
            keepers.forEach(SubscriptionKeeper::stop);
        }
    }

    /** Does what Graph asks for one of the subscriptions; of others this instance knows nothing. */
    public void happened(Notification.Lifecycle event) {
        keepers.forEach(keeper -> keeper.happened(event));
        if (event.event().equals(Notification.Lifecycle.MISSED)) {
            gap.run();
        }
    }

    /** Removes the subscriptions; whoever takes over makes them anew and looks what was missed. */
    @Override
    public synchronized void close() {
        if (mine) {
            CompletableFuture.allOf(
                            keepers.stream().map(SubscriptionKeeper::stop).toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, PATIENCE_AT_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private static SubscriptionWish wish(Settings settings, String resource, String changes) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, JsonNode> properties = Map.of(
                "changeType", json.textNode(changes),
                "clientState", json.textNode(settings.clientState()),
                "lifecycleNotificationUrl", json.textNode(settings.url() + "/graph/lifecycle"));
        return new SubscriptionWish(resource, settings.url() + "/graph/notifications", settings.lifetime(), properties);
    }

    private static Runnable later(Duration pause, Runnable task) {
        CompletableFuture<Void> due = CompletableFuture.runAsync(
                task, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
        return () -> due.cancel(false);
    }
}
