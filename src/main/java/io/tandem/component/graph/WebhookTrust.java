package io.tandem.component.graph;

import io.tandem.component.graph.webhook.TokenExpectation;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom notifications are believed, as options say.
 *
 * @param configuration the options
 */
public record WebhookTrust(MicrosoftGraphConfiguration configuration) {
    private static final Pattern ID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Returns the ids of the tenants that may notify; none when the options name none by its id. */
    public Set<String> tenants() {
        Set<String> named = listed(configuration.getTenantIds());
        String own = configuration.getTenantId();
        return named.isEmpty() && own != null && ID.matcher(own).matches()
                ? Set.of(own.toLowerCase(Locale.ROOT))
                : named;
    }

    /**
     * Returns what validation tokens must say.
     *
     * @throws IllegalArgumentException when the options name no application or no tenant
     */
    public TokenExpectation expectation() {
        Set<String> audiences = new HashSet<>(listed(configuration.getApplicationIds()));
        audiences.addAll(listed(configuration.getAudience()));
        if (audiences.isEmpty()) {
            audiences.addAll(listed(configuration.getClientId()));
        }
        if (audiences.isEmpty() || tenants().isEmpty()) {
            throw new IllegalArgumentException(
                    "includeResourceData needs tenantIds and applicationIds, for the tokens of notifications");
        }
        return new TokenExpectation(audiences, tenants(), issuers(), keys());
    }

    /** Makes a client to fetch the keys of tokens with; it is the caller's to close. */
    public HttpClient keyClient() {
        return configuration.connection().newHttpClient();
    }

    private List<String> issuers() {
        List<String> issuers = new ArrayList<>(TokenExpectation.WORLDWIDE_ISSUERS);
        String authority = configuration.getAuthorityHost();
        if (authority != null) {
            issuers.add(bare(authority) + "/" + TokenExpectation.TENANT + "/v2.0");
        }
        return issuers;
    }

    private URI keys() {
        String authority = configuration.getAuthorityHost();
        if (configuration.getOpenIdConfiguration() != null) {
            return URI.create(configuration.getOpenIdConfiguration());
        }
        return authority == null
                ? TokenExpectation.WORLDWIDE_KEYS
                : URI.create(bare(authority) + "/common/.well-known/openid-configuration");
    }

    private static String bare(String root) {
        return root.replaceFirst("/+$", "");
    }

    private static Set<String> listed(@Nullable String list) {
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(",", -1))
                        .map(id -> id.strip().toLowerCase(Locale.ROOT))
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
