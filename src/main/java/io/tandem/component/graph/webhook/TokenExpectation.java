package io.tandem.component.graph.webhook;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a validation token must say (graph-contract 9.6).
 *
 * @param audiences the ids of our applications, one of which it is for
 * @param tenants the ids of the tenants we know
 * @param issuers the forms of an issuer, with {@code {tenantid}} in the place of the tenant
 * @param openIdConfiguration where the keys are found
 */
public record TokenExpectation(
        Set<String> audiences, Set<String> tenants, List<String> issuers, URI openIdConfiguration) {
    /** The place of the tenant in an issuer. */
    public static final String TENANT = "{tenantid}";

    /** The issuers of Microsoft's worldwide cloud: version 1 and 2. */
    public static final List<String> WORLDWIDE_ISSUERS =
            List.of("https://sts.windows.net/" + TENANT + "/", "https://login.microsoftonline.com/" + TENANT + "/v2.0");

    /** Where Microsoft's worldwide cloud tells its keys. */
    public static final URI WORLDWIDE_KEYS =
            URI.create("https://login.microsoftonline.com/common/.well-known/openid-configuration");

    /** Refuses to expect nothing, and takes the tenants' ids in lower case. */
    public TokenExpectation {
        if (audiences.isEmpty() || tenants.isEmpty() || issuers.isEmpty()) {
            throw new IllegalArgumentException("audiences, tenants, issuers: one of each is needed to check tokens");
        }
        audiences = Set.copyOf(audiences);
        tenants = tenants.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        issuers = List.copyOf(issuers);
    }

    /** Expects tokens of Microsoft's worldwide cloud. */
    public static TokenExpectation worldwide(Set<String> audiences, Set<String> tenants) {
        return new TokenExpectation(audiences, tenants, WORLDWIDE_ISSUERS, WORLDWIDE_KEYS);
    }

    /** Returns the known tenants whose issuer this is: one or none. */
    Set<String> tenantsOf(String issuer) {
        return tenants.stream()
                .filter(tenant -> issuers.stream()
                        .anyMatch(form -> form.replace(TENANT, tenant).equalsIgnoreCase(issuer)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
