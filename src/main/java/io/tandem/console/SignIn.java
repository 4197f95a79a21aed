package io.tandem.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;

/**
 * Signing in and out with a browser: {@code GET /sign-in?next=} is a form, {@code POST /sign-in} with the field {@code token}
 * answers 303 and a cookie, {@code POST /sign-out} ends the session. Who refuses HTML gets problems instead of the form again.
 */
record SignIn(Doorkeeper doorkeeper, Sessions sessions, SignInPage page, boolean behindProxy) {
    static final String PATH = "/sign-in";
    static final String COOKIE = "tandem-session";
    private static final String SIGN_OUT = "/sign-out";
    private static final long MOST_BYTES = 16 << 10;

    void addTo(Router router) {
        router.get(PATH).handler(this::form);
        router.get("/sign-in.css").handler(page::style);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(this::signIn);
    }

    /** To be added behind what lets in. */
    void addSignOutTo(Router router) {
        router.post(SIGN_OUT).handler(this::signOut);
        router.route(SIGN_OUT).handler(context -> {
            context.response().putHeader("allow", "POST");
            new Problem(405, "Method Not Allowed", "use POST for " + SIGN_OUT).answer(context);
        });
    }

    private void form(RoutingContext context) {
        page.show(context, 200, LocalPath.of(context.request().getParam("next")), "");
    }

    private void signIn(RoutingContext context) {
        if (!visitor(context).isFromHere()) {
            Problem.forbidden("this form was sent from another site; sign in at " + PATH)
                    .answer(context);
            return;
        }
        LocalPath next = LocalPath.of(context.request().getFormAttribute("next"));
        String token = Objects.requireNonNullElse(context.request().getFormAttribute("token"), "")
                .strip();
        doorkeeper.admit(
                context, token, granted -> enter(context, granted, next), problem -> refuse(context, problem, next));
    }

    private void enter(RoutingContext context, Admission.Granted granted, LocalPath next) {
        leave(context);
        doorkeeper.tellOf(context, granted);
        String id = sessions.open(granted.caller(), granted.until());
        context.response()
                .addCookie(cookie(context, id))
                .setStatusCode(303)
                .putHeader("location", next.value())
                .end();
    }

    private void refuse(RoutingContext context, Problem problem, LocalPath next) {
        String accepted = Objects.requireNonNullElse(context.request().getHeader("Accept"), "");
        if (accepted.contains("text/html")) {
            page.show(context, problem.status(), next, problem.sentence());
        } else {
            problem.answer(context);
        }
    }

    private void signOut(RoutingContext context) {
        leave(context);
        context.response()
                .addCookie(cookie(context, "").setMaxAge(0))
                .setStatusCode(303)
                .putHeader("location", PATH)
                .end();
    }

    private void leave(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        if (cookie != null) {
            sessions.end(cookie.getValue());
        }
    }

    private Cookie cookie(RoutingContext context, String id) {
        return Cookie.cookie(COOKIE, id)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(visitor(context).isEncrypted());
    }

    private Visitor visitor(RoutingContext context) {
        return new Visitor(context.request(), behindProxy);
    }
}
