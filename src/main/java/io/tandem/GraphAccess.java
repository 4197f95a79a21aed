package io.tandem;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.MicrosoftGraphComponent;
import io.tandem.component.graph.MicrosoftGraphConfiguration;

/** How Microsoft Graph is reached, as the settings say. */
final class GraphAccess {
    private GraphAccess() {}

    static MicrosoftGraphComponent component(Settings settings, MeterRegistry meters) {
        MicrosoftGraphConfiguration graph = new MicrosoftGraphConfiguration();
        graph.setTenantId(settings.optional("tandem.graph.tenant"));
        graph.setClientId(settings.optional("tandem.graph.client-id"));
        graph.setClientSecret(settings.optional("tandem.graph.client-secret"));
        if (graph.getClientSecret() == null) {
            graph.setCredential(new DefaultAzureCredentialBuilder()
                    .tenantId(graph.getTenantId())
                    .httpClient(new JdkHttpClientBuilder().build())
                    .build());
        }
        graph.setBaseUri(settings.text("tandem.graph.base-uri"));
        graph.setAuthorityHost(settings.optional("tandem.graph.authority-host"));
        graph.setDisableInstanceDiscovery(graph.getAuthorityHost() != null);
        graph.setCaCertificate(settings.optional("tandem.graph.ca-certificate"));
        graph.setRequestTimeout(
                settings.duration("tandem.graph.request-timeout").toMillis());
        graph.setTenantIds(String.join(",", new WebhookSettings(settings).tenants()));
        graph.setCallListener(new GraphMeter(meters));
        MicrosoftGraphComponent component = new MicrosoftGraphComponent();
        component.setConfiguration(graph);
        return component;
    }
}
