package io.tandem.component.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.component.graph.client.GraphClient;
import io.tandem.component.graph.client.GraphOptions;
import io.tandem.component.graph.webhook.NotificationCheck;
import io.tandem.component.graph.webhook.NotificationCipher;
import io.tandem.component.graph.webhook.NotificationKeys;
import io.tandem.component.graph.webhook.Pauses;
import io.tandem.component.graph.webhook.SubscriptionKeeper;
import io.tandem.component.graph.webhook.SubscriptionWish;
import io.tandem.component.graph.webhook.ValidationTokens;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the webhook of an endpoint from its options and those of camel-webhook.
 *
 * @param camel finds keys
 * @param configuration the endpoint's options
 * @param webhook where the webhook listens
 */
record WebhookFactory(CamelContext camel, MicrosoftGraphConfiguration configuration, WebhookConfiguration webhook) {
    private static final int SECRET_BYTES = 32;

    /**
     * Makes the webhook; it does nothing yet, and asks for the client only when it does.
     *
     * @throws IllegalArgumentException when an option is missing or does not fit
     */
    GraphWebhook with(Supplier<GraphClient> client, Pauses pauses) throws GeneralSecurityException, IOException {
        String secret = clientState();
        WebhookTrust trust = new WebhookTrust(configuration);
        InstantSource clock = InstantSource.system();
        GraphOptions options = configuration.options();
        Optional<NotificationKeys> keys = new WebhookKeys(camel, configuration).keys();
        HttpClient keyClient =
                keys.isEmpty() ? null : configuration.connection().newHttpClient();
        ValidationTokens tokens =
                keyClient == null ? null : new ValidationTokens(trust.expectation(), keyClient, clock);
        NotificationCheck check = new NotificationCheck(
                secret,
                trust.tenants(),
                tokens,
                keys.map(NotificationKeys::keys).map(NotificationCipher::new).orElse(null));
        SubscriptionKeeper keeper = new SubscriptionKeeper(
                wish(secret, keys), request -> client.get().sendAsync(request, options), pauses, clock);
        return new GraphWebhook(check, keeper, keyClient);
    }

    /** Whoever registers the webhook elsewhere knows a secret that this endpoint does not, unless it is told. */
    private @Nullable String clientState() {
        if (configuration.getClientState() != null || !webhook.isWebhookAutoRegister()) {
            return configuration.getClientState();
        }
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private SubscriptionWish wish(@Nullable String secret, Optional<NotificationKeys> keys)
            throws UnknownHostException, GeneralSecurityException {
        String url = webhook.computeFullExternalUrl();
        Map<String, JsonNode> properties = new HashMap<>();
        put(properties, "changeType", configuration.getChangeType());
        put(properties, "clientState", secret);
        put(properties, "lifecycleNotificationUrl", Objects.requireNonNullElse(configuration.getLifecycleUrl(), url));
        put(properties, "notificationUrlAppId", configuration.getAudience());
        if (keys.isPresent()) {
            properties.put("includeResourceData", BooleanNode.TRUE);
            put(properties, "encryptionCertificate", keys.get().encodedCertificate());
            put(properties, "encryptionCertificateId", keys.get().certificateId());
        }
        String resource = configuration.getResource();
        if (resource == null || resource.isBlank()) {
            throw new IllegalArgumentException("resource: is missing, for example /teams/getAllMembers");
        }
        return new SubscriptionWish(resource, url, Duration.ofMillis(configuration.getLifetime()), properties);
    }

    private static void put(Map<String, JsonNode> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, TextNode.valueOf(value));
        }
    }
}
