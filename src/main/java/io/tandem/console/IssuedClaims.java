package io.tandem.console;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a sign-in token says with what is configured, and reads from it who comes. */
record IssuedClaims(TokenIssuer issuer, Clock clock) implements JWTClaimsSetVerifier<SecurityContext> {
    private static final Duration SKEW = Duration.ofMinutes(5);

    @Override
    public void verify(JWTClaimsSet said, @Nullable SecurityContext context) throws BadJWTException {
        Instant now = clock.instant();
        require(issuer.issuer().equals(said.getIssuer()), "is of another issuer than tandem.ops.issuer");
        require(said.getAudience().contains(issuer.audience()), "is for another audience than tandem.ops.audience");
        Date expires = said.getExpirationTime();
        require(expires != null && now.isBefore(expires.toInstant().plus(SKEW)), "has expired, or never does");
        Date begins = said.getNotBeforeTime();
        require(begins == null || !now.isBefore(begins.toInstant().minus(SKEW)), "is not valid yet");
        require(account(said).isPresent(), "names no account");
    }

    Admission admit(JWTClaimsSet said) {
        String account = account(said).orElseThrow();
        String name = text(said, "preferred_username").orElse(account);
        Instant until = said.getExpirationTime().toInstant().plus(SKEW);
        return roles(said).stream()
                .map(issuer.roles()::get)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .<Admission>map(role -> new Admission.Granted(new Caller(name, role), account, until))
                .orElseGet(() -> new Admission.Barred("the account has none of the roles "
                        + String.join(
                                ", ", issuer.roles().keySet().stream().sorted().toList())
                        + "; assign one in the directory"));
    }

    private static Optional<String> account(JWTClaimsSet said) {
        return Stream.of("oid", "sub")
                .flatMap(claim -> text(said, claim).stream())
                .findFirst();
    }

    private static Optional<String> text(JWTClaimsSet said, String claim) {
        return said.getClaim(claim) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static List<String> roles(JWTClaimsSet said) {
        try {
            return Objects.requireNonNullElse(said.getStringListClaim("roles"), List.of());
        } catch (ParseException noList) {
            return List.of();
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
