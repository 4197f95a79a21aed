package io.tandem.console;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The page with the form for the token, which needs nothing but its style sheet.
 *
 * @param form HTML with {@code {{message}}} and {@code {{next}}}
 */
record SignInPage(String form, String style) {

    static SignInPage read() {
        return new SignInPage(resource("sign-in.html"), resource("sign-in.css"));
    }

    void show(RoutingContext context, int status, LocalPath next, String message) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/html; charset=utf-8")
                .end(form.replace("{{message}}", escaped(message)).replace("{{next}}", escaped(next.value())));
    }

    void style(RoutingContext context) {
        context.response().putHeader("content-type", "text/css; charset=utf-8").end(style);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(SignInPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
