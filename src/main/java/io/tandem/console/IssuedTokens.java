package io.tandem.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.regex.Pattern;

/** Checks the sign-in tokens of an issuer: JWTs that it signed with RS256. Checking may block for seconds. */
final class IssuedTokens {
    private static final Pattern SHAPE = Pattern.compile("[\\w-]{1,4096}\\.[\\w-]{1,16384}\\.[\\w-]{0,4096}");

    private final IssuedClaims claims;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    IssuedTokens(TokenIssuer issuer, JWKSource<SecurityContext> keys, Clock clock) {
        this.claims = new IssuedClaims(issuer, clock);
        this.processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        this.processor.setJWTClaimsSetVerifier(claims);
    }

    /** {@return whether this has the shape of such a token, so that it is worth a check} */
    static boolean looksIssued(String token) {
        return SHAPE.matcher(token).matches();
    }

    Admission check(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            if (signed.getHeader().getKeyID() == null) {
                return new Admission.Unknown("the token does not name its key");
            }
            return claims.admit(processor.process(signed, null));
        } catch (KeySourceException noKeys) {
            return new Admission.Undecided(
                    "the issuer of sign-in tokens does not tell its keys now; try again soon, or use"
                            + " a token of Tandem's configuration");
        } catch (IssuedClaims.Unexpected unexpected) {
            return new Admission.Unknown(unexpected.sentence());
        } catch (ParseException | BadJOSEException | JOSEException forged) {
            // Their messages may repeat parts of the token.
            return new Admission.Unknown("the token is not signed with RS256 by a key of the issuer");
        }
    }
}
