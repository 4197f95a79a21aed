package io.tandem.component.graph.webhook;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what a validation token says with what is expected (graph-contract 9.6). */
record TokenClaims(TokenExpectation expectation, InstantSource clock) implements JWTClaimsSetVerifier<SecurityContext> {
    /** The application Microsoft Graph Change Tracking, which sends notifications. */
    static final String CHANGE_TRACKING = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    private static final Duration SKEW = Duration.ofMinutes(1);

    /** The time at which a token had to be valid. */
    record At(Instant instant) implements SecurityContext {}

    @Override
    public void verify(JWTClaimsSet said, @Nullable SecurityContext context) throws BadJWTException {
        Instant now = context instanceof At at ? at.instant() : clock.instant();
        require(!Collections.disjoint(said.getAudience(), expectation.audiences()), "is for none of our applications");
        Date expires = said.getExpirationTime();
        require(expires != null && now.isBefore(expires.toInstant().plus(SKEW)), "has expired, or never does");
        Date begins = said.getNotBeforeTime();
        require(begins == null || now.isAfter(begins.toInstant().minus(SKEW)), "is not valid yet");
        Set<String> tenants = tenants(said);
        require(!tenants.isEmpty(), "is from no issuer of a tenant we know");
        String tenant = text(said, "tid");
        require(tenant.isEmpty() || tenants.contains(tenant.toLowerCase(Locale.ROOT)), "names two tenants");
        require(CHANGE_TRACKING.equalsIgnoreCase(caller(said)), "was not issued to Microsoft Graph Change Tracking");
    }

    /** Returns the known tenants that the token speaks for: one or none. */
    Set<String> tenants(JWTClaimsSet said) {
        return expectation.tenantsOf(Objects.requireNonNullElse(said.getIssuer(), ""));
    }

    private static String caller(JWTClaimsSet said) throws Unexpected {
        return switch (text(said, "ver")) {
            case "1.0" -> text(said, "appid");
            case "2.0" -> text(said, "azp");
            default -> "";
        };
    }

    private static String text(JWTClaimsSet said, String claim) throws Unexpected {
        try {
            return Objects.requireNonNullElse(said.getStringClaim(claim), "");
        } catch (ParseException noText) {
            throw new Unexpected("has claims of the wrong type");
        }
    }

    private static void require(boolean met, String otherwise) throws Unexpected {
        if (!met) {
            throw new Unexpected(otherwise);
        }
    }

    /** What is wrong with a token whose signature is good. */
    static final class Unexpected extends BadJWTException {
        private static final long serialVersionUID = 1L;

        Unexpected(String predicate) {
            super(predicate);
        }

        String sentence() {
            return "the token " + getMessage();
        }
    }
}
