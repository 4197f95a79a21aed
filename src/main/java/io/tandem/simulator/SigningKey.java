package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key that signs tokens (JWT, RS256).
 *
 * @param id its {@code kid}
 * @param key its private half
 */
record SigningKey(String id, RSAPrivateCrtKey key) {
    private static final int BITS = 2048;

    static SigningKey make(String id) {
        try {
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(BITS);
            return new SigningKey(id, (RSAPrivateCrtKey) rsa.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot make a key", e);
        }
    }

    /** The key whose private half was written by {@link #encoded}. */
    static SigningKey restore(String id, String encoded) {
        try {
            PKCS8EncodedKeySpec form =
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded));
            return new SigningKey(
                    id, (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(form));
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot restore its key " + id, e);
        }
    }

    String encoded() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** The claims as a signed token. */
    String token(ObjectNode claims) {
        ObjectNode header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", id);
        String content = encode(Json.bytes(header)) + "." + encode(Json.bytes(claims));
        return content + "." + encode(sign(content));
    }

    /** The public half as a JSON Web Key. */
    ObjectNode publicKey() {
        return Json.object()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", id)
                .put("n", encode(unsigned(key.getModulus())))
                .put("e", encode(unsigned(key.getPublicExponent())));
    }

    private byte[] sign(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot sign a token", e);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
