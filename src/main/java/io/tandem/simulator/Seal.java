package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts resource data for one subscriber, with a new key for each (graph-contract 9.7).
 *
 * @param certificate the subscriber's
 * @param key its public key
 */
record Seal(X509Certificate certificate, RSAPublicKey key) {
    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 4096;
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Reads a base64 X.509 certificate; 400 when it is none, or none with an RSA key of 2048 to 4096 bits. */
    static Seal with(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64.strip());
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            if (certificate.getPublicKey() instanceof RSAPublicKey rsa
                    && rsa.getModulus().bitLength() >= MIN_BITS
                    && rsa.getModulus().bitLength() <= MAX_BITS) {
                return new Seal(certificate, rsa);
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw GraphError.badRequest("Property 'encryptionCertificate' is no base64-encoded X.509 certificate.");
        }
        throw GraphError.badRequest("The key of 'encryptionCertificate' must be RSA with 2048 to 4096 bits.");
    }

    /** The resource data as {@code encryptedContent}. */
    ObjectNode close(ObjectNode resourceData, String certificateId) {
        byte[] secret = new byte[KEY_BYTES];
        RANDOM.nextBytes(secret);
        try {
            byte[] data = encrypt(secret, Json.bytes(resourceData));
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            rsa.init(Cipher.ENCRYPT_MODE, key);
            return Json.object()
                    .put("data", encode(data))
                    .put("dataSignature", encode(sign(secret, data)))
                    .put("dataKey", encode(rsa.doFinal(secret)))
                    .put("encryptionCertificateId", certificateId)
                    .put("encryptionCertificateThumbprint", thumbprint());
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot encrypt a notification", e);
        }
    }

    private static byte[] encrypt(byte[] secret, byte[] plain) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(secret, "AES"),
                new IvParameterSpec(Arrays.copyOf(secret, IV_BYTES)));
        return aes.doFinal(plain);
    }

    private static byte[] sign(byte[] secret, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private String thumbprint() throws GeneralSecurityException {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
