package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The client-credentials grant of the Microsoft identity platform (graph-contract 1.2), the simplest sign-in of a person (grant type
 * {@code password}), and the discovery documents.
 */
final class TokenEndpoint {
    private static final String TOKEN = "/oauth2/v2.0/token";
    private static final String CONFIGURATION = "/v2.0/.well-known/openid-configuration";
    /** The application in which people of the simulator work, unless they name another. */
    static final String PEOPLES_CLIENT = "00000000-0000-4000-8000-000000007ea3";

    private static final Pattern NEIGHBOUR = Pattern.compile("(https://localhost:\\d+)/\\.default");
    private static final Set<String> IDENTITY_SCOPES = Set.of("openid", "profile", "offline_access");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final AccessTokens tokens;
    private final World world;
    private final Discovery discovery;
    private final String clientSecret;

    /** An OAuth error: number of the AADSTS code, OAuth word, HTTP status and sentence. */
    private record Refusal(int number, String error, int status, String sentence) {}

    TokenEndpoint(AccessTokens tokens, World world, Discovery discovery, String clientSecret) {
        this.tokens = tokens;
        this.world = world;
        this.discovery = discovery;
        this.clientSecret = clientSecret;
    }

    static boolean serves(String path) {
        return path.endsWith(TOKEN) || path.endsWith(CONFIGURATION) || Discovery.serves(path);
    }

    GraphResponse answer(GraphRequest request) {
        String path = request.uri().replaceFirst("\\?.*", "");
        if (Discovery.serves(path)) {
            return discovery.answer(request);
        }
        String tenant = path.substring(1).replaceFirst("/.*", "");
        if (!Set.of(Simulator.TENANT, Simulator.TENANT_ID).contains(tenant)) {
            return refuse(
                    request,
                    new Refusal(
                            90002,
                            "invalid_request",
                            400,
                            "Tenant '" + tenant + "' not found. Check the tenant name."));
        }
        if (path.endsWith(CONFIGURATION)) {
            return GraphResponse.ok(configuration(request.base()));
        }
        return request.method().equals("POST")
                ? grant(request, form(new String(request.body(), StandardCharsets.UTF_8)))
                : refuse(
                        request,
                        new Refusal(900561, "invalid_request", 405, "The endpoint only accepts POST requests."));
    }

    private GraphResponse grant(GraphRequest request, Map<String, String> form) {
        String grantType = form.getOrDefault("grant_type", "");
        return switch (grantType) {
            case "client_credentials" -> application(request, form);
            case "password" -> person(request, form);
            default ->
                refuse(
                        request,
                        new Refusal(
                                70003,
                                "unsupported_grant_type",
                                400,
                                "The grant type '" + grantType + "' is not supported."));
        };
    }

    private GraphResponse application(GraphRequest request, Map<String, String> form) {
        String client = form.getOrDefault("client_id", "");
        String scope = form.getOrDefault("scope", "");
        if (!client.equals(Simulator.CLIENT_ID)) {
            return refuse(
                    request,
                    new Refusal(
                            700016,
                            "unauthorized_client",
                            400,
                            "Application with identifier '" + client + "' was not found in the directory."));
        }
        Optional<Refusal> refusal = secret(client, form.getOrDefault("client_secret", ""));
        if (refusal.isPresent()) {
            return refuse(request, refusal.get());
        }
        if (!resource(scope, request.base())) {
            return refuse(
                    request,
                    new Refusal(
                            70011, "invalid_scope", 400, "The provided value for scope '" + scope + "' is not valid."));
        }
        return issued(request, new AccessTokens.Caller(client, null), scope);
    }

    private Optional<Refusal> secret(String client, String secret) {
        if (secret.equals(clientSecret)) {
            return Optional.empty();
        }
        return Optional.of(
                secret.equals(Simulator.EXPIRED_CLIENT_SECRET)
                        ? new Refusal(
                                7000222,
                                "invalid_client",
                                401,
                                "The provided client secret keys for app '" + client + "' are expired.")
                        : new Refusal(7000215, "invalid_client", 401, "Invalid client secret provided."));
    }

    /**
     * Stands for a person who signs in to Teams: any password does, and client id and scope may be left out. The username is the user
     * principal name or the id of a user whose account is enabled.
     */
    private GraphResponse person(GraphRequest request, Map<String, String> form) {
        String username = form.getOrDefault("username", "");
        Optional<User> user = world.tenant().people().find(username);
        if (user.isEmpty()) {
            return refuse(
                    request,
                    new Refusal(
                            50034,
                            "invalid_grant",
                            400,
                            "The user account '" + username + "' does not exist in the directory."));
        }
        if (!user.get().enabled()) {
            return refuse(request, new Refusal(50057, "invalid_grant", 400, "The user account is disabled."));
        }
        String client = form.getOrDefault("client_id", PEOPLES_CLIENT);
        return issued(request, new AccessTokens.Caller(client, user.get().id()), "");
    }

    private GraphResponse issued(GraphRequest request, AccessTokens.Caller caller, String scope) {
        String issuer = "https://sts.windows.net/" + Simulator.TENANT_ID + "/";
        return GraphResponse.ok(Json.object()
                .put("token_type", "Bearer")
                .put("expires_in", AccessTokens.LIFETIME.toSeconds())
                .put("ext_expires_in", AccessTokens.LIFETIME.toSeconds())
                .put("access_token", tokensFor(scope, request.base()).issue(caller, issuer, request.time())));
    }

    /** Exactly one resource scope; the identity scopes that MSAL adds on its own are let through. */
    private static boolean resource(String scope, String base) {
        List<String> resources = Arrays.stream(scope.split(" ", -1))
                .filter(word -> !IDENTITY_SCOPES.contains(word))
                .toList();
        return resources.size() == 1
                && (Set.of("https://graph.microsoft.com/.default", base + "/.default")
                                .contains(resources.getFirst())
                        || NEIGHBOUR.matcher(resources.getFirst()).matches());
    }

    /** Tokens for the resource of a scope: Graph, or a stand-in of another service on this machine. */
    private AccessTokens tokensFor(String scope, String base) {
        return Arrays.stream(scope.split(" ", -1))
                .map(NEIGHBOUR::matcher)
                .filter(neighbour -> neighbour.matches() && !neighbour.group(1).equals(base))
                .findFirst()
                .map(neighbour -> tokens.forAudience(neighbour.group(1)))
                .orElse(tokens);
    }

    private static ObjectNode configuration(String base) {
        String root = base + "/" + Simulator.TENANT_ID;
        return Json.object()
                .put("issuer", root + "/v2.0")
                .put("authorization_endpoint", root + "/oauth2/v2.0/authorize")
                .put("token_endpoint", root + TOKEN)
                .put("jwks_uri", root + "/discovery/v2.0/keys");
    }

    private static GraphResponse refuse(GraphRequest request, Refusal refusal) {
        ObjectNode body = Json.object()
                .put("error", refusal.error())
                .put(
                        "error_description",
                        "AADSTS" + refusal.number() + ": " + refusal.sentence() + " Trace ID: " + request.requestId());
        body.putArray("error_codes").add(refusal.number());
        body.put("timestamp", TIMESTAMP.format(request.time()))
                .put("trace_id", request.requestId())
                .put("correlation_id", request.clientRequestId());
        return new GraphResponse(refusal.status(), Map.of(), body);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                fields.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
