package io.tandem.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An issuer of sign-in tokens with its OpenID configuration and its keys. */
final class EntraStandIn implements AutoCloseable {
    static final String AUDIENCE = "99999999-8888-7777-6666-000000000001";
    static final String ZOE = "5f0c1a52-8d3e-4b8f-9a51-0c9d2f1e7a10";
    static final RSAKey KEY = key("k1");

    private final HttpServer server;
    private final List<RSAKey> published = new CopyOnWriteArrayList<>(List.of(KEY));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    EntraStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException missing) {
            throw new IllegalStateException(missing);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/tenant/v2.0";
    }

    URI keys() {
        return URI.create(issuer() + "/keys");
    }

    TokenIssuer trusted() {
        return new TokenIssuer(
                issuer(),
                AUDIENCE,
                null,
                Map.of("Tandem.Viewer", Caller.Role.VIEWER, "Tandem.Operator", Caller.Role.OPERATOR));
    }

    /** The claims of a good token of an operator. */
    JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .claim("oid", ZOE)
                .claim("preferred_username", "zoe@contoso.example")
                .claim("roles", List.of("Tandem.Operator"))
                .notBeforeTime(Date.from(now.minusSeconds(300)))
                .expirationTime(Date.from(now.plusSeconds(3600)));
    }

    static String signed(JWTClaimsSet claims) {
        return signed(KEY, claims);
    }

    static String signed(RSAKey key, JWTClaimsSet claims) {
        try {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    new RSASSASigner(key),
                    claims);
        } catch (JOSEException noKey) {
            throw new IllegalStateException(noKey);
        }
    }

    static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException unfit) {
            throw new IllegalStateException(unfit);
        }
    }

    void publish(RSAKey... keys) {
        published.clear();
        published.addAll(List.of(keys));
    }

    void goDown(boolean away) {
        down = away;
    }

    /** {@return how often its keys were asked for} */
    long looks() {
        return asked.stream().filter(path -> path.endsWith("/keys")).count();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        String body = path.endsWith("/.well-known/openid-configuration")
                ? "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + keys() + "\"}"
                : new JWKSet(published.stream()
                                .map(key -> (JWK) key.toPublicJWK())
                                .toList())
                        .toString();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(down ? 503 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
