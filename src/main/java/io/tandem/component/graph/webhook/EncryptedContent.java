package io.tandem.component.graph.webhook;

/**
 * The resource inside a notification, as {@link NotificationCipher} opens it (graph-contract 9.7).
 *
 * @param data the ciphertext, base64
 * @param dataSignature the HMAC-SHA256 of the ciphertext, base64
 * @param dataKey the symmetric key, encrypted for the certificate, base64
 * @param certificateId the label under which the certificate was given to Graph
 */
public record EncryptedContent(String data, String dataSignature, String dataKey, String certificateId) {

    /** Leaves out all but the label. */
    @Override
    public String toString() {
        return "EncryptedContent[certificateId=" + certificateId + "]";
    }
}
