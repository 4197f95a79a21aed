package io.tandem.component.graph.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens the resources in rich notifications, exactly as graph-contract 9.7 says: the key by RSA-OAEP with SHA-1, the
 * HMAC-SHA256 of the ciphertext compared before anything else, then AES-CBC with the key's first 16 bytes as IV. No
 * input makes it throw.
 */
public final class NotificationCipher {
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);
    private static final int IV_BYTES = 16;
    private static final CipherVerdict.Refused FORGED =
            new CipherVerdict.Refused("the signature is not that of the content");
    private static final CipherVerdict.Refused NO_RESOURCE = new CipherVerdict.Refused("the content is no JSON object");
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxTokenCount(100_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, PrivateKey> keys;

    /** Takes RSA keys by the label under which their certificates were given to Graph. */
    public NotificationCipher(Map<String, PrivateKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** Returns the resource, or why there is none. */
    public CipherVerdict open(EncryptedContent content) {
        PrivateKey own = keys.get(content.certificateId());
        if (own == null) {
            return new CipherVerdict.UnknownCertificate(content.certificateId());
        }
        try {
            byte[] key = key(own, decoded(content.dataKey()));
            byte[] data = decoded(content.data());
            return MessageDigest.isEqual(signature(key, data), decoded(content.dataSignature()))
                    ? resource(plain(key, data))
                    : FORGED;
        } catch (GeneralSecurityException | IllegalArgumentException notEncryptedSo) {
            // One word for all that may be wrong, so that nobody can ask the key questions.
            return FORGED;
        }
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] key(PrivateKey own, byte[] encrypted) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        rsa.init(Cipher.DECRYPT_MODE, own, OAEP);
        return rsa.doFinal(encrypted);
    }

    private static byte[] signature(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] plain(byte[] key, byte[] data) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, IV_BYTES)));
        return aes.doFinal(data);
    }

    private static CipherVerdict resource(byte[] plain) {
        try {
            if (!(JSON.readTree(plain) instanceof ObjectNode resource)) {
                return NO_RESOURCE;
            }
            String id = resource.path("id").asText("");
            if (id.startsWith("/")) {
                // Seen in Microsoft's sample of a membership (graph-contract 9.7).
                resource.put("id", id.substring(1));
            }
            return new CipherVerdict.Opened(resource);
        } catch (IOException notJson) {
            return NO_RESOURCE;
        }
    }
}
