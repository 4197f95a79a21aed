package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Where receivers of notifications find the keys of validation tokens, with {@code common} for the tenant too (graph-contract 9.6). */
final class Discovery {
    private static final String V1 = "/.well-known/openid-configuration";
    private static final String V2 = "/v2.0/.well-known/openid-configuration";
    private static final String V1_KEYS = "/discovery/keys";
    private static final String V2_KEYS = "/discovery/v2.0/keys";
    private static final Set<String> TENANTS = Set.of("common", Simulator.TENANT, Simulator.TENANT_ID);

    private final ValidationTokens tokens;

    Discovery(ValidationTokens tokens) {
        this.tokens = tokens;
    }

    /** The v2 configuration of the tenant itself belongs to its token endpoint. */
    static boolean serves(String path) {
        if (!path.endsWith("/keys") && !path.endsWith("/openid-configuration")) {
            return false;
        }
        String tenant = tenant(path);
        String document = path.substring(1 + tenant.length());
        return TENANTS.contains(tenant) && Set.of(V1, V1_KEYS, V2_KEYS).contains(document)
                || path.equals("/common" + V2);
    }

    GraphResponse answer(GraphRequest request) {
        String path = request.uri().replaceFirst("\\?.*", "");
        if (!request.method().equals("GET")) {
            return GraphError.of(405, "Request_BadRequest", "Only GET is allowed for " + path + ".")
                    .response(request);
        }
        return GraphResponse.ok(path.endsWith("/keys") ? tokens.keySet() : configuration(request.base(), path));
    }

    private static ObjectNode configuration(String base, String path) {
        boolean v1 = !path.endsWith(V2);
        String tenant = tenant(path);
        String root = base + "/" + tenant;
        String issuing = tenant.equals("common") ? "{tenantid}" : Simulator.TENANT_ID;
        return Json.object()
                .put("issuer", ValidationTokens.issuer(v1, issuing))
                .put("authorization_endpoint", root + (v1 ? "/oauth2/authorize" : "/oauth2/v2.0/authorize"))
                .put("token_endpoint", root + (v1 ? "/oauth2/token" : "/oauth2/v2.0/token"))
                .put("jwks_uri", root + (v1 ? V1_KEYS : V2_KEYS));
    }

    private static String tenant(String path) {
        return path.substring(1).replaceFirst("/.*", "");
    }
}
