package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription must look like (graph-contract 9.1 to 9.3). Notification URLs are HTTPS; the one exception is HTTP to a loopback
 * address, a rule of this stand-in, so that a developer needs no certificate.
 *
 * @param world the state
 */
record SubscriptionRules(World world) {
    private static final String SERVICE = "BadRequest";
    private static final List<String> REQUIRED =
            List.of("changeType", "notificationUrl", "resource", "expirationDateTime");
    private static final Set<String> PATCHABLE =
            Set.of("expirationDateTime", "notificationUrl", "encryptionCertificate", "encryptionCertificateId");
    private static final Set<String> TLS_VERSIONS = Set.of("v1_0", "v1_1", "v1_2", "v1_3");
    private static final int MAX_LABEL = 128;
    private static final Duration SHORTEST = Duration.ofMinutes(45);
    private static final Duration WITHOUT_LIFECYCLE = Duration.ofHours(1);
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** A new subscription from the body of a POST. */
    Subscription created(Call call) {
        ObjectNode body = call.body("subscription", SERVICE, Set.of("notificationUrlAppId"));
        for (String name : REQUIRED) {
            if (!body.hasNonNull(name)) {
                throw GraphError.badRequest("Property '" + name + "' is required for a subscription.");
            }
        }
        Watched resource = existing(Watched.parse(body.path("resource").asText()));
        Set<ChangeType> changes = changes(body.path("changeType").asText(), resource);
        Instant now = now(call);
        texts(body);
        resourceData(body, resource);
        Instant expires = expiration(body, resource, Json.text(body, "lifecycleNotificationUrl") != null, now);
        return new Subscription(
                World.newId(),
                call.caller(),
                kept(body),
                resource,
                changes,
                expires,
                authorizedFrom(now),
                null,
                null,
                null,
                false);
    }

    /** A known subscription after a PATCH, which renews its authorization too. */
    Subscription patched(Call call, Subscription known) {
        ObjectNode body = call.body("subscription", SERVICE);
        body.fieldNames().forEachRemaining(SubscriptionRules::patchable);
        ObjectNode properties = known.properties().deepCopy();
        properties.setAll(kept(body));
        texts(properties);
        resourceData(properties, known.resource());
        Instant now = now(call);
        Instant expires = body.has("expirationDateTime")
                ? expiration(body, known.resource(), known.lifecycleUrl() != null, now)
                : known.expiresAt();
        return known.patched(properties, expires, authorizedFrom(now), now);
    }

    Subscription reauthorized(Call call, Subscription known) {
        Instant now = now(call);
        return known.reauthorized(authorizedFrom(now), now);
    }

    /** Subscriptions live in simulated time. */
    Instant now(Call call) {
        return world.tenant().notifications().pace().at(call.now());
    }

    private Instant authorizedFrom(Instant now) {
        Duration token = world.profile().notifications().endpointToken();
        return now.plus(token.isZero() ? FOREVER : token);
    }

    private static void patchable(String name) {
        if (name.equals("lifecycleNotificationUrl")) {
            throw GraphError.badRequest("Property 'lifecycleNotificationUrl' cannot be added or changed later:"
                    + " delete the subscription and create it again.");
        }
        if (!PATCHABLE.contains(name) && !name.startsWith("@")) {
            throw GraphError.badRequest("Property '" + name + "' of a subscription cannot be updated.");
        }
    }

    private static ObjectNode kept(ObjectNode body) {
        ObjectNode kept = body.deepCopy();
        kept.remove("expirationDateTime");
        kept.remove(body.properties().stream()
                .map(field -> field.getKey())
                .filter(name -> name.startsWith("@"))
                .toList());
        return kept;
    }

    private static Set<ChangeType> changes(String list, Watched resource) {
        Set<ChangeType> changes = ChangeType.parse(list)
                .orElseThrow(() -> GraphError.badRequest(
                        "Property 'changeType' must list created, updated or deleted, not '" + list + "'."));
        if (!resource.ofTeams() && changes.contains(ChangeType.CREATED)) {
            throw GraphError.badRequest("For users and groups 'changeType' must be updated or deleted;"
                    + " updated tells of their creation too.");
        }
        return changes;
    }

    private static void texts(ObjectNode body) {
        url("notificationUrl", Json.text(body, "notificationUrl"));
        if (body.hasNonNull("lifecycleNotificationUrl")) {
            url("lifecycleNotificationUrl", Json.text(body, "lifecycleNotificationUrl"));
        }
        for (String name : List.of("clientState", "encryptionCertificateId")) {
            if (body.path(name).asText().length() > MAX_LABEL) {
                throw GraphError.badRequest("Property '" + name + "' must not exceed 128 characters.");
            }
        }
        if (body.hasNonNull("notificationQueryOptions")) {
            throw GraphError.badRequest("Property 'notificationQueryOptions' is not supported for this resource.");
        }
        String tls = Json.text(body, "latestSupportedTlsVersion");
        if (tls != null && !TLS_VERSIONS.contains(tls)) {
            throw GraphError.badRequest("Property 'latestSupportedTlsVersion' must be v1_0, v1_1, v1_2 or v1_3.");
        }
    }

    private static void url(String name, @Nullable String text) {
        try {
            URI url = new URI(text == null ? "" : text);
            String host = url.getHost();
            boolean secure = "https".equalsIgnoreCase(url.getScheme());
            boolean local = "http".equalsIgnoreCase(url.getScheme()) && host != null && loopback(host);
            if (host != null && (secure || local) && url.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw GraphError.badRequest("Property '" + name + "' is no URL: " + e.getReason() + ".");
        }
        throw GraphError.badRequest("Property '" + name + "' must be an absolute HTTPS URL.");
    }

    private static boolean loopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }

    private static void resourceData(ObjectNode body, Watched resource) {
        if (!body.path("includeResourceData").asBoolean()) {
            return;
        }
        if (!resource.ofTeams()) {
            throw GraphError.badRequest("'" + resource.path() + "' cannot be notified with resource data.");
        }
        String certificate = Json.text(body, "encryptionCertificate");
        String id = Json.text(body, "encryptionCertificateId");
        if (certificate == null || id == null || id.isEmpty()) {
            throw GraphError.badRequest(
                    "'includeResourceData' needs 'encryptionCertificate' and" + " 'encryptionCertificateId'.");
        }
        Seal.with(certificate);
    }

    private Instant expiration(ObjectNode body, Watched resource, boolean hasLifecycleUrl, Instant now) {
        NotificationProfile profile = world.profile().notifications();
        Instant asked =
                OffsetDateTime.parse(body.path("expirationDateTime").asText()).toInstant();
        Instant latest = now.plus(resource.maxLifetime());
        if (!asked.isAfter(now)) {
            throw GraphError.badRequest("Property 'expirationDateTime' must be in the future.");
        }
        if (asked.isAfter(latest) && profile.longExpirationStatus() == 400) {
            throw GraphError.badRequest("Property 'expirationDateTime' must not be more than "
                    + resource.maxLifetime().toMinutes() + " minutes in the future for this resource.");
        }
        if (resource.ofTeams()
                && !hasLifecycleUrl
                && asked.isAfter(now.plus(WITHOUT_LIFECYCLE))
                && profile.missingLifecycleStatus() == 400) {
            throw GraphError.badRequest("Property 'lifecycleNotificationUrl' is required for this resource when"
                    + " 'expirationDateTime' is more than 1 hour in the future.");
        }
        Instant earliest = now.plus(SHORTEST);
        if (asked.isBefore(earliest)) {
            return earliest;
        }
        return asked.isAfter(latest) ? latest : asked;
    }

    /** The resource with its id as the tenant writes it; 404 when there is no such team, group or user. */
    private Watched existing(Watched resource) {
        String id = resource.id();
        if (id == null) {
            return resource;
        }
        if (resource.kind() == Watched.Kind.USER) {
            return new Watched(resource.kind(), world.user(id).id());
        }
        if (resource.ofTeams() && world.tenant().team(id).isEmpty()) {
            throw GraphError.notFound("No team found with Group Id " + id);
        }
        if (world.tenant().group(id).isEmpty()) {
            throw GraphError.noResource(id);
        }
        return resource;
    }
}
