package io.tandem;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.MicrosoftGraphComponent;
import io.tandem.component.graph.WebhookTrust;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.NotificationCheck;
import io.tandem.component.graph.webhook.NotificationCipher;
import io.tandem.component.graph.webhook.NotificationKeys;
import io.tandem.component.graph.webhook.ValidationTokens;
import io.tandem.route.Notifications;
import io.tandem.route.Subscriptions;
import io.tandem.route.Traces;
import io.tandem.route.Webhook;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * The beans of the routes that hear of changes in Microsoft Graph.
 *
 * @param settings says where it notifies, and of what
 * @param parts what the beans work on
 * @param graph makes a call; its future never fails
 */
record NotificationParts(
        WebhookSettings settings,
        Subscriptions.Parts parts,
        Function<GraphRequest, CompletableFuture<GraphAnswer>> graph,
        MeterRegistry meters,
        Clock clock) {
    /**
     * Binds them.
     *
     * @param component how Graph is reached, and so whom to trust
     * @param traces follows what notifications belong to
     * @return what keeps the subscriptions
     */
    Subscriptions bind(Main camel, MicrosoftGraphComponent component, Traces traces) {
        Subscriptions.Settings notified = settings.subscriptions();
        Certificates certificates = new Certificates(
                settings.certificates(), settings.settings().text("tandem.webhook.certificates-password"));
        Subscriptions subscriptions = new Subscriptions(notified, graph, parts, certificates, clock);
        subscriptions.bindTo(meters);
        ValidationTokens tokens = settings.certificates() == null ? null : tokens(component);
        camel.bind("webhook", new Webhook(notified.clientState(), clock, meters));
        camel.bind(
                "notifications",
                new Notifications(() -> check(notified.clientState(), tokens, certificates), parts, meters, traces));
        camel.bind("subscriptions", subscriptions);
        return subscriptions;
    }

    private static NotificationCheck check(
            String clientState, @Nullable ValidationTokens tokens, Certificates certificates) {
        return new NotificationCheck(
                clientState,
                Set.of(),
                tokens,
                certificates
                        .get()
                        .map(NotificationKeys::keys)
                        .map(NotificationCipher::new)
                        .orElse(null));
    }

    private ValidationTokens tokens(MicrosoftGraphComponent component) {
        WebhookTrust trust = new WebhookTrust(component.getConfiguration());
        return new ValidationTokens(trust.expectation(), trust.keyClient(), clock);
    }
}
