package io.tandem.console;

import static io.tandem.console.EntraStandIn.KEY;
import static io.tandem.console.EntraStandIn.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.tandem.console.TestOps.Browser;
import io.tandem.simulator.TestClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IssuedTokensTest {
    private static final RSAKey LATER = EntraStandIn.key("k2");
    private static final RSAKey FORGED = EntraStandIn.key("k1");
    private static final String BAD_SIGNATURE = "the token is not signed with RS256 by a key of the issuer";

    private final EntraStandIn entra = new EntraStandIn();
    private final TestOps ops = TestOps.start(TestOps.with(entra.trusted(), Set.of(), false));

    @AfterEach
    void stop() {
        ops.close();
        entra.close();
    }

    @Test
    void letsInWhomTheIssuerGaveARole() {
        HttpResponse<String> operator = session(signed(claims().build()));
        HttpResponse<String> viewer = session(signed(
                claims().claim("roles", List.of("Other", "Tandem.Viewer")).build()));

        assertThat(operator.body()).isEqualTo("{\"name\":\"zoe@contoso.example\",\"role\":\"operator\"}");
        assertThat(viewer.body()).isEqualTo("{\"name\":\"zoe@contoso.example\",\"role\":\"viewer\"}");
        assertThat(entra.asked()).containsExactly("/tenant/v2.0/.well-known/openid-configuration", "/tenant/v2.0/keys");
        assertThat(ops.get("/api/status", TestOps.VIEWER).statusCode()).isEqualTo(200);
    }

    @Test
    void callsWhoHasNoNameByTheAccount() {
        assertThat(session(signed(claims().claim("preferred_username", null).build()))
                        .body())
                .contains("\"name\":\"" + EntraStandIn.ZOE + "\"");
        assertThat(session(signed(claims().claim("preferred_username", null)
                                .claim("oid", null)
                                .subject("subject")
                                .build()))
                        .body())
                .contains("\"name\":\"subject\"");
    }

    @Test
    void acceptsFiveMinutesOfSkew() {
        JWTClaimsSet skewed = claims().notBeforeTime(Date.from(now().plusSeconds(299)))
                .expirationTime(Date.from(now().minusSeconds(299)))
                .build();

        assertThat(session(signed(skewed)).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> wrongClaims() {
        Instant now = new TestClock().instant();
        return Stream.of(
                wrong(
                        claims -> claims.issuer("https://evil.example/v2.0"),
                        "is of another issuer than tandem.ops.issuer"),
                wrong(claims -> claims.issuer(null), "is of another issuer than tandem.ops.issuer"),
                wrong(claims -> claims.audience("another"), "is for another audience than tandem.ops.audience"),
                wrong(claims -> claims.audience((String) null), "is for another audience than tandem.ops.audience"),
                wrong(claims -> claims.expirationTime(Date.from(now.minusSeconds(300))), "has expired, or never does"),
                wrong(claims -> claims.expirationTime(null), "has expired, or never does"),
                wrong(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(301))), "is not valid yet"),
                wrong(claims -> claims.claim("oid", null), "names no account"),
                wrong(claims -> claims.claim("oid", 7), "names no account"));
    }

    private static Arguments wrong(UnaryOperator<JWTClaimsSet.Builder> change, String why) {
        return Arguments.of(change, why);
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void refusesWhatIsNotMeantForIt(UnaryOperator<JWTClaimsSet.Builder> change, String why) {
        String token = signed(change.apply(claims()).build());

        assertThat(session(token).statusCode()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(ops.log())
                .isEqualTo("A token was refused reason='the token " + why + "' address=127.0.0.1")
                .doesNotContain(token));
    }

    static Stream<Arguments> forgeries() throws JOSEException {
        JWSHeader hmac = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build();
        JWSHeader longer = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("k1").build();
        byte[] publicKey = KEY.toRSAPublicKey().getEncoded();
        return Stream.of(
                forged("alg none", claims -> new PlainJWT(claims).serialize()),
                forged(
                        "alg none with a kid",
                        claims -> "eyJhbGciOiJub25lIiwia2lkIjoiazEifQ."
                                + new PlainJWT(claims).serialize().split("\\.", -1)[1] + "."),
                forged("HS256 with the public key", claims -> signed(hmac, hmac(publicKey), claims)),
                forged(
                        "HS256 with the public key as text",
                        claims -> signed(
                                hmac, hmac(KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)), claims)),
                forged("RS512", claims -> signed(longer, rsa(KEY), claims)),
                forged("another key of the same name", claims -> signed(FORGED, claims)),
                forged("an unknown key", claims -> signed(LATER, claims)),
                forged("another payload", claims -> {
                    String[] good = signed(claims).split("\\.", -1);
                    String[] other = signed(new JWTClaimsSet.Builder(claims)
                                    .claim("x", "y")
                                    .build())
                            .split("\\.", -1);
                    return good[0] + "." + other[1] + "." + good[2];
                }),
                forged("no signature", claims -> signed(claims).replaceFirst("\\.[^.]*$", ".")),
                forged("no JSON", claims -> "abc.def.ghi"));
    }

    private static Arguments forged(String how, Function<JWTClaimsSet, String> forgery) {
        return Arguments.of(how, forgery);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void refusesWhatTheIssuerDidNotSign(String how, Function<JWTClaimsSet, String> forgery) {
        String token = forgery.apply(claims().build());

        assertThat(session(token).statusCode()).isEqualTo(401);
        assertThat(ops.log()).isEqualTo("A token was refused reason='" + BAD_SIGNATURE + "' address=127.0.0.1");
    }

    @Test
    void refusesATokenThatDoesNotNameItsKey() {
        JWSHeader header = new JWSHeader(JWSAlgorithm.RS256);

        assertThat(session(signed(header, rsa(KEY), claims().build())).statusCode())
                .isEqualTo(401);
        assertThat(entra.looks()).isZero();
    }

    @Test
    void tellsWhoHasNoRoleThatOneIsMissing() {
        for (JWTClaimsSet.Builder claims : List.of(
                claims().claim("roles", null),
                claims().claim("roles", List.of()),
                claims().claim("roles", List.of("Tandem.viewer")),
                claims().claim("roles", "Tandem.Operator"))) {
            HttpResponse<String> answer = session(signed(claims.build()));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("the account has none of the roles Tandem.Operator, Tandem.Viewer; assign one");
        }
        assertThat(ops.log()).contains("the account has none of the roles");
    }

    @Test
    void looksForAnUnknownKeyOnceInFiveMinutes() {
        assertThat(session(signed(claims().build())).statusCode()).isEqualTo(200);
        entra.publish(KEY, LATER);
        assertThat(session(signed(LATER, claims().build())).statusCode()).isEqualTo(401);
        ops.time().advance(Duration.ofSeconds(299));
        assertThat(session(signed(LATER, claims().build())).statusCode()).isEqualTo(401);
        assertThat(entra.looks()).isEqualTo(1);

        ops.time().advance(Duration.ofSeconds(1));

        assertThat(session(signed(LATER, claims().build())).statusCode()).isEqualTo(200);
        assertThat(session(signed(claims().build())).statusCode()).isEqualTo(200);
        assertThat(entra.looks()).isEqualTo(2);
    }

    @Test
    void blamesNobodyWhenTheIssuerIsDown() {
        entra.goDown(true);

        HttpResponse<String> answer = session(signed(claims().build()));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("10");
        assertThat(answer.body()).contains("the issuer of sign-in tokens does not tell its keys now");
        assertThat(ops.get("/api/status", TestOps.VIEWER).statusCode()).isEqualTo(200);

        entra.goDown(false);
        assertThat(session(signed(claims().build())).statusCode())
                .as("within 10 s")
                .isEqualTo(503);
        ops.time().advance(Duration.ofSeconds(10));
        assertThat(session(signed(claims().build())).statusCode()).isEqualTo(200);
    }

    @Test
    void goesOnWithItsKeysForADayWhileTheIssuerIsDown() {
        assertThat(session(signed(claims().build())).statusCode()).isEqualTo(200);
        entra.goDown(true);

        ops.time().advance(Duration.ofHours(23));
        assertThat(session(signed(claims().build())).statusCode()).isEqualTo(200);
        assertThat(session(signed(LATER, claims().build())).statusCode()).isEqualTo(503);
        ops.time().advance(Duration.ofHours(1));
        assertThat(session(signed(claims().build())).statusCode()).isEqualTo(503);
    }

    @Test
    void readsTheKeysAgainAfterAnHour() {
        assertThat(session(signed(claims().build())).statusCode()).isEqualTo(200);
        entra.publish(LATER);
        ops.time().advance(Duration.ofHours(1));

        assertThat(session(signed(claims().build())).statusCode()).isEqualTo(401);
    }

    @Test
    void readsKeysWhereTheConfigurationSaysTheyAre() {
        TokenIssuer trusted = entra.trusted();
        TokenIssuer direct = new TokenIssuer(trusted.issuer(), trusted.audience(), entra.keys(), trusted.roles());
        try (TestOps other = TestOps.start(TestOps.with(direct, Set.of(), false))) {
            assertThat(other.get("/api/status", signed(claims().build())).statusCode())
                    .isEqualTo(200);
        }
        assertThat(entra.asked()).containsExactly("/tenant/v2.0/keys");
    }

    @Test
    void opensASessionThatEndsWithTheToken() {
        Browser browser = ops.browser(
                signed(claims().expirationTime(Date.from(now().plusSeconds(60))).build()));

        assertThat(ops.log())
                .isEqualTo("Somebody signed in account=" + EntraStandIn.ZOE + " role=operator address=127.0.0.1");
        ops.time().advance(Duration.ofSeconds(359));
        assertThat(ops.send("GET", "/api/status", request -> request.header("Cookie", browser.cookie()))
                        .statusCode())
                .isEqualTo(200);
        ops.time().advance(Duration.ofSeconds(1));
        assertThat(ops.send("GET", "/api/status", request -> request.header("Cookie", browser.cookie()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void readsABodyThatArrivesWhileTheTokenIsChecked() {
        String token = signed(claims().build());
        HttpResponse<String> answer = ops.send(
                "POST",
                "/api/status",
                request -> request.header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString("x".repeat(100_000))));

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> session(String token) {
        return ops.get("/api/session", token);
    }

    private JWTClaimsSet.Builder claims() {
        return entra.claims(now());
    }

    private Instant now() {
        return ops.time().instant();
    }

    private static MACSigner hmac(byte[] secret) {
        try {
            return new MACSigner(secret);
        } catch (JOSEException tooShort) {
            throw new IllegalStateException(tooShort);
        }
    }

    private static RSASSASigner rsa(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException noPrivateKey) {
            throw new IllegalStateException(noPrivateKey);
        }
    }
}
