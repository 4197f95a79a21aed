package io.tandem.console;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * An error as problem details (RFC 9457).
 *
 * @param status HTTP status
 * @param title what kind of error
 * @param detail what is wrong here and what to do
 */
record Problem(int status, String title, String detail) {
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
