package io.tandem.component.graph;

import io.tandem.component.graph.webhook.NotificationKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.jsse.KeyStoreParameters;

/** Finds the keys that options name, when notifications shall bring resources along. */
record WebhookKeys(CamelContext camel, MicrosoftGraphConfiguration configuration) {

    /**
     * Returns the keys; empty when notifications bring no resources.
     *
     * @throws IllegalArgumentException when keys are needed and not named, or do not fit
     */
    Optional<NotificationKeys> keys() throws GeneralSecurityException, IOException {
        if (!configuration.isIncludeResourceData()) {
            return Optional.empty();
        }
        KeyStoreParameters store = configuration.getEncryptionKeys();
        if (store != null) {
            store.setCamelContext(camel);
            String password = Objects.requireNonNullElse(configuration.getEncryptionKeyPassword(), store.getPassword());
            return Optional.of(NotificationKeys.in(
                    store.createKeyStore(), password.toCharArray(), configuration.getEncryptionKeyAlias()));
        }
        String certificate = configuration.getEncryptionCertificate();
        String key = configuration.getEncryptionPrivateKey();
        if (certificate == null || key == null) {
            throw new IllegalArgumentException(
                    "includeResourceData needs encryptionKeys, or encryptionCertificate and encryptionPrivateKey");
        }
        return Optional.of(NotificationKeys.inPem(text(certificate), text(key)));
    }

    private String text(String place) throws IOException {
        String uri = ResourceHelper.hasScheme(place) ? place : "file:" + place;
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(camel, uri)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
