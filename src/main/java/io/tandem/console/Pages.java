package io.tandem.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.tandem.console.Frame.Section;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pages of templates and what they show. */
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());
    private final Assets assets;
    private final Watch watch;
    private final Clock clock;

    Pages(Assets assets, Watch watch, Clock clock) {
        this.assets = assets;
        this.watch = watch;
        this.clock = clock;
    }

    /** {@return what the time is on the pages} */
    Instant instant() {
        return clock.instant();
    }

    /** A page at a path; what goes wrong is a page too. */
    void get(Router router, String path, Handler<RoutingContext> handler) {
        router.get(path).blockingHandler(told(handler), false).failureHandler(this::failed);
    }

    /** What a form of a page is sent to. */
    void post(Router router, String path, Handler<RoutingContext> handler) {
        router.post(path).blockingHandler(told(handler), false).failureHandler(this::failed);
    }

    private Handler<RoutingContext> told(Handler<RoutingContext> handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (IllegalArgumentException wrong) {
                problem(context, new Problem(400, "This cannot be shown", String.valueOf(wrong.getMessage())));
            }
        };
    }

    void show(RoutingContext context, Section section, String title, String template, Object page) {
        Frame frame = frame(context, section, title);
        answer(context, 200, template, Map.of("frame", frame, "page", page));
    }

    void problem(RoutingContext context, Problem problem) {
        answer(
                context,
                problem.status(),
                "problem",
                Map.of("frame", frame(context, Section.NONE, problem.title()), "page", problem));
    }

    private Frame frame(RoutingContext context, Section section, String title) {
        return new Frame(
                title,
                section,
                Frame.Reader.of(context),
                assets,
                watch.now().health(),
                context.request().uri(),
                instant());
    }

    private void answer(RoutingContext context, int status, String template, Map<String, Object> model) {
        Utf8ByteOutput out = new Utf8ByteOutput();
        templates.render(template + ".jte", model, out);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(out.getContentLength());
        try {
            out.writeTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/html; charset=utf-8")
                .end(Buffer.buffer(bytes.toByteArray()));
    }

    /** When a part is down that is the reason. */
    private void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            problem(context, new Problem(status, "This cannot be read", "the request cannot be read"));
            return;
        }
        Map<String, String> troubles = watch.now().troubles();
        LOG.error("A page failed path={}", context.request().path(), context.failure());
        problem(
                context,
                troubles.isEmpty()
                        ? new Problem(500, "This page failed", "The log says why; try again.")
                        : new Problem(503, "A part is down", String.join("; ", troubles.values())));
    }

    /** {@return the text of a parameter, empty when it is not there} */
    static String text(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.request().getParam(name), "").strip();
    }

    /** {@return the number of a page, from 1} */
    static int page(RoutingContext context) {
        String text = text(context, "page");
        return text.matches("[1-9]\\d{0,5}") ? Integer.parseInt(text) : 1;
    }
}
