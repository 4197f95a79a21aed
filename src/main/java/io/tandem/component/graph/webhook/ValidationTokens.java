package io.tandem.component.graph.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks the tokens with which Microsoft Graph proves that it sent a post of rich notifications (graph-contract 9.6).
 *
 * <p>The keys are fetched when first needed, kept for an hour, and for four when they cannot be fetched again; a key
 * that is not among them makes it look again, at most twice in 30 s. Checking may therefore block for seconds. Safe for
 * use by many threads.
 */
public final class ValidationTokens {
    private static final int MOST_CHARACTERS = 16 << 10;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_IN_NEED = Duration.ofHours(4);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private final TokenClaims claims;

    /** How often old keys had to do because the newest could not be had. */
    private final AtomicLong outages = new AtomicLong();

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * Makes a check that fetches keys with the client, which stays the caller's to close.
     *
     * @throws IllegalArgumentException when the address of the OpenID configuration is none
     */
    public ValidationTokens(TokenExpectation expectation, HttpClient http, InstantSource clock) {
        this.claims = new TokenClaims(expectation, clock);
        this.processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys(expectation, http)));
        this.processor.setJWTClaimsSetVerifier(claims);
    }

    /** Returns whether all of the tokens are good now; none is not good enough. */
    public TokenVerdict check(List<String> tokens) {
        return check(tokens, claims.clock().instant());
    }

    /** Returns whether all of the tokens were good at that time; none is not good enough. */
    public TokenVerdict check(List<String> tokens, Instant at) {
        Set<String> tenants = new HashSet<>();
        for (String token : tokens) {
            switch (check(token, at)) {
                case TokenVerdict.Valid valid -> tenants.addAll(valid.tenants());
                case TokenVerdict.Refused refused -> {
                    return refused;
                }
                case TokenVerdict.Undecided undecided -> {
                    return undecided;
                }
            }
        }
        return tokens.isEmpty() ? new TokenVerdict.Refused("there is no token") : new TokenVerdict.Valid(tenants);
    }

    /** Returns whether the token is good now. */
    public TokenVerdict check(String token) {
        return check(token, claims.clock().instant());
    }

    private TokenVerdict check(String token, Instant at) {
        if (token.length() > MOST_CHARACTERS) {
            return new TokenVerdict.Refused("the token is too long");
        }
        long before = outages.get();
        try {
            SignedJWT signed = SignedJWT.parse(token);
            if (signed.getHeader().getKeyID() == null) {
                return new TokenVerdict.Refused("the token does not name its key");
            }
            JWTClaimsSet said = processor.process(signed, new TokenClaims.At(at));
            return new TokenVerdict.Valid(claims.tenants(said));
        } catch (ParseException notSigned) {
            return new TokenVerdict.Refused("the token is no signed JWT");
        } catch (KeySourceException noKeys) {
            return new TokenVerdict.Undecided("the keys cannot be had now");
        } catch (TokenClaims.Unexpected unexpected) {
            return new TokenVerdict.Refused(unexpected.sentence());
        } catch (BadJOSEException | JOSEException forged) {
            // Meanwhile the issuer may have got keys that nobody could tell us of.
            return outages.get() > before
                    ? new TokenVerdict.Undecided("the newest keys cannot be had now")
                    : new TokenVerdict.Refused("no key of the issuer made the token's signature with RS256");
        }
    }

    private JWKSource<SecurityContext> keys(TokenExpectation expectation, HttpClient http) {
        try {
            return JWKSourceBuilder.create(expectation.openIdConfiguration().toURL(), new OpenIdKeys(http))
                    .cache(KEPT.toMillis(), Duration.ofSeconds(15).toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN_LOOKS.toMillis())
                    .outageTolerant(KEPT_IN_NEED.toMillis(), old -> outages.incrementAndGet())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("openIdConfiguration: is no URL", e);
        }
    }
}
