package io.tandem.component.graph.webhook;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys that open rich notifications, and the certificate that new ones are to be encrypted for (graph-contract 9.7).
 *
 * @param keys the private keys by the labels of their certificates; those of earlier certificates stay until no
 *     notification names them
 * @param certificateId the label of the certificate to give to Graph
 * @param certificate the certificate to give to Graph
 */
public record NotificationKeys(Map<String, PrivateKey> keys, String certificateId, X509Certificate certificate) {
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /** Copies the keys and checks that Graph will take the certificate: RSA, 2048 to 4096 bits. */
    public NotificationKeys {
        keys = Map.copyOf(keys);
        if (!(certificate.getPublicKey() instanceof RSAKey rsa)
                || rsa.getModulus().bitLength() < 2048
                || rsa.getModulus().bitLength() > 4096) {
            throw new IllegalArgumentException("encryption certificate: is not RSA with 2048 to 4096 bits");
        }
    }

    /**
     * Takes all keys of a key store; their aliases are the labels.
     *
     * @param alias the certificate to give to Graph; the one that is valid longest when null
     * @throws IllegalArgumentException when there is none, or it does not fit
     */
    public static NotificationKeys in(KeyStore store, char[] password, @Nullable String alias)
            throws GeneralSecurityException {
        Map<String, PrivateKey> keys = new HashMap<>();
        Map<String, X509Certificate> certificates = new HashMap<>();
        for (String entry : Collections.list(store.aliases())) {
            if (store.isKeyEntry(entry)
                    && store.getKey(entry, password) instanceof PrivateKey key
                    && store.getCertificate(entry) instanceof X509Certificate certificate) {
                keys.put(entry, key);
                certificates.put(entry, certificate);
            }
        }
        String current = alias == null ? newest(certificates) : alias;
        X509Certificate certificate = certificates.get(current);
        if (certificate == null) {
            throw new IllegalArgumentException("encryption key store: has no private key '" + current + "'");
        }
        return new NotificationKeys(keys, current, certificate);
    }

    /**
     * Takes one key in PEM form (PKCS #8) with its certificate, whose SHA-1 thumbprint is the label.
     *
     * @throws IllegalArgumentException when the key is in another form, or the certificate does not fit
     */
    public static NotificationKeys inPem(String certificatePem, String keyPem) throws GeneralSecurityException {
        Matcher block = PEM_KEY.matcher(keyPem);
        if (!block.find()) {
            throw new IllegalArgumentException("encryption private key: is not PEM with BEGIN PRIVATE KEY");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.US_ASCII)));
        String thumbprint =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        return new NotificationKeys(Map.of(thumbprint, key), thumbprint, certificate);
    }

    /** Returns these keys and others; the certificate that is valid longer is the one to give to Graph. */
    public NotificationKeys with(NotificationKeys others) {
        Map<String, PrivateKey> all = new HashMap<>(keys);
        all.putAll(others.keys);
        return certificate.getNotAfter().before(others.certificate.getNotAfter())
                ? new NotificationKeys(all, others.certificateId, others.certificate)
                : new NotificationKeys(all, certificateId, certificate);
    }

    /** Returns the certificate as Graph takes it: base64. */
    public String encodedCertificate() throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(certificate.getEncoded());
    }

    private static String newest(Map<String, X509Certificate> certificates) {
        return certificates.entrySet().stream()
                .max(Comparator.comparing(entry -> entry.getValue().getNotAfter()))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new IllegalArgumentException("encryption key store: has no private key"));
    }

    /** Leaves out the keys. */
    @Override
    public String toString() {
        return "NotificationKeys[certificateId=" + certificateId + "]";
    }
}
