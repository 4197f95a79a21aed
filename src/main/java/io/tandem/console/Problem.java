package io.tandem.console;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * An error as problem details (RFC 9457).
 *
 * @param status HTTP status
 * @param title what kind of error
 * @param detail what is wrong here and what to do
 */
record Problem(int status, String title, String detail) {

    static Problem notFound(String detail) {
        return new Problem(404, "Not Found", detail);
    }

    /** {@return that this is no number of a store, or of none that is known} */
    static Problem unknownStore(String text) {
        return notFound("no event ever named a store '" + text + "'");
    }

    static Problem forbidden(String detail) {
        return new Problem(403, "Forbidden", detail);
    }

    /** The answer also says which way to prove who asks there is. */
    static Problem unauthorized(RoutingContext context, String detail) {
        context.response().putHeader("www-authenticate", "Bearer");
        return new Problem(401, "Unauthorized", detail);
    }

    /** {@return the detail as it stands on a page} */
    String sentence() {
        return detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + ".";
    }

    void answer(RoutingContext context) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }
}
