package io.tandem.simulator;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of Graph, free of any HTTP library, so that an item of a batch can be one too.
 *
 * @param method in capitals
 * @param base {@code https://host:port}, for links back to this server
 * @param uri path and query as sent, beginning with the version
 * @param headers by lower-case name
 * @param body empty when there is none
 * @param requestId made by the server
 * @param time arrival
 */
@SuppressWarnings("ArrayRecordComponent") // made once a request and compared with nothing
record GraphRequest(
        String method,
        String base,
        String uri,
        Map<String, String> headers,
        byte[] body,
        String requestId,
        Instant time) {

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    String clientRequestId() {
        return headers.getOrDefault("client-request-id", requestId);
    }

    /** Whether a {@code Prefer} header carries this preference. */
    boolean prefers(String preference) {
        String prefer = headers.getOrDefault("prefer", "");
        for (String part : prefer.split("[,;]", -1)) {
            if (part.strip().equalsIgnoreCase(preference)) {
                return true;
            }
        }
        return false;
    }
}
