package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** How subscriptions and waiting notifications are shown, to callers and in the state. */
final class SubscriptionView {
    static final List<String> PROPERTIES = List.of(
            "id",
            "resource",
            "applicationId",
            "changeType",
            "clientState",
            "notificationUrl",
            "notificationQueryOptions",
            "lifecycleNotificationUrl",
            "expirationDateTime",
            "creatorId",
            "includeResourceData",
            "latestSupportedTlsVersion",
            "encryptionCertificate",
            "encryptionCertificateId",
            "notificationUrlAppId");

    private static final String SERVICE_PRINCIPAL = "00000000-0000-4000-8000-000000005e1f";

    private SubscriptionView() {}

    /** What a caller sees: all but the certificate. */
    static ObjectNode whole(Subscription subscription) {
        ObjectNode whole = Json.object().put("latestSupportedTlsVersion", "v1_2");
        whole.setAll(subscription.properties());
        whole.remove("encryptionCertificate");
        return whole.put("id", subscription.id())
                .put("applicationId", subscription.application())
                .put("creatorId", SERVICE_PRINCIPAL)
                .put("expirationDateTime", subscription.expiresAt().toString());
    }

    /** Adds what the simulator knows about subscriptions to its state. */
    static void addTo(ObjectNode state, NotificationState known) {
        ArrayNode subscriptions = state.putArray("subscriptions");
        for (Subscription subscription : known.subscriptions()) {
            subscriptions
                    .addObject()
                    .put("id", subscription.id())
                    .put("resource", subscription.resource().path())
                    .put("changeType", ChangeType.list(subscription.changes()))
                    .put("notificationUrl", subscription.notificationUrl())
                    .put("lifecycleNotificationUrl", subscription.lifecycleUrl())
                    .put("includeResourceData", subscription.rich())
                    .put("encryptionCertificateId", Json.text(subscription.properties(), "encryptionCertificateId"))
                    .put("expirationDateTime", subscription.expiresAt().toString())
                    .put("authorizedUntil", subscription.authorizedUntil().toString())
                    .put("inconsistent", subscription.inconsistent());
        }
        ArrayNode notices = state.putArray("notifications");
        for (Notice notice : known.notices()) {
            Instant first = notice.firstTriedAt();
            notices.add(Delivery.listed(notice.number(), notice.item())
                    .put("dueAt", notice.dueAt().toString())
                    .put("attempts", notice.attempts())
                    .put("firstTriedAt", first == null ? null : first.toString()));
        }
    }
}
