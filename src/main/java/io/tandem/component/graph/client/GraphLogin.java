package io.tandem.component.graph.client;

import com.azure.core.credential.TokenCredential;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Who calls Microsoft Graph, and how that is proven to Microsoft Entra. */
public sealed interface GraphLogin {

    /**
     * Any credential of azure-identity: certificate, managed identity, workload identity, default chain, or one's own.
     *
     * @param credential asked for a token when the last one wears out
     */
    record Credential(TokenCredential credential) implements GraphLogin {}

    /**
     * An application with a client secret.
     *
     * @param tenantId the tenant's id or domain name
     * @param clientId the application's id
     * @param clientSecret its secret
     * @param authorityHost the token endpoint's root; Microsoft's worldwide one when null
     * @param disableInstanceDiscovery true when the authority is none that Microsoft knows, such as a simulator
     */
    record ClientSecret(
            String tenantId,
            String clientId,
            String clientSecret,
            @Nullable URI authorityHost,
            boolean disableInstanceDiscovery)
            implements GraphLogin {

        /** Leaves out the secret. */
        @Override
        public String toString() {
            return "ClientSecret[tenantId=" + tenantId + ", clientId=" + clientId + "]";
        }
    }
}
