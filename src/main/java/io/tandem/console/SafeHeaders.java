package io.tandem.console;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** What every answer says to browsers: it is for now and for whoever asked, and a page loads and sends nothing elsewhere. */
final class SafeHeaders {
    private static final Map<String, String> ALL = Map.of(
            "cache-control", "no-store",
            "content-security-policy",
                    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
                            + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "cross-origin-resource-policy", "same-origin",
            // With no-referrer browsers would hide the origin of our own forms too.
            "referrer-policy", "same-origin",
            "x-content-type-options", "nosniff");

    private SafeHeaders() {}

    static void put(RoutingContext context) {
        context.response().headers().addAll(ALL);
        context.next();
    }
}
