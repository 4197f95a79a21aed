package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and checks signed access tokens (JWT, RS256). A token outlives a restart, because the key does. */
final class AccessTokens {
    static final Duration LIFETIME = Duration.ofSeconds(3599);

    private static final String KEY_ID = "simulator-1";
    private static final String AUDIENCE = "https://graph.microsoft.com";
    private static final int REMEMBERED = 64;

    private final RSAPrivateCrtKey key;
    private final PublicKey publicKey;
    private final String audience;
    private final Map<String, Grant> checked = new LinkedHashMap<>();

    /** Who may call until when. */
    private record Grant(String app, Instant expires) {}

    AccessTokens(RSAPrivateCrtKey key) throws GeneralSecurityException {
        this(key, AUDIENCE);
    }

    /** Tokens for another service of the tenant, the audience being its address. */
    AccessTokens(RSAPrivateCrtKey key, String audience) throws GeneralSecurityException {
        this.key = key;
        this.audience = audience;
        this.publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    }

    String issue(String app, String issuer, Instant now) {
        String id = UUID.randomUUID().toString();
        ObjectNode claims = Json.object()
                .put("aud", audience)
                .put("iss", issuer)
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond())
                .put("appid", app)
                .put("idtyp", "app")
                .put("tid", Simulator.TENANT_ID)
                .put("uti", id)
                .put("ver", "1.0");
        ObjectNode header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", KEY_ID);
        String content = encode(Json.bytes(header)) + "." + encode(Json.bytes(claims));
        return content + "." + encode(sign(content));
    }

    /** The application that calls; 401 when the header does not carry a good token. */
    String caller(@Nullable String authorization, Instant now) {
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
        return grant.app();
    }

    /** The same keys for another service. */
    AccessTokens forAudience(String other) {
        try {
            return new AccessTokens(key, other);
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot use its keys", e);
        }
    }

    /** The public key as a JSON Web Key Set. */
    ObjectNode keySet() {
        ObjectNode set = Json.object();
        set.putArray("keys")
                .addObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", KEY_ID)
                .put("n", encode(unsigned(key.getModulus())))
                .put("e", encode(unsigned(key.getPublicExponent())));
        return set;
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
                    claims.path("appid").asText(),
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

    private byte[] sign(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot sign a token", e);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static GraphError refused(String message) {
        return GraphError.of(401, "InvalidAuthenticationToken", message)
                .withHeaders(Map.of("WWW-Authenticate", "Bearer realm=\"\", authorization_uri=\"\""));
    }
}
