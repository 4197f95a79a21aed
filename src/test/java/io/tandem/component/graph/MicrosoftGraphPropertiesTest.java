package io.tandem.component.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import io.tandem.component.graph.client.GraphCallListener;
import io.tandem.component.graph.client.GraphConnection;
import io.tandem.component.graph.client.GraphLogin;
import io.tandem.component.graph.client.GraphOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Each option as camel-main properties set it, and as it is when nothing does. */
class MicrosoftGraphPropertiesTest {
    private static final String PREFIX = "camel.component.microsoft-graph.";

    @Test
    void hasGoodDefaults() throws Exception {
        Map<String, String> least = Map.of("tenantId", "t", "clientId", "c", "clientSecret", "s");

        configured(main -> {}, least, configuration -> {
            assertThat(configuration.options()).isEqualTo(GraphOptions.DEFAULTS);
            assertThat(configuration.connection())
                    .isEqualTo(GraphConnection.to(new GraphLogin.ClientSecret("t", "c", "s", null, false)));
            assertThat(configuration.getPath()).isNull();
            assertThat(configuration)
                    .usingRecursiveComparison()
                    .ignoringFields("tenantId", "clientId", "clientSecret")
                    .isEqualTo(new MicrosoftGraphConfiguration());
            assertThat(configuration.getChangeType()).isEqualTo("created,updated,deleted");
            assertThat(Duration.ofMillis(configuration.getLifetime())).isEqualTo(Duration.ofHours(71));
            assertThat(configuration.isIncludeResourceData()).isFalse();
        });
    }

    @Test
    void takesEveryOption() throws Exception {
        Map<String, String> all = Map.ofEntries(
                Map.entry("tenant-id", "t"),
                Map.entry("client-id", "c"),
                Map.entry("client-secret", "s"),
                Map.entry("authority-host", "https://localhost:8081"),
                Map.entry("disable-instance-discovery", "true"),
                Map.entry("scope", "x/.default"),
                Map.entry("ca-certificate", "/data/ca.pem"),
                Map.entry("base-uri", "https://localhost:8081/"),
                Map.entry("api-version", "beta"),
                Map.entry("connect-timeout", "3s"),
                Map.entry("request-timeout", "4s"),
                Map.entry("max-pages", "5"),
                Map.entry("max-items", "6"),
                Map.entry("poll-interval", "7s"),
                Map.entry("poll-timeout", "8m"),
                Map.entry("path", "/teams"));

        configured(main -> {}, all, configuration -> {
            URI localhost = URI.create("https://localhost:8081");
            assertThat(configuration.connection())
                    .isEqualTo(new GraphConnection(
                            localhost,
                            new GraphLogin.ClientSecret("t", "c", "s", localhost, true),
                            "x/.default",
                            Path.of("/data/ca.pem"),
                            Duration.ofSeconds(3),
                            GraphCallListener.NONE));
            assertThat(configuration.options())
                    .isEqualTo(new GraphOptions(
                            "beta", Duration.ofSeconds(4), 5, 6, Duration.ofSeconds(7), Duration.ofMinutes(8)));
            assertThat(configuration.getPath()).isEqualTo("/teams");
        });
    }

    @Test
    void takesEveryOptionOfTheConsumer() throws Exception {
        Map<String, String> all = Map.ofEntries(
                Map.entry("resource", "/groups"),
                Map.entry("change-type", "updated"),
                Map.entry("lifetime", "3h"),
                Map.entry("lifecycle-url", "https://hooks.contoso.example/lifecycle"),
                Map.entry("client-state", "hush"),
                Map.entry("tenant-ids", "t1,t2"),
                Map.entry("include-resource-data", "true"),
                Map.entry("encryption-keys", "#bean:keys"),
                Map.entry("encryption-key-alias", "c1"),
                Map.entry("encryption-key-password", "changeit"),
                Map.entry("encryption-certificate", "graph.pem"),
                Map.entry("encryption-private-key", "graph-key.pem"),
                Map.entry("application-ids", "a1"),
                Map.entry("audience", "a2"),
                Map.entry("open-id-configuration", "https://localhost:8081/openid"));
        KeyStoreParameters keys = new KeyStoreParameters();

        configured(main -> main.bind("keys", keys), all, configuration -> {
            assertThat(configuration.getResource()).isEqualTo("/groups");
            assertThat(configuration.getChangeType()).isEqualTo("updated");
            assertThat(configuration.getLifetime()).isEqualTo(10_800_000);
            assertThat(configuration.getLifecycleUrl()).isEqualTo("https://hooks.contoso.example/lifecycle");
            assertThat(configuration.getClientState()).isEqualTo("hush");
            assertThat(configuration.getTenantIds()).isEqualTo("t1,t2");
            assertThat(configuration.isIncludeResourceData()).isTrue();
            assertThat(configuration.getEncryptionKeys()).isSameAs(keys);
            assertThat(configuration.getEncryptionKeyAlias()).isEqualTo("c1");
            assertThat(configuration.getEncryptionKeyPassword()).isEqualTo("changeit");
            assertThat(configuration.getEncryptionCertificate()).isEqualTo("graph.pem");
            assertThat(configuration.getEncryptionPrivateKey()).isEqualTo("graph-key.pem");
            assertThat(configuration.getApplicationIds()).isEqualTo("a1");
            assertThat(configuration.getAudience()).isEqualTo("a2");
            assertThat(configuration.getOpenIdConfiguration()).isEqualTo("https://localhost:8081/openid");
        });
    }

    @Test
    void findsCredentialAndListenerInTheRegistry() throws Exception {
        TokenCredential credential = request -> Mono.empty();
        GraphCallListener listener = call -> {};

        configured(
                main -> {
                    main.bind("credential", credential);
                    main.bind("listener", listener);
                },
                Map.of(),
                configuration -> {
                    assertThat(configuration.connection().login()).isEqualTo(new GraphLogin.Credential(credential));
                    assertThat(configuration.connection().listener()).isSameAs(listener);
                });
    }

    private static void configured(
            Consumer<Main> beans, Map<String, String> options, Consumer<MicrosoftGraphConfiguration> check)
            throws Exception {
        Main main = new Main();
        beans.accept(main);
        options.forEach((name, value) -> main.addInitialProperty(PREFIX + name, value));
        main.start();
        try {
            check.accept(main.getCamelContext()
                    .getComponent("microsoft-graph", MicrosoftGraphComponent.class)
                    .getConfiguration());
        } finally {
            main.stop();
        }
    }
}
