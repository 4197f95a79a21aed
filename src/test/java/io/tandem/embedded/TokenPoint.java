package io.tandem.embedded;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives an app tokens for whatever it asks for, as Entra does, but without TLS. */
public final class TokenPoint implements AutoCloseable {
    private final HttpServer server;
    private final RSAKey key;
    private final String login;
    private final List<String> paths = new CopyOnWriteArrayList<>();

    private TokenPoint(HttpServer server, RSAKey key, String login) {
        this.server = server;
        this.key = key;
        this.login = login;
    }

    public static TokenPoint of(String app, String secret) throws IOException, JOSEException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] login = (app + ":" + secret).getBytes(StandardCharsets.UTF_8);
        TokenPoint point = new TokenPoint(
                server,
                new RSAKeyGenerator(2048).keyID("k1").generate(),
                "Basic " + Base64.getEncoder().encodeToString(login));
        server.createContext("/keys", asked -> answer(asked, 200, new JWKSet(point.key.toPublicJWK()).toString()));
        server.createContext("/", point::token);
        server.start();
        return point;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** {@return where tokens were asked for} */
    public List<String> paths() {
        return paths;
    }

    private void token(HttpExchange asked) throws IOException {
        String form = URLDecoder.decode(
                new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        paths.add(asked.getRequestURI().getPath() + " " + form);
        if (!login.equals(asked.getRequestHeaders().getFirst("Authorization"))) {
            answer(asked, 401, "{\"error\": \"invalid_client\"}");
            return;
        }
        String audience = form.replaceFirst(".*scope=", "").replaceFirst("/\\.default.*", "");
        answer(
                asked,
                200,
                "{\"token_type\": \"Bearer\", \"expires_in\": 3599, \"access_token\": \"" + signed(audience) + "\"}");
    }

    private String signed(String audience) {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .subject("app")
                        .audience(audience)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(3599)))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    private static void answer(HttpExchange asked, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().add("Content-Type", "application/json");
        asked.sendResponseHeaders(status, bytes.length);
        asked.getResponseBody().write(bytes);
        asked.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
