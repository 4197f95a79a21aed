package io.tandem.console;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose sign-in tokens are believed beside those of the configuration, for example those of Entra.
 *
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must hold
 * @param keys address of the issuer's keys (JWKS), null = the one that its OpenID configuration names
 * @param roles what people may do by the names that {@code roles} holds
 */
public record TokenIssuer(
        String issuer, String audience, @Nullable URI keys, Map<String, Caller.Role> roles) {
    /** Copies the roles. */
    public TokenIssuer {
        roles = Map.copyOf(roles);
    }

    /** {@return where the issuer says which keys it has} */
    URI configuration() {
        return URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
    }
}
