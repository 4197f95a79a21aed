package io.tandem.component.graph;

import com.azure.core.credential.TokenCredential;
import io.tandem.component.graph.client.GraphCallListener;
import io.tandem.component.graph.client.GraphConnection;
import io.tandem.component.graph.client.GraphLogin;
import io.tandem.component.graph.client.GraphOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of the component and its endpoints: who calls, where, and with how much patience. */
@UriParams
public class MicrosoftGraphConfiguration extends MicrosoftGraphWebhookConfiguration implements Cloneable {

    @UriParam(label = "producer")
    @Metadata(
            description = "The path below the version root, for example /teams or /groups?$select=id. The "
                    + "header CamelMicrosoftGraphPath wins over it.")
    private @Nullable String path;

    @UriParam(label = "security")
    @Metadata(description = "The id or domain name of the Microsoft Entra tenant.")
    private @Nullable String tenantId;

    @UriParam(label = "security")
    @Metadata(description = "The id of the registered application.")
    private @Nullable String clientId;

    @UriParam(label = "security", secret = true)
    @Metadata(description = "A client secret of the application.")
    private @Nullable String clientSecret;

    @UriParam(label = "security")
    @Metadata(
            autowired = true,
            description = "Any credential of azure-identity: certificate, managed identity, workload "
                    + "identity, default chain. Wins over the client secret.")
    private @Nullable TokenCredential credential;

    @UriParam(label = "security,advanced")
    @Metadata(
            description = "The root of the token endpoint, for national clouds and simulators; Microsoft's "
                    + "worldwide one by default. For the client secret only.")
    private @Nullable String authorityHost;

    @UriParam(label = "security,advanced")
    @Metadata(
            description = "Whether to accept an authority that Microsoft does not know, such as a "
                    + "simulator. For the client secret only.")
    private boolean disableInstanceDiscovery;

    @UriParam(label = "security,advanced")
    @Metadata(description = "The scope of the token; {baseUri}/.default by default.")
    private @Nullable String scope;

    @UriParam(label = "security,advanced")
    @Metadata(
            description = "A PEM file of certificates to trust in addition to the system's, for Graph and "
                    + "for the token endpoint of the client secret: simulators and inspecting proxies.")
    private @Nullable String caCertificate;

    @UriParam(label = "common", defaultValue = "https://graph.microsoft.com")
    @Metadata(description = "The root of Microsoft Graph without version, for national clouds and simulators.")
    private String baseUri = "https://graph.microsoft.com";

    @UriParam(label = "common", defaultValue = "v1.0", enums = "v1.0,beta")
    @Metadata(description = "The version for paths that name none.")
    private String apiVersion = "v1.0";

    @UriParam(label = "advanced", defaultValue = "10000", javaType = "java.time.Duration")
    @Metadata(description = "How long connecting may take.")
    private long connectTimeout = 10_000;

    @UriParam(label = "common", defaultValue = "30000", javaType = "java.time.Duration")
    @Metadata(description = "How long one HTTP exchange may take, from connecting to the last byte.")
    private long requestTimeout = 30_000;

    @UriParam(label = "producer", defaultValue = "1000")
    @Metadata(
            description = "After how many pages the operation list stops, with @odata.nextLink left in the "
                    + "body; 0 = never.")
    private int maxPages = 1000;

    @UriParam(label = "producer", defaultValue = "0")
    @Metadata(
            description = "After how many items the operation list stops, at the end of a page, with "
                    + "@odata.nextLink left in the body; 0 = never.")
    private int maxItems;

    @UriParam(label = "producer", defaultValue = "30000", javaType = "java.time.Duration")
    @Metadata(description = "The pause between two looks of the operation await. Graph asks for 30 seconds.")
    private long pollInterval = 30_000;

    @UriParam(label = "producer", defaultValue = "900000", javaType = "java.time.Duration")
    @Metadata(description = "How long the operation await goes on.")
    private long pollTimeout = 900_000;

    @UriParam(label = "advanced")
    @Metadata(autowired = true, description = "Is told of every call, so that an application can count.")
    private @Nullable GraphCallListener callListener;

    /** Returns a copy that an endpoint can change for itself. */
    public MicrosoftGraphConfiguration copy() {
        try {
            return (MicrosoftGraphConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** Returns what endpoints must agree on to share a client; throws IllegalArgumentException when nobody calls. */
    GraphConnection connection() {
        return new GraphConnection(
                URI.create(baseUri),
                login(),
                scope,
                caCertificate == null ? null : Path.of(caCertificate),
                Duration.ofMillis(connectTimeout),
                callListener == null ? GraphCallListener.NONE : callListener);
    }

    /** Returns how an endpoint makes its calls. */
    GraphOptions options() {
        return new GraphOptions(
                apiVersion,
                Duration.ofMillis(requestTimeout),
                maxPages,
                maxItems,
                Duration.ofMillis(pollInterval),
                Duration.ofMillis(pollTimeout));
    }

    private GraphLogin login() {
        if (credential != null) {
            return new GraphLogin.Credential(credential);
        }
        if (tenantId == null || clientId == null || clientSecret == null) {
            throw new IllegalArgumentException(
                    "microsoft-graph needs a credential, or tenantId, clientId and clientSecret");
        }
        return new GraphLogin.ClientSecret(
                tenantId,
                clientId,
                clientSecret,
                authorityHost == null ? null : URI.create(authorityHost),
                disableInstanceDiscovery);
    }

    public @Nullable String getPath() {
        return path;
    }

    public void setPath(@Nullable String path) {
        this.path = path;
    }

    public @Nullable String getTenantId() {
        return tenantId;
    }

    public void setTenantId(@Nullable String tenantId) {
        this.tenantId = tenantId;
    }

    public @Nullable String getClientId() {
        return clientId;
    }

    public void setClientId(@Nullable String clientId) {
        this.clientId = clientId;
    }

    public @Nullable String getClientSecret() {
        return clientSecret;
    }

    public void setClientSecret(@Nullable String clientSecret) {
        this.clientSecret = clientSecret;
    }

    public @Nullable TokenCredential getCredential() {
        return credential;
    }

    public void setCredential(@Nullable TokenCredential credential) {
        this.credential = credential;
    }

    public @Nullable String getAuthorityHost() {
        return authorityHost;
    }

    public void setAuthorityHost(@Nullable String authorityHost) {
        this.authorityHost = authorityHost;
    }

    public boolean isDisableInstanceDiscovery() {
        return disableInstanceDiscovery;
    }

    public void setDisableInstanceDiscovery(boolean disableInstanceDiscovery) {
        this.disableInstanceDiscovery = disableInstanceDiscovery;
    }

    public @Nullable String getScope() {
        return scope;
    }

    public void setScope(@Nullable String scope) {
        this.scope = scope;
    }

    public @Nullable String getCaCertificate() {
        return caCertificate;
    }

    public void setCaCertificate(@Nullable String caCertificate) {
        this.caCertificate = caCertificate;
    }

    public String getBaseUri() {
        return baseUri;
    }

    public void setBaseUri(String baseUri) {
        this.baseUri = baseUri;
    }

    public String getApiVersion() {
        return apiVersion;
    }

    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public int getMaxPages() {
        return maxPages;
    }

    public void setMaxPages(int maxPages) {
        this.maxPages = maxPages;
    }

    public int getMaxItems() {
        return maxItems;
    }

    public void setMaxItems(int maxItems) {
        this.maxItems = maxItems;
    }

    public long getPollInterval() {
        return pollInterval;
    }

    public void setPollInterval(long pollInterval) {
        this.pollInterval = pollInterval;
    }

    public long getPollTimeout() {
        return pollTimeout;
    }

    public void setPollTimeout(long pollTimeout) {
        this.pollTimeout = pollTimeout;
    }

    public @Nullable GraphCallListener getCallListener() {
        return callListener;
    }

    public void setCallListener(@Nullable GraphCallListener callListener) {
        this.callListener = callListener;
    }
}
