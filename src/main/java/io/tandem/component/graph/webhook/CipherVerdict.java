package io.tandem.component.graph.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@link NotificationCipher} made of encrypted content. */
public sealed interface CipherVerdict {

    /**
     * It is whole and from whoever had the certificate.
     *
     * @param resource the resource
     */
    record Opened(JsonNode resource) implements CipherVerdict {

        /** Leaves out the resource. */
        @Override
        public String toString() {
            return "Opened[]";
        }
    }

    /**
     * Its certificate is none whose key is here: the keys must be kept until no notification names them.
     *
     * @param certificateId the label, as the post says
     */
    record UnknownCertificate(String certificateId) implements CipherVerdict {}

    /**
     * It was tampered with, or was never encrypted for the certificate. Nothing was decrypted but the key.
     *
     * @param reason one sentence that quotes nothing
     */
    record Refused(String reason) implements CipherVerdict {}
}
