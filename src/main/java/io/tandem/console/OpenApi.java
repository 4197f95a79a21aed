package io.tandem.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The REST API, described for programs. */
final class OpenApi {
    private static final Buffer DOCUMENT = read();

    private OpenApi() {}

    static void answer(RoutingContext context) {
        context.response().putHeader("content-type", "application/json").end(DOCUMENT);
    }

    private static Buffer read() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json"))) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
