package io.tandem.component.graph.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tandem.component.graph.client.ScriptedGraph;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

/** Issues validation tokens as Microsoft Entra does (graph-contract 9.6). */
public final class TokenIssuer {
    public static final String TENANT = "11111111-2222-3333-4444-555555555555";
    public static final String APPLICATION = "99999999-8888-7777-6666-000000000001";

    private final RSAKey key;

    public TokenIssuer(String keyId) {
        try {
            this.key = new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAKey key() {
        return key;
    }

    /** The claims of a good token, version 2. */
    public static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .audience(APPLICATION)
                .issuer("https://login.microsoftonline.com/" + TENANT + "/v2.0")
                .claim("tid", TENANT)
                .claim("ver", "2.0")
                .claim("azp", "0bf30f3b-4a52-48df-9a82-234910c4a086")
                .notBeforeTime(Date.from(now.minusSeconds(300)))
                .expirationTime(Date.from(now.plusSeconds(3600)));
    }

    public String token(JWTClaimsSet claims) {
        return token(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    }

    String token(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The two answers by which keys are found: the configuration, and the keys. */
    public static ScriptedGraph.Reply[] published(TokenIssuer... issuers) {
        JWKSet keys = new JWKSet(Arrays.stream(issuers)
                .map(issuer -> (JWK) issuer.key().toPublicJWK())
                .toList());
        return new ScriptedGraph.Reply[] {
            ScriptedGraph.json(200, "{\"jwks_uri\":\"{root}/common/discovery/keys\"}"),
            ScriptedGraph.json(200, keys.toString())
        };
    }
}
