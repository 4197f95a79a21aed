package io.tandem.component.graph.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The secret that a notification brings back to prove whose subscription it is for; it can be compared, not read. */
public final class ClientState {
    private final byte @Nullable [] bytes;

    ClientState(@Nullable String text) {
        this.bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns whether it is the secret, in a time that does not depend on where they differ. */
    public boolean matches(String secret) {
        return bytes != null && MessageDigest.isEqual(bytes, secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return bytes == null ? "none" : "secret";
    }
}
