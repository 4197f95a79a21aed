package io.tandem.component.graph.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The question with which Graph makes sure that somebody listens at a notification or lifecycle URL
 * (graph-contract 9.4). The answer is status 200 with {@link #CONTENT_TYPE} and the token, within 10 s.
 *
 * @param token what to answer, decoded
 */
public record Handshake(String token) {
    /** The content type of the answer; with it no browser takes the token for a page. */
    public static final String CONTENT_TYPE = "text/plain";

    private static final String PARAMETER = "validationToken=";
    private static final int MOST = 4_096;

    /** Reads the query of a URL as it is on the wire; empty when it asks nothing, or not as Graph does. */
    public static Optional<Handshake> in(@Nullable String rawQuery) {
        return rawQuery == null
                ? Optional.empty()
                : Arrays.stream(rawQuery.split("&", -1))
                        .filter(parameter -> parameter.startsWith(PARAMETER))
                        .findFirst()
                        .map(parameter -> parameter.substring(PARAMETER.length()))
                        .filter(token -> !token.isEmpty() && token.length() <= MOST)
                        .flatMap(Handshake::decoded);
    }

    private static Optional<Handshake> decoded(String token) {
        try {
            return Optional.of(new Handshake(URLDecoder.decode(token, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException brokenEscape) {
            return Optional.empty();
        }
    }
}
