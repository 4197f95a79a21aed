package io.tandem.component.graph.webhook;

import static io.tandem.component.graph.client.ScriptedGraph.status;
import static io.tandem.component.graph.webhook.TokenIssuer.APPLICATION;
import static io.tandem.component.graph.webhook.TokenIssuer.TENANT;
import static io.tandem.component.graph.webhook.TokenIssuer.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.tandem.component.graph.client.ScriptedGraph;
import io.tandem.component.graph.webhook.TokenVerdict.Refused;
import io.tandem.component.graph.webhook.TokenVerdict.Undecided;
import io.tandem.component.graph.webhook.TokenVerdict.Valid;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTokensTest {
    private static final TokenIssuer ENTRA = new TokenIssuer("k1");
    private static final TokenIssuer LATER = new TokenIssuer("k2");
    private static final TokenIssuer FORGER = new TokenIssuer("k1");
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final ScriptedGraph entra = ScriptedGraph.plain();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ValidationTokens tokens = new ValidationTokens(
            new TokenExpectation(
                    Set.of(APPLICATION),
                    Set.of(TENANT),
                    TokenExpectation.WORLDWIDE_ISSUERS,
                    URI.create(entra.root() + "/common/.well-known/openid-configuration")),
            http,
            () -> NOW);

    @AfterEach
    void stop() {
        http.shutdownNow();
        entra.close();
    }

    @Test
    void believesATokenOfEitherVersion() {
        entra.answers(published(ENTRA));
        String second = ENTRA.token(TokenIssuer.claims(NOW).build());
        String first = ENTRA.token(TokenIssuer.claims(NOW)
                .issuer("https://sts.windows.net/" + TENANT + "/")
                .claim("ver", "1.0")
                .claim("azp", null)
                .claim("appid", TokenClaims.CHANGE_TRACKING)
                .build());

        assertThat(tokens.check(List.of(first, second))).isEqualTo(new Valid(Set.of(TENANT)));
        assertThat(entra.received())
                .extracting(ScriptedGraph.Received::uri)
                .containsExactly("/common/.well-known/openid-configuration", "/common/discovery/keys");
    }

    @Test
    void acceptsAMinuteOfSkew() {
        entra.answers(published(ENTRA));
        JWTClaimsSet skewed = TokenIssuer.claims(NOW)
                .expirationTime(Date.from(NOW.minusSeconds(50)))
                .notBeforeTime(Date.from(NOW.plusSeconds(50)))
                .build();

        assertThat(tokens.check(ENTRA.token(skewed))).isInstanceOf(Valid.class);
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("has expired", claims -> claims.expirationTime(Date.from(NOW.minusSeconds(61)))),
                lie("has expired", claims -> claims.expirationTime(null)),
                lie("not valid yet", claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(61)))),
                lie("none of our applications", claims -> claims.audience("another")),
                lie("none of our applications", claims -> claims.audience((String) null)),
                lie("Change Tracking", claims -> claims.claim("azp", APPLICATION)),
                lie("Change Tracking", claims -> claims.claim("azp", null)),
                lie(
                        "Change Tracking",
                        claims -> claims.claim("azp", APPLICATION).claim("appid", TokenClaims.CHANGE_TRACKING)),
                lie("Change Tracking", claims -> claims.claim("ver", "1.0")),
                lie("Change Tracking", claims -> claims.claim("ver", null)),
                lie("no issuer", claims -> claims.issuer("https://login.microsoftonline.com/another/v2.0")),
                lie("no issuer", claims -> claims.issuer("https://evil.example/" + TENANT + "/")),
                lie("no issuer", claims -> claims.issuer(null)),
                lie("two tenants", claims -> claims.claim("tid", "another")),
                lie("wrong type", claims -> claims.claim("tid", 7)),
                lie("wrong type", claims -> claims.claim("ver", List.of("2.0"))));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void refusesAWellSignedTokenThatSaysOtherThings(String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        entra.answers(published(ENTRA));
        String token = ENTRA.token(change.apply(TokenIssuer.claims(NOW)).build());

        assertThat(tokens.check(token))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains(why));
    }

    @Test
    void refusesAForgedSignature() {
        entra.answers(published(ENTRA));

        assertThat(tokens.check(FORGER.token(TokenIssuer.claims(NOW).build()))).isInstanceOf(Refused.class);
    }

    @Test
    void refusesChangedClaims() {
        entra.answers(published(ENTRA));
        String[] good = ENTRA.token(TokenIssuer.claims(NOW).build()).split("\\.", -1);
        String[] other =
                ENTRA.token(TokenIssuer.claims(NOW).subject("x").build()).split("\\.", -1);

        assertThat(tokens.check(good[0] + "." + other[1] + "." + good[2])).isInstanceOf(Refused.class);
    }

    @Test
    void refusesATokenWithoutSignature() {
        entra.answers(published(ENTRA));
        String unsigned = new PlainJWT(TokenIssuer.claims(NOW).build()).serialize();
        String stripped = ENTRA.token(TokenIssuer.claims(NOW).build()).replaceFirst("[^.]+$", "");

        assertThat(tokens.check(unsigned)).isInstanceOf(Refused.class);
        assertThat(tokens.check(stripped)).isInstanceOf(Refused.class);
    }

    /** The public key is known to all; taken for a shared secret it would let anybody sign. */
    @Test
    void refusesATokenSignedWithThePublicKeyAsSecret() throws JOSEException {
        entra.answers(published(ENTRA));
        byte[] der = ENTRA.key().toRSAPublicKey().getEncoded();
        byte[] jwk = ENTRA.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);

        for (byte[] secret : List.of(der, jwk)) {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
                    TokenIssuer.claims(NOW).build());
            token.sign(new MACSigner(secret));

            assertThat(tokens.check(token.serialize())).isInstanceOf(Refused.class);
        }
    }

    @Test
    void refusesOtherAlgorithmsOfTheSameKey() {
        entra.answers(published(ENTRA));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("k1").build();

        assertThat(tokens.check(ENTRA.token(header, TokenIssuer.claims(NOW).build())))
                .isInstanceOf(Refused.class);
    }

    @Test
    void refusesATokenThatBringsItsKeyAlong() {
        entra.answers(published(ENTRA));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("k1")
                .jwk(FORGER.key().toPublicJWK())
                .build();

        assertThat(tokens.check(FORGER.token(header, TokenIssuer.claims(NOW).build())))
                .isInstanceOf(Refused.class);
    }

    @Test
    void refusesATokenThatDoesNotNameItsKey() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).build();

        assertThat(tokens.check(ENTRA.token(header, TokenIssuer.claims(NOW).build())))
                .isInstanceOf(Refused.class);
        assertThat(entra.received()).isEmpty();
    }

    @Test
    void refusesThePostWhenOneTokenOfManyIsBad() {
        entra.answers(published(ENTRA));
        String good = ENTRA.token(TokenIssuer.claims(NOW).build());

        assertThat(tokens.check(List.of(good, "x.y.z"))).isInstanceOf(Refused.class);
        assertThat(tokens.check(List.of())).isInstanceOf(Refused.class);
    }

    @Test
    void fetchesKeysAgainWhenTheyWereRotated() {
        entra.answers(published(ENTRA));
        entra.answers(published(ENTRA, LATER));
        tokens.check(ENTRA.token(TokenIssuer.claims(NOW).build()));

        TokenVerdict verdict = tokens.check(LATER.token(TokenIssuer.claims(NOW).build()));

        assertThat(verdict).isInstanceOf(Valid.class);
    }

    @Test
    void doesNotLetStrangersMakeItFetchKeysAllTheTime() {
        for (int i = 0; i < 10; i++) {
            entra.answers(published(ENTRA));
        }
        tokens.check(ENTRA.token(TokenIssuer.claims(NOW).build()));

        for (int i = 0; i < 8; i++) {
            assertThat(tokens.check(LATER.token(TokenIssuer.claims(NOW).build())))
                    .isNotInstanceOf(Valid.class);
        }

        assertThat(entra.received()).hasSizeLessThanOrEqualTo(4);
        assertThat(tokens.check(ENTRA.token(TokenIssuer.claims(NOW).build()))).isInstanceOf(Valid.class);
    }

    @Test
    void cannotSayWithoutKeys() {
        entra.answers(status(503));

        assertThat(tokens.check(ENTRA.token(TokenIssuer.claims(NOW).build())))
                .isEqualTo(new Undecided("the keys cannot be had now"));
    }

    @Test
    void cannotSayOfAKeyThatMayHaveComeWhileKeysCannotBeHad() {
        entra.answers(published(ENTRA));
        entra.answers(status(503));
        tokens.check(ENTRA.token(TokenIssuer.claims(NOW).build()));

        TokenVerdict verdict = tokens.check(LATER.token(TokenIssuer.claims(NOW).build()));

        assertThat(verdict).isEqualTo(new Undecided("the newest keys cannot be had now"));
        assertThat(tokens.check(ENTRA.token(TokenIssuer.claims(NOW).build()))).isInstanceOf(Valid.class);
    }

    @Test
    void neverThrowsOnAnyText() {
        entra.answers(published(ENTRA));
        Random random = new Random(7);
        String good = ENTRA.token(TokenIssuer.claims(NOW).build());

        for (int i = 0; i < 2_000; i++) {
            StringBuilder broken = new StringBuilder(good);
            broken.setCharAt(random.nextInt(good.length() - 2), (char) random.nextInt(128));
            String cut = good.substring(0, random.nextInt(good.length() - 10));

            assertThat(tokens.check(cut)).isNotInstanceOf(Valid.class);
            // Both alphabets of Base64 are read; what says the same is no forgery.
            if (!broken.toString().replace('+', '-').replace('/', '_').equals(good)) {
                assertThat(tokens.check(broken.toString())).isNotInstanceOf(Valid.class);
            }
        }
        assertThat(tokens.check("a.b.c")).isInstanceOf(Refused.class);
        assertThat(tokens.check("x".repeat(20_000))).isEqualTo(new Refused("the token is too long"));
    }

    @Test
    void wantsSomethingToExpect() {
        assertThatIllegalArgumentException().isThrownBy(() -> TokenExpectation.worldwide(Set.of(), Set.of(TENANT)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenExpectation.worldwide(Set.of(APPLICATION), Set.of()));
    }

    private static Arguments lie(String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(why, change);
    }
}
