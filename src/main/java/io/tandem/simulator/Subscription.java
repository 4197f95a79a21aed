package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One subscription; its times are those of the {@link Pace}.
 *
 * @param id subscription id
 * @param application who made it
 * @param properties what the caller wrote, without the expiration
 * @param resource what is watched
 * @param changes what is told
 * @param expiresAt when it is removed
 * @param authorizedUntil until then the endpoint may be served (graph-contract 9.5)
 * @param reauthorizedAt last reauthorization, or null
 * @param patchedAt last update, or null
 * @param remindedAt last time {@code reauthorizationRequired} was due, or null
 * @param inconsistent whether update and reauthorization once came within ten minutes (graph-contract 9.3)
 */
record Subscription(
        String id,
        String application,
        ObjectNode properties,
        Watched resource,
        Set<ChangeType> changes,
        Instant expiresAt,
        Instant authorizedUntil,
        @Nullable Instant reauthorizedAt,
        @Nullable Instant patchedAt,
        @Nullable Instant remindedAt,
        boolean inconsistent) {
    private static final Duration DISTANCE = Duration.ofMinutes(10);

    String notificationUrl() {
        return properties.path("notificationUrl").asText();
    }

    @Nullable
    String lifecycleUrl() {
        return Json.text(properties, "lifecycleNotificationUrl");
    }

    /** The id that validation tokens are made out to. */
    String audience() {
        return properties.path("notificationUrlAppId").asText(application);
    }

    boolean rich() {
        return properties.path("includeResourceData").asBoolean();
    }

    boolean live(Instant now) {
        return now.isBefore(expiresAt);
    }

    boolean authorized(Instant now) {
        return now.isBefore(authorizedUntil);
    }

    /** When the owner must have done something at the latest. */
    Instant endsAt() {
        return authorizedUntil.isBefore(expiresAt) ? authorizedUntil : expiresAt;
    }

    Subscription patched(ObjectNode changed, Instant expiration, Instant authorized, Instant now) {
        return new Subscription(
                id,
                application,
                changed,
                resource,
                changes,
                expiration,
                authorized,
                reauthorizedAt,
                now,
                remindedAt,
                inconsistent || near(reauthorizedAt, now));
    }

    Subscription reauthorized(Instant authorized, Instant now) {
        return new Subscription(
                id,
                application,
                properties,
                resource,
                changes,
                expiresAt,
                authorized,
                now,
                patchedAt,
                remindedAt,
                inconsistent || near(patchedAt, now));
    }

    Subscription reminded(Instant now) {
        return new Subscription(
                id,
                application,
                properties,
                resource,
                changes,
                expiresAt,
                authorizedUntil,
                reauthorizedAt,
                patchedAt,
                now,
                inconsistent);
    }

    private static boolean near(@Nullable Instant before, Instant now) {
        return before != null && now.isBefore(before.plus(DISTANCE));
    }
}
