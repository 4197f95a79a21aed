package io.tandem.component.graph.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One notification of Microsoft Graph; nothing in it is proven until its client state has been compared. */
public sealed interface Notification {

    /** Returns whose subscription it is for. */
    Origin origin();

    /**
     * Where a notification comes from.
     *
     * @param subscriptionId the subscription
     * @param tenantId the tenant; empty when Graph does not say
     * @param expires when the subscription ends; null when Graph does not say
     * @param clientState the secret of the subscription
     */
    record Origin(
            String subscriptionId,
            String tenantId,
            @Nullable Instant expires,
            @JsonIgnore ClientState clientState) {}

    /**
     * A resource has changed. Duplicates and disorder are to be expected (graph-contract 9.5).
     *
     * @param origin whose subscription it is for
     * @param changeType {@code created}, {@code updated} or {@code deleted}
     * @param resource the path of the resource in OData key syntax, for example {@code teams('1')/members('2')}
     * @param resourceData what Graph tells of it besides: ids and types; a {@code MissingNode} when nothing
     * @param encryptedContent the resource itself; null in a basic notification
     */
    record Change(
            Origin origin,
            String changeType,
            String resource,
            JsonNode resourceData,
            @JsonIgnore @Nullable EncryptedContent encryptedContent)
            implements Notification {

        /** Leaves out what Graph tells of the resource. */
        @Override
        public String toString() {
            return "Change[" + changeType + " " + resource + ", " + origin + "]";
        }

        /** Returns this change with the resource as it was decrypted in the place of what Graph tells of it. */
        public Change opened(JsonNode content) {
            return new Change(origin, changeType, resource, content, null);
        }
    }

    /**
     * Something happens to the subscription itself (graph-contract 9.8).
     *
     * @param origin whose subscription it is
     * @param event {@code reauthorizationRequired}, {@code subscriptionRemoved}, {@code missed}, or a newer one
     */
    record Lifecycle(Origin origin, String event) implements Notification {
        /** The subscription must be renewed or authorized again. */
        public static final String REAUTHORIZATION_REQUIRED = "reauthorizationRequired";

        /** The subscription is no more. */
        public static final String SUBSCRIPTION_REMOVED = "subscriptionRemoved";

        /** Some notifications were not delivered. */
        public static final String MISSED = "missed";
    }
}
