package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.Subscription;
import io.tandem.model.SubscriptionBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the subscriptions that are written down with those that Graph has: what it lost is made anew, and what nobody knows
 * of would notify a second time and is removed.
 *
 * @param graph makes a call; its future never fails
 * @param book where the subscriptions are written down
 * @param clock the time
 */
record Census(
        Function<GraphRequest, CompletableFuture<GraphAnswer>> graph, SubscriptionBook book, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Census.class);
    private static final String SUBSCRIPTIONS = "/subscriptions";

    /** One that was made a moment ago may not be listed yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /** Counts; those that notify elsewhere are none of ours. */
    void take(String notificationUrl) {
        List<Subscription> known = book.all();
        if (!(graph.apply(GraphRequest.list(SUBSCRIPTIONS)).join() instanceof GraphAnswer.Success listed)) {
            return;
        }
        Map<String, String> urls = new HashMap<>();
        for (JsonNode subscription : listed.body().path("value")) {
            urls.put(
                    lower(subscription.path("id").asText()),
                    subscription.path("notificationUrl").asText());
        }
        lost(known, urls.keySet());
        strange(known, urls, notificationUrl);
    }

    private void lost(List<Subscription> known, Set<String> listed) {
        Instant grown = clock.instant().minus(YOUNG);
        for (Subscription subscription : known) {
            String id = subscription.id();
            if (id != null
                    && !listed.contains(lower(id))
                    && subscription.times().patched().isBefore(grown)) {
                LOG.warn("Graph has lost a subscription resource={}", subscription.resource());
                book.gone(id);
            }
        }
    }

    private void strange(List<Subscription> known, Map<String, String> urls, String notificationUrl) {
        Set<String> ids = known.stream()
                .filter(Subscription::stands)
                .map(subscription -> lower(String.valueOf(subscription.id())))
                .collect(Collectors.toSet());
        urls.forEach((id, url) -> {
            if (url.equals(notificationUrl) && !ids.contains(id)) {
                LOG.warn("Removes a subscription that nobody knows of subscription={}", id);
                graph.apply(GraphRequest.delete(SUBSCRIPTIONS + "/" + id)).join();
            }
        });
    }

    private static String lower(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
