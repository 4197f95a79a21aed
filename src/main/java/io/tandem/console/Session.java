package io.tandem.console;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A browser that signed in.
 *
 * @param csrf what it must send with every request that changes something
 * @param until when it ends whatever happens
 * @param idleUntil when it ends if nothing is asked before
 */
record Session(Caller caller, String csrf, Instant until, Instant idleUntil) {
    private static final String KEY = "session";

    /** {@return the session in which this is asked, empty when it is asked with a token} */
    static Optional<Session> of(RoutingContext context) {
        return Optional.ofNullable(context.get(KEY));
    }

    void enter(RoutingContext context) {
        context.put(KEY, this);
        caller.enter(context);
    }

    boolean isOpenAt(Instant now) {
        return now.isBefore(until) && now.isBefore(idleUntil);
    }

    boolean proves(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(csrf.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
