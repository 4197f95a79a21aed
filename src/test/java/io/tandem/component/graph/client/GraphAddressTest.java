package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphAddressTest {
    private final GraphAddress address = new GraphAddress(URI.create("https://graph.microsoft.com"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/teams | https://graph.microsoft.com/v1.0/teams",
                "teams | https://graph.microsoft.com/v1.0/teams",
                "/beta/teams | https://graph.microsoft.com/beta/teams",
                "/v1.0/teams | https://graph.microsoft.com/v1.0/teams",
                "/$batch | https://graph.microsoft.com/v1.0/$batch",
                "/teams('a')/operations('b') | https://graph.microsoft.com/v1.0/teams('a')/operations('b')",
                "/teams(a)/operations(b) | https://graph.microsoft.com/v1.0/teams(a)/operations(b)",
                "https://graph.microsoft.com/v1.0/users?$skiptoken=x%20y | https://graph.microsoft.com/v1.0/users?$skiptoken=x%20y",
                "https://GRAPH.microsoft.com:443/v1.0/users | https://GRAPH.microsoft.com:443/v1.0/users",
                "/groups?$filter=displayName eq 'Çã' | https://graph.microsoft.com/v1.0/groups?$filter=displayName%20eq%20'%C3%87%C3%A3'",
                "/users/a_b.c#EXT#@x.y | https://graph.microsoft.com/v1.0/users/a_b.c%23EXT%23@x.y",
                "/groups?$search=100% | https://graph.microsoft.com/v1.0/groups?$search=100%25"
            })
    void findsTheUri(String path, String uri) {
        assertThat(address.resolve(path, "v1.0")).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/v1.0/users",
                "https://graph.microsoft.com@elsewhere.example/v1.0/users",
                "https://graph.microsoft.com.elsewhere.example/v1.0/users",
                "http://graph.microsoft.com/v1.0/users",
                "https://graph.microsoft.com:8443/v1.0/users",
                "https:///users"
            })
    void goesNowhereElse(String link) {
        assertThatIllegalArgumentException().isThrownBy(() -> address.resolve(link, "v1.0"));
    }

    @Test
    void staysBelowARootWithAPath() {
        GraphAddress below = new GraphAddress(URI.create("https://proxy.example/graph"));

        assertThat(below.resolve("/teams", "beta")).hasToString("https://proxy.example/graph/beta/teams");
        assertThat(below.below(URI.create("https://proxy.example/graph/beta/teams/a?x=1")))
                .isEqualTo("/teams/a");
        assertThatIllegalArgumentException().isThrownBy(() -> below.resolve("/../../secrets", "v1.0"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> below.resolve("https://proxy.example/graphic/v1.0/x", "v1.0"));
    }
}
