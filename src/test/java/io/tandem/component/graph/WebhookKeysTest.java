package io.tandem.component.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tandem.component.graph.webhook.NotificationKeys;
import io.tandem.component.graph.webhook.RsaKeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookKeysTest {
    private final MicrosoftGraphConfiguration configuration = new MicrosoftGraphConfiguration();
    private final WebhookKeys keys = new WebhookKeys(new DefaultCamelContext(), configuration);

    @TempDir
    private Path folder;

    @Test
    void hasNoneWhenNotificationsBringNoResources() throws Exception {
        configuration.setEncryptionCertificate("nowhere.pem");

        assertThat(keys.keys()).isEmpty();
    }

    @Test
    void takesThoseOfAKeyStore() throws Exception {
        RsaKeyStore store =
                new RsaKeyStore(folder.resolve("k.p12")).with("c1", 2048, 20).with("c2", 2048, 10);
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setResource("file:" + store.file());
        parameters.setPassword(RsaKeyStore.PASSWORD);
        configuration.setIncludeResourceData(true);
        configuration.setEncryptionKeys(parameters);
        configuration.setEncryptionKeyAlias("c2");

        NotificationKeys found = keys.keys().orElseThrow();

        assertThat(found.keys()).containsOnlyKeys("c1", "c2");
        assertThat(found.certificateId()).isEqualTo("c2");
    }

    @Test
    void takesOneFromPemFiles() throws Exception {
        KeyStore store =
                new RsaKeyStore(folder.resolve("k.p12")).with("c1", 2048, 20).load();
        configuration.setIncludeResourceData(true);
        configuration.setEncryptionCertificate(
                pem("CERTIFICATE", store.getCertificate("c1").getEncoded()).toString());
        configuration.setEncryptionPrivateKey("file:"
                + pem(
                        "PRIVATE KEY",
                        store.getKey("c1", RsaKeyStore.PASSWORD.toCharArray()).getEncoded()));

        NotificationKeys found = keys.keys().orElseThrow();

        assertThat(found.certificate()).isEqualTo(store.getCertificate("c1"));
        assertThat(found.keys()).containsOnlyKeys(found.certificateId());
    }

    @Test
    void saysThatTheyAreMissing() {
        configuration.setIncludeResourceData(true);
        configuration.setEncryptionCertificate("graph.pem");

        assertThatIllegalArgumentException().isThrownBy(keys::keys).withMessageContaining("encryptionPrivateKey");
    }

    private Path pem(String kind, byte[] bytes) throws Exception {
        return Files.writeString(
                folder.resolve(kind.replace(' ', '-') + ".pem"),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }
}
