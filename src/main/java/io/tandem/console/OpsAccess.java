package io.tandem.console;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the ops side, and under which names it is asked.
 *
 * @param tokens tokens of the configuration
 * @param issuer whose sign-in tokens are believed too, null = nobody's
 * @param hosts names by which it is reached besides those of loopback
 * @param behindProxy whether what a proxy says of the client ({@code X-Forwarded-*}) is believed
 */
public record OpsAccess(
        List<AccessToken> tokens, @Nullable TokenIssuer issuer, Set<String> hosts, boolean behindProxy) {
    /** Copies the collections. */
    public OpsAccess {
        tokens = List.copyOf(tokens);
        hosts = Set.copyOf(hosts);
    }
}
