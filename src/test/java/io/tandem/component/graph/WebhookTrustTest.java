package io.tandem.component.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tandem.component.graph.webhook.TokenExpectation;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTrustTest {
    private static final String TENANT = "11111111-2222-3333-4444-55555555555A";
    private final MicrosoftGraphConfiguration configuration = new MicrosoftGraphConfiguration();
    private final WebhookTrust trust = new WebhookTrust(configuration);

    @BeforeEach
    void configure() {
        configuration.setTenantId(TENANT);
        configuration.setClientId("app");
    }

    @Test
    void trustsTheTenantAndTheApplicationThatCallGraph() {
        assertThat(trust.expectation()).isEqualTo(TokenExpectation.worldwide(Set.of("app"), Set.of(TENANT)));
    }

    @Test
    void trustsWhatIsNamedInstead() {
        configuration.setTenantIds("t1, T2 ,");
        configuration.setApplicationIds("a1,a2");
        configuration.setAudience("a3");

        assertThat(trust.tenants()).containsExactlyInAnyOrder("t1", "t2");
        assertThat(trust.expectation().audiences()).containsExactlyInAnyOrder("a1", "a2", "a3");
    }

    @Test
    void takesNoDomainForATenant() {
        configuration.setTenantId("contoso.example");

        assertThat(trust.tenants()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(trust::expectation).withMessageContaining("tenantIds");
    }

    @Test
    void findsKeysAndIssuersAtTheAuthority() {
        configuration.setAuthorityHost("https://localhost:8081/");

        assertThat(trust.expectation().openIdConfiguration())
                .hasToString("https://localhost:8081/common/.well-known/openid-configuration");
        assertThat(trust.expectation().issuers()).contains("https://localhost:8081/{tenantid}/v2.0");
    }

    @Test
    void findsKeysWhereTheOptionSays() {
        configuration.setAuthorityHost("https://localhost:8081");
        configuration.setOpenIdConfiguration("https://elsewhere.example/openid");

        assertThat(trust.expectation().openIdConfiguration()).hasToString("https://elsewhere.example/openid");
    }
}
