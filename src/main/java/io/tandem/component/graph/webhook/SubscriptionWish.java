package io.tandem.component.graph.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A subscription as it shall be (graph-contract 9.1).
 *
 * @param resource what to watch, for example {@code /teams/getAllMembers}
 * @param notificationUrl where to post changes
 * @param lifetime how long a subscription lasts when it is not renewed
 * @param properties the other properties by their names: {@code changeType}, {@code clientState} and so on
 */
public record SubscriptionWish(
        String resource, String notificationUrl, Duration lifetime, Map<String, JsonNode> properties) {

    /** Checks the lifetime, of which Graph grants no less than 45 minutes, and copies the properties. */
    public SubscriptionWish {
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("lifetime: must be longer than 0");
        }
        properties = Map.copyOf(properties);
    }

    /** Returns the body of the call that makes it. */
    ObjectNode creation(Instant now) {
        ObjectNode body = renewal(now).put("resource", resource).put("notificationUrl", notificationUrl);
        properties.forEach(body::set);
        return body;
    }

    /** Returns the body of the call that renews it, with the certificate that it is encrypted for from then on. */
    ObjectNode renewal(Instant now) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "expirationDateTime",
                        now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS).toString());
        properties.forEach((name, value) -> {
            if (name.startsWith("encryptionCertificate")) {
                body.set(name, value);
            }
        });
        return body;
    }

    /** Returns whether a subscription that Graph lists is for the same: what is left of an earlier run. */
    public boolean isMetBy(JsonNode subscription) {
        return bare(resource)
                        .equalsIgnoreCase(bare(subscription.path("resource").asText("")))
                && notificationUrl.equals(subscription.path("notificationUrl").asText(""));
    }

    private static String bare(String path) {
        return path.replaceFirst("^/", "");
    }

    /** Leaves out the properties, of which one is a secret. */
    @Override
    public String toString() {
        return "SubscriptionWish[" + resource + "]";
    }
}
