package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.component.graph.webhook.NotificationKeys;
import io.tandem.component.graph.webhook.SubscriptionWish;
import io.tandem.model.Subscription;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions shall be: one for the whole tenant for each kind of change, and while Graph refuses that, besides trying
 * again, one for each team (graph-contract 9.2).
 *
 * @param settings how to subscribe
 */
record Wishes(Subscriptions.Settings settings) {
    /** The resource of all teams; with an id behind it, that of one. */
    static final String TEAMS = "/teams";

    /** All teams, and who is in them. */
    private static final List<Kind> KINDS = List.of(
            new Kind(TEAMS, TEAMS + "/%s", "updated,deleted"),
            new Kind("/teams/getAllMembers", "/teams/%s/members", "created,updated,deleted"));

    /** So few that nobody can tell the secret from the word, which is written down. */
    private static final int TERMS_BYTES = 4;

    /** A kind of change: of the whole tenant, of one team, and which changes are told. */
    private record Kind(String everywhere, String ofTeam, String changes) {
        boolean isOfTeam(String resource) {
            return resource.matches(ofTeam.formatted("[^/]+"));
        }
    }

    List<Wanted> of(Collection<Subscription> known, Collection<String> teams, Optional<NotificationKeys> keys) {
        Set<String> refused = known.stream()
                .filter(subscription -> subscription.refusal() != null && !subscription.stands())
                .map(Subscription::resource)
                .collect(Collectors.toSet());
        return KINDS.stream()
                .flatMap(kind -> Stream.concat(
                        Stream.of(wanted(kind, null, keys)),
                        refused.contains(kind.everywhere())
                                ? teams.stream().map(team -> wanted(kind, team, keys))
                                : Stream.empty()))
                .toList();
    }

    /** {@return where Graph is to notify of changes} */
    String url() {
        return settings.url() + "/graph/notifications";
    }

    /** {@return whether the resource is one of a whole tenant} */
    static boolean isOfTenant(String resource) {
        return everywhere().contains(resource);
    }

    /** {@return the resources of the whole tenant, one of each kind} */
    static List<String> everywhere() {
        return KINDS.stream().map(Kind::everywhere).toList();
    }

    /** {@return the resource of the whole tenant that this one is, or stands in for} */
    static String everywhere(String resource) {
        return KINDS.stream()
                .filter(kind -> kind.everywhere().equals(resource))
                .findFirst()
                .or(() -> KINDS.stream().filter(kind -> kind.isOfTeam(resource)).findFirst())
                .map(Kind::everywhere)
                .orElse(resource);
    }

    private Wanted wanted(Kind kind, @Nullable String team, Optional<NotificationKeys> keys) {
        Map<String, JsonNode> properties = new HashMap<>(Map.of(
                "changeType", TextNode.valueOf(kind.changes()),
                "clientState", TextNode.valueOf(settings.clientState()),
                "lifecycleNotificationUrl", TextNode.valueOf(settings.url() + "/graph/lifecycle")));
        keys.ifPresent(rich -> properties.put("includeResourceData", BooleanNode.TRUE));
        String terms = terms(url(), properties);
        keys.ifPresent(rich -> encrypt(properties, rich));
        return new Wanted(
                new SubscriptionWish(
                        team == null ? kind.everywhere() : kind.ofTeam().formatted(team),
                        url(),
                        settings.lifetime(),
                        properties),
                terms,
                keys.map(NotificationKeys::certificateId).orElse(""),
                kind.everywhere(),
                team);
    }

    private static void encrypt(Map<String, JsonNode> properties, NotificationKeys keys) {
        try {
            properties.put("encryptionCertificate", TextNode.valueOf(keys.encodedCertificate()));
            properties.put("encryptionCertificateId", TextNode.valueOf(keys.certificateId()));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("a certificate that was read can be written", unreadable);
        }
    }

    private String terms(String url, Map<String, JsonNode> properties) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.clientState().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] word = mac.doFinal((url + new TreeMap<>(properties)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(word, 0, TERMS_BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }
}
