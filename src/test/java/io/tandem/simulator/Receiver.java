package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** What a subscriber of rich notifications does, step by step as documented (graph-contract 9.6, 9.7), with nothing of the simulator's. */
final class Receiver {
    private final KeyPair keys;
    private final X509Certificate certificate;

    private Receiver(KeyPair keys) throws GeneralSecurityException {
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair issuer = curve.generateKeyPair();
        this.keys = keys;
        this.certificate = new Authority(
                        "Receiver", issuer.getPrivate(), issuer.getPublic(), Instant.parse("2026-01-01T00:00:00Z"))
                .plain("receiver", keys.getPublic());
    }

    static Receiver rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(bits);
        return new Receiver(rsa.generateKeyPair());
    }

    static Receiver curve() throws GeneralSecurityException {
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp256r1"));
        return new Receiver(curve.generateKeyPair());
    }

    /** The certificate as a subscription takes it. */
    String certificate() throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(certificate.getEncoded());
    }

    String thumbprint() throws GeneralSecurityException {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
    }

    byte[] secret(JsonNode content) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(
                Cipher.DECRYPT_MODE,
                keys.getPrivate(),
                new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
        return rsa.doFinal(decoded(content, "dataKey"));
    }

    /** Signature over the decoded ciphertext first, then AES-CBC with the first 16 bytes of the key as initial vector. */
    JsonNode open(JsonNode content) throws GeneralSecurityException, IOException {
        byte[] secret = secret(content);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        if (!MessageDigest.isEqual(mac.doFinal(decoded(content, "data")), decoded(content, "dataSignature"))) {
            throw new GeneralSecurityException("bad signature");
        }
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(Arrays.copyOf(secret, 16)));
        return Json.MAPPER.readTree(aes.doFinal(decoded(content, "data")));
    }

    /** The claims of a token whose signature fits a key of the set; fails when no key has its id. */
    static JsonNode claims(String token, JsonNode keySet) throws GeneralSecurityException, IOException {
        String[] parts = token.split("\\.");
        JsonNode header = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[0]));
        JsonNode key = Endpoint.stream(keySet.path("keys"))
                .filter(known -> known.path("kid").equals(header.path("kid")))
                .findFirst()
                .orElseThrow();
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey(key));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!header.path("alg").asText().equals("RS256")
                || !signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
            throw new GeneralSecurityException("bad signature");
        }
        return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    private static PublicKey publicKey(JsonNode key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
    }

    private static BigInteger number(JsonNode key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(name).asText()));
    }

    private static byte[] decoded(JsonNode content, String name) {
        return Base64.getDecoder().decode(content.path(name).asText());
    }
}
