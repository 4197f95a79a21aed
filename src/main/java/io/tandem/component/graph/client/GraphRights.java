package io.tandem.component.graph.client;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an application may do at Microsoft Graph by the token that it is given (graph-contract 1.2), for people who look for what
 * is missing. Nothing should branch on it: tokens are opaque to clients, and a right may come into force a while later.
 *
 * @param roles application permissions with admin consent
 * @param trouble why there is no token, null = there is one
 */
public record GraphRights(Set<String> roles, @Nullable GraphAnswer trouble) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE_SECONDS = 15;

    /** Copies the roles. */
    public GraphRights {
        roles = Set.copyOf(roles);
    }

    /** Signs in anew and returns what came of it; it may take some seconds, and never fails. */
    public static GraphRights of(GraphConnection connection) {
        return CompletableFuture.supplyAsync(() -> token(connection), Thread::startVirtualThread)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((token, failure) -> failure == null
                        ? new GraphRights(roles(token.getToken()), null)
                        : new GraphRights(Set.of(), TokenFailure.answer(failure)))
                .join();
    }

    private static AccessToken token(GraphConnection connection) {
        return GraphHttp.credential(connection)
                .getTokenSync(new TokenRequestContext().addScopes(connection.effectiveScope()));
    }

    /** The roles of a JWT; none of a token that is no such thing. */
    static Set<String> roles(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "e30"));
            Set<String> roles = new HashSet<>();
            claims.path("roles").forEach(role -> roles.add(role.asText()));
            return roles;
        } catch (IOException | IllegalArgumentException opaque) {
            return Set.of();
        }
    }
}
