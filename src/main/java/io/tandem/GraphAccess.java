package io.tandem;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.tandem.component.graph.MicrosoftGraphComponent;
import io.tandem.component.graph.MicrosoftGraphConfiguration;
import io.tandem.component.graph.client.GraphCallListener;
import io.tandem.component.graph.client.GraphConnection;
import io.tandem.component.graph.client.GraphLogin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** How Microsoft Graph is reached, as the settings say. */
final class GraphAccess {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private GraphAccess() {}

    static MicrosoftGraphComponent component(Settings settings, GraphCallListener listener) {
        MicrosoftGraphConfiguration graph = new MicrosoftGraphConfiguration();
        graph.setTenantId(settings.optional("tandem.graph.tenant"));
        graph.setClientId(settings.optional("tandem.graph.client-id"));
        graph.setClientSecret(settings.optional("tandem.graph.client-secret"));
        if (graph.getClientSecret() == null) {
            graph.setCredential(machine(settings));
        }
        graph.setBaseUri(settings.text("tandem.graph.base-uri"));
        graph.setAuthorityHost(settings.optional("tandem.graph.authority-host"));
        graph.setDisableInstanceDiscovery(graph.getAuthorityHost() != null);
        graph.setCaCertificate(settings.optional("tandem.graph.ca-certificate"));
        graph.setRequestTimeout(
                settings.duration("tandem.graph.request-timeout").toMillis());
        graph.setTenantIds(String.join(",", new WebhookSettings(settings).tenants()));
        graph.setCallListener(listener);
        MicrosoftGraphComponent component = new MicrosoftGraphComponent();
        component.setConfiguration(graph);
        return component;
    }

    /** {@return the same way to Graph beside the component, for looks at what the app may do} */
    static GraphConnection connection(Settings settings) {
        String authority = settings.optional("tandem.graph.authority-host");
        String secret = settings.optional("tandem.graph.client-secret");
        String authorities = settings.optional("tandem.graph.ca-certificate");
        GraphLogin login = secret == null
                ? new GraphLogin.Credential(machine(settings))
                : new GraphLogin.ClientSecret(
                        settings.text("tandem.graph.tenant"),
                        settings.text("tandem.graph.client-id"),
                        secret,
                        authority == null ? null : URI.create(authority),
                        authority != null);
        return new GraphConnection(
                URI.create(settings.text("tandem.graph.base-uri")),
                login,
                null,
                authorities == null ? null : Path.of(authorities),
                CONNECT,
                GraphCallListener.NONE);
    }

    /** What azure-identity finds on the machine when no secret is set. */
    private static TokenCredential machine(Settings settings) {
        return new DefaultAzureCredentialBuilder()
                .tenantId(settings.optional("tandem.graph.tenant"))
                .httpClient(new JdkHttpClientBuilder().build())
                .build();
    }
}
