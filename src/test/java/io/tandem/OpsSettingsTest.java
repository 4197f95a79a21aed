package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tandem.console.AccessToken;
import io.tandem.console.Caller;
import io.tandem.console.OpsAccess;
import io.tandem.console.OpsServer;
import io.tandem.console.TokenIssuer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpsSettingsTest {
    private static final String TOKEN = "some-token-0123456789";
    private static final AccessToken WALLBOARD = AccessToken.of("wallboard", Caller.Role.VIEWER, TOKEN);
    private static final String ENTRA = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0";

    @Test
    void letsNobodyInOnLoopbackUnlessToldOtherwise() {
        assertThat(server(Map.of()))
                .isEqualTo(new OpsServer.Settings("127.0.0.1", 8080, new OpsAccess(List.of(), null, Set.of(), false)));
    }

    @Test
    void takesTheTokenOfAnOperatorAndHashesOfOthers() {
        OpsAccess access = server(
                        Map.of("tandem.ops.token", " " + TOKEN + " ", "tandem.ops.tokens", WALLBOARD.line() + " , ,"))
                .access();

        assertThat(access.tokens()).containsExactly(AccessToken.of("token", Caller.Role.OPERATOR, TOKEN), WALLBOARD);
        assertThat(access.toString()).doesNotContain(TOKEN);
    }

    @Test
    void takesAnIssuerWithItsRolesAndKeys() {
        OpsServer.Settings usual = server(Map.of("tandem.ops.issuer", ENTRA, "tandem.ops.audience", "ops"));
        OpsServer.Settings other = server(Map.of(
                "tandem.ops.issuer", "http://127.0.0.1:8081/tenant",
                "tandem.ops.audience", "ops",
                "tandem.ops.jwks", "https://keys.example/jwks?x=y",
                "tandem.ops.viewer-role", "reader",
                "tandem.ops.operator-role", "writer"));

        assertThat(usual.access().issuer())
                .isEqualTo(new TokenIssuer(
                        ENTRA,
                        "ops",
                        null,
                        Map.of("Tandem.Viewer", Caller.Role.VIEWER, "Tandem.Operator", Caller.Role.OPERATOR)));
        assertThat(other.access().issuer())
                .isEqualTo(new TokenIssuer(
                        "http://127.0.0.1:8081/tenant",
                        "ops",
                        URI.create("https://keys.example/jwks?x=y"),
                        Map.of("reader", Caller.Role.VIEWER, "writer", Caller.Role.OPERATOR)));
    }

    @Test
    void takesHostsAndAProxy() {
        OpsServer.Settings settings = server(Map.of(
                "tandem.ops.host", "0.0.0.0",
                "tandem.ops.hosts", "Ops.Example, tandem,tandem",
                "tandem.ops.behind-proxy", "true"));

        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.access().hosts()).containsExactlyInAnyOrder("ops.example", "tandem");
        assertThat(settings.access().behindProxy()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token=fifteen-letters | tandem.ops.token: a token of fewer than 16 characters can be guessed",
                "tokens=me:viewer:clear-text-token | tandem.ops.tokens: an entry is not NAME:viewer:sha256:HASH or",
                "issuer=https://issuer.example | only tandem.ops.issuer is set; set both tandem.ops.issuer and",
                "audience=ops | only tandem.ops.audience or tandem.ops.jwks is set; set both tandem.ops.issuer and",
                "jwks=https://issuer.example/keys | only tandem.ops.audience or tandem.ops.jwks is set; set both",
                "issuer=http://issuer.example;audience=ops | tandem.ops.issuer=http://issuer.example is not an address such as",
                "issuer=https://issuer.example;audience=ops;jwks=keys | tandem.ops.jwks=keys is not an address such as",
                "issuer=https://issuer.example;audience=ops;viewer-role=Tandem.Operator | tandem.ops.viewer-role and",
                "issuer=https://issuer.example;audience=ops;operator-role= | tandem.ops.viewer-role and",
                "hosts=https://ops.example | tandem.ops.hosts=https://ops.example is not names such as",
                "behind-proxy=yes | tandem.ops.behind-proxy=yes is not true or false"
            })
    void saysWhatIsWrongBeforeAnythingStarts(String given, String sentence) {
        Settings settings = Settings.read(null, Map.of(), Map.of("tandem.graph.client-id", "somebody"));
        for (String setting : given.split(";")) {
            String[] parts = setting.split("=", 2);
            settings = settings.with(Map.of("tandem.ops." + parts[0], parts[1]));
        }

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(settings::check)
                .withMessageStartingWith(sentence)
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("fifteen", "clear-text"));
    }

    private static OpsServer.Settings server(Map<String, String> values) {
        return new OpsSettings(Settings.read(null, Map.of(), values)).server();
    }
}
