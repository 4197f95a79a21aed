package io.tandem.component.graph.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts as Graph does (graph-contract 9.7). */
public final class RichContent {
    private RichContent() {}

    public static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static EncryptedContent of(String resource, PublicKey key, String certificateId) {
        byte[] symmetric = new byte[32];
        new SecureRandom().nextBytes(symmetric);
        return of(resource.getBytes(StandardCharsets.UTF_8), symmetric, key, certificateId);
    }

    static EncryptedContent of(byte[] resource, byte[] symmetric, PublicKey key, String certificateId) {
        try {
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(symmetric, "AES"),
                    new IvParameterSpec(Arrays.copyOf(symmetric, 16)));
            byte[] data = aes.doFinal(resource);
            return new EncryptedContent(
                    base64(data), base64(signature(symmetric, data)), base64(wrapped(symmetric, key)), certificateId);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] signature(byte[] symmetric, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(symmetric, "HmacSHA256"));
        return mac.doFinal(data);
    }

    static byte[] wrapped(byte[] symmetric, PublicKey key) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
        return rsa.doFinal(symmetric);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
