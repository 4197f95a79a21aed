package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and checks signed access tokens (JWT, RS256). A token outlives a restart, because the key does. */
final class AccessTokens {
    static final Duration LIFETIME = Duration.ofSeconds(3599);

    private static final String AUDIENCE = "https://graph.microsoft.com";
    private static final int REMEMBERED = 64;

    private final SigningKey key;
    private final PublicKey publicKey;
    private final String audience;
    private final Map<String, Grant> checked = new LinkedHashMap<>();

    /**
     * Who calls.
     *
     * @param app application id
     * @param person id of the signed-in user, or null when the application acts for itself
     */
    record Caller(String app, @Nullable String person) {
        String id() {
            return person == null ? app : person;
        }
    }

    /** What the app was given: no more than the operations of this simulator need (graph-contract 2). */
    private static final List<String> ROLES = List.of(
            "Group.ReadWrite.All",
            "Team.Create",
            "TeamSettings.ReadWrite.All",
            "TeamMember.ReadWrite.All",
            "User.Read.All",
            "Tasks.ReadWrite.All",
            "TeamMember.Read.All",
            "Team.ReadBasic.All");

    /** Who may call until when. */
    private record Grant(Caller caller, Instant expires) {}

    AccessTokens(SigningKey key) throws GeneralSecurityException {
        this(key, AUDIENCE);
    }

    /** Tokens for another service of the tenant, the audience being its address. */
    AccessTokens(SigningKey key, String audience) throws GeneralSecurityException {
        this.key = key;
        this.audience = audience;
        this.publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(
                        new RSAPublicKeySpec(key.key().getModulus(), key.key().getPublicExponent()));
    }

    String issue(String app, String issuer, Instant now) {
        return issue(new Caller(app, null), issuer, now);
    }

    /** A token of an application, or a delegated one of a person. */
    String issue(Caller caller, String issuer, Instant now) {
        String id = UUID.randomUUID().toString();
        ObjectNode claims = Json.object()
                .put("aud", audience)
                .put("iss", issuer)
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond())
                .put("appid", caller.app())
                .put("idtyp", caller.person() == null ? "app" : "user")
                .put("tid", Simulator.TENANT_ID)
                .put("uti", id)
                .put("ver", "1.0");
        if (caller.person() == null) {
            ROLES.forEach(claims.putArray("roles")::add);
        } else {
            claims.put("oid", caller.person()).put("scp", "Tasks.ReadWrite TeamMember.ReadWrite.All");
        }
        return key.token(claims);
    }

    /** Who calls; 401 when the header does not carry a good token. */
    Caller caller(@Nullable String authorization, Instant now) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw refused("Access token is empty.");
        }
        String token = authorization.substring(7).strip();
        Grant grant = checked.get(token);
        if (grant == null) {
            grant = check(token);
            remember(token, grant);
        }
        if (!now.isBefore(grant.expires())) {
            throw refused("Lifetime validation failed, the token is expired.");
        }
        return grant.caller();
    }

    /** The same keys for another service. */
    AccessTokens forAudience(String other) {
        try {
            return new AccessTokens(key, other);
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot use its keys", e);
        }
    }

    private Grant check(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw refused("CompactToken parsing failed.");
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(publicKey);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonNode claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    || !audience.equals(claims.path("aud").asText())) {
                throw refused("Access token validation failure. Invalid signature or audience.");
            }
            return new Grant(
                    new Caller(claims.path("appid").asText(), Json.text(claims, "oid")),
                    Instant.ofEpochSecond(claims.path("exp").asLong()));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw refused("CompactToken parsing failed.");
        }
    }

    private void remember(String token, Grant grant) {
        if (checked.size() >= REMEMBERED) {
            checked.clear();
        }
        checked.put(token, grant);
    }

    private static GraphError refused(String message) {
        return GraphError.of(401, "InvalidAuthenticationToken", message)
                .withHeaders(Map.of("WWW-Authenticate", "Bearer realm=\"\", authorization_uri=\"\""));
    }
}
