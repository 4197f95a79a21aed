package io.tandem.component.graph.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationKeysTest {
    private static final char[] PASSWORD = RsaKeyStore.PASSWORD.toCharArray();

    @TempDir
    private Path folder;

    @Test
    void takesAllKeysOfAStoreAndTheCertificateThatIsValidLongest() throws Exception {
        KeyStore store = new RsaKeyStore(folder.resolve("k.p12"))
                .with("old", 2048, 10)
                .with("new", 2048, 20)
                .load();

        NotificationKeys keys = NotificationKeys.in(store, PASSWORD, null);

        assertThat(keys.keys()).containsOnlyKeys("old", "new");
        assertThat(keys.certificateId()).isEqualTo("new");
        assertThat(NotificationKeys.in(store, PASSWORD, "old").certificateId()).isEqualTo("old");
        assertThatIllegalArgumentException().isThrownBy(() -> NotificationKeys.in(store, PASSWORD, "third"));
    }

    @Test
    void takesPem() throws Exception {
        KeyStore store =
                new RsaKeyStore(folder.resolve("k.p12")).with("one", 2048, 10).load();
        byte[] certificate = store.getCertificate("one").getEncoded();

        NotificationKeys keys = NotificationKeys.inPem(
                pem("CERTIFICATE", certificate),
                pem("PRIVATE KEY", store.getKey("one", PASSWORD).getEncoded()));

        assertThat(keys.certificateId()).matches("[0-9a-f]{40}");
        assertThat(keys.encodedCertificate()).isEqualTo(Base64.getEncoder().encodeToString(certificate));
        EncryptedContent content = RichContent.of("{}", keys.certificate().getPublicKey(), keys.certificateId());
        assertThat(new NotificationCipher(keys.keys()).open(content)).isInstanceOf(CipherVerdict.Opened.class);
    }

    @Test
    void refusesWhatGraphWouldRefuse() throws Exception {
        KeyStore small =
                new RsaKeyStore(folder.resolve("s.p12")).with("one", 1024, 10).load();
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, PASSWORD);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NotificationKeys.in(small, PASSWORD, null))
                .withMessageContaining("2048");
        assertThatIllegalArgumentException().isThrownBy(() -> NotificationKeys.in(empty, PASSWORD, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NotificationKeys.inPem("", "-----BEGIN RSA PRIVATE KEY-----"))
                .withMessageContaining("BEGIN PRIVATE KEY");
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
    }
}
