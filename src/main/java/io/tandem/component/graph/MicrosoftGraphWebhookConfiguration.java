package io.tandem.component.graph;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.jspecify.annotations.Nullable;

/** The options of the consumer: what to subscribe to, and how notifications are proven and opened. */
@UriParams
public abstract class MicrosoftGraphWebhookConfiguration {

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "What to be told about, for example /teams/getAllMembers or /groups. Mandatory with webhook:.")
    private @Nullable String resource;

    @UriParam(label = "consumer", defaultValue = "created,updated,deleted")
    @Metadata(
            description =
                    "Which changes to be told about: a comma-separated list of created, updated and deleted. Users and groups "
                            + "know updated and deleted only.")
    private String changeType = "created,updated,deleted";

    @UriParam(label = "consumer", defaultValue = "255600000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long a subscription lasts when it is not renewed; it is renewed when two thirds of that are over. "
                            + "Graph allows 3 days for Teams and 29 days for users and groups.")
    private long lifetime = 255_600_000;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Where Graph posts lifecycle notifications, for one who wants them elsewhere; by default they come to the "
                            + "same URL and are dealt with.")
    private @Nullable String lifecycleUrl;

    @UriParam(label = "consumer,security", secret = true)
    @Metadata(
            description =
                    "A secret of at most 128 characters that each notification must bring back. By default a random one is made "
                            + "at each start and kept in memory; give one when the webhook is not registered by this endpoint.")
    private @Nullable String clientState;

    @UriParam(label = "consumer,security")
    @Metadata(
            description =
                    "The ids of the tenants that may notify, separated by commas; by default that of the option tenantId if it is "
                            + "an id. One is mandatory with includeResourceData.")
    private @Nullable String tenantIds;

    @UriParam(label = "consumer")
    @Metadata(
            description = "Whether notifications bring the resource along, encrypted. Needs a key: encryptionKeys, or "
                    + "encryptionCertificate and encryptionPrivateKey.")
    private boolean includeResourceData;

    @UriParam(label = "consumer,security")
    @Metadata(
            description =
                    "A key store of RSA keys with their certificates, which resources are encrypted for. The one that is valid "
                            + "longest is given to Graph; keep earlier ones until no notification names them.")
    private @Nullable KeyStoreParameters encryptionKeys;

    @UriParam(label = "consumer,security")
    @Metadata(
            description =
                    "The entry of the key store whose certificate is given to Graph, if not the one that is valid longest.")
    private @Nullable String encryptionKeyAlias;

    @UriParam(label = "consumer,security", secret = true)
    @Metadata(description = "The password of the keys, if not that of the key store.")
    private @Nullable String encryptionKeyPassword;

    @UriParam(label = "consumer,security")
    @Metadata(
            description =
                    "An RSA certificate in PEM form to encrypt resources for, as a resource (file: by default), for one who has "
                            + "no key store.")
    private @Nullable String encryptionCertificate;

    @UriParam(label = "consumer,security")
    @Metadata(description = "The key of encryptionCertificate in PEM form (PKCS #8), as a resource (file: by default).")
    private @Nullable String encryptionPrivateKey;

    @UriParam(label = "consumer,security")
    @Metadata(
            description =
                    "The ids of applications, separated by commas, that validation tokens may be for; by default the option "
                            + "clientId. One is mandatory with includeResourceData.")
    private @Nullable String applicationIds;

    @UriParam(label = "consumer,advanced")
    @Metadata(
            description =
                    "The id of another application that Graph shall issue validation tokens for (notificationUrlAppId).")
    private @Nullable String audience;

    @UriParam(label = "consumer,security,advanced")
    @Metadata(
            description =
                    "Where the keys of validation tokens are found, for national clouds and simulators; by default that of "
                            + "authorityHost, else of Microsoft's worldwide cloud.")
    private @Nullable String openIdConfiguration;

    public @Nullable String getResource() {
        return resource;
    }

    public void setResource(@Nullable String resource) {
        this.resource = resource;
    }

    public String getChangeType() {
        return changeType;
    }

    public void setChangeType(String changeType) {
        this.changeType = changeType;
    }

    public long getLifetime() {
        return lifetime;
    }

    public void setLifetime(long lifetime) {
        this.lifetime = lifetime;
    }

    public @Nullable String getLifecycleUrl() {
        return lifecycleUrl;
    }

    public void setLifecycleUrl(@Nullable String lifecycleUrl) {
        this.lifecycleUrl = lifecycleUrl;
    }

    public @Nullable String getClientState() {
        return clientState;
    }

    public void setClientState(@Nullable String clientState) {
        this.clientState = clientState;
    }

    public @Nullable String getTenantIds() {
        return tenantIds;
    }

    public void setTenantIds(@Nullable String tenantIds) {
        this.tenantIds = tenantIds;
    }

    public boolean isIncludeResourceData() {
        return includeResourceData;
    }

    public void setIncludeResourceData(boolean includeResourceData) {
        this.includeResourceData = includeResourceData;
    }

    public @Nullable KeyStoreParameters getEncryptionKeys() {
        return encryptionKeys;
    }

    public void setEncryptionKeys(@Nullable KeyStoreParameters encryptionKeys) {
        this.encryptionKeys = encryptionKeys;
    }

    public @Nullable String getEncryptionKeyAlias() {
        return encryptionKeyAlias;
    }

    public void setEncryptionKeyAlias(@Nullable String encryptionKeyAlias) {
        this.encryptionKeyAlias = encryptionKeyAlias;
    }

    public @Nullable String getEncryptionKeyPassword() {
        return encryptionKeyPassword;
    }

    public void setEncryptionKeyPassword(@Nullable String encryptionKeyPassword) {
        this.encryptionKeyPassword = encryptionKeyPassword;
    }

    public @Nullable String getEncryptionCertificate() {
        return encryptionCertificate;
    }

    public void setEncryptionCertificate(@Nullable String encryptionCertificate) {
        this.encryptionCertificate = encryptionCertificate;
    }

    public @Nullable String getEncryptionPrivateKey() {
        return encryptionPrivateKey;
    }

    public void setEncryptionPrivateKey(@Nullable String encryptionPrivateKey) {
        this.encryptionPrivateKey = encryptionPrivateKey;
    }

    public @Nullable String getApplicationIds() {
        return applicationIds;
    }

    public void setApplicationIds(@Nullable String applicationIds) {
        this.applicationIds = applicationIds;
    }

    public @Nullable String getAudience() {
        return audience;
    }

    public void setAudience(@Nullable String audience) {
        this.audience = audience;
    }

    public @Nullable String getOpenIdConfiguration() {
        return openIdConfiguration;
    }

    public void setOpenIdConfiguration(@Nullable String openIdConfiguration) {
        this.openIdConfiguration = openIdConfiguration;
    }
}
