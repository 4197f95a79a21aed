package io.tandem.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets in whoever may ask: by bearer token, or by the session of a browser, which must prove that no other site makes it ask.
 * Whatever is added to the router behind it is for callers ({@link Caller#of}) alone, and changes are for operators.
 */
final class Access implements AutoCloseable {
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Goes with what a page asks for by itself. */
    private static final String LIVE = "X-Tandem-Live";

    private static final long MOST_BYTES = 4_000_000;

    private final Credentials credentials;
    private final Sessions sessions;
    private final Doorkeeper doorkeeper;
    private final boolean behindProxy;

    Access(OpsAccess settings, Vertx vertx, Clock clock) {
        this.behindProxy = settings.behindProxy();
        this.credentials = new Credentials(settings, vertx, clock);
        this.sessions = new Sessions(clock);
        this.doorkeeper = new Doorkeeper(credentials, new Attempts(clock), behindProxy);
    }

    /** Adds sign-in and what lets in; behind it, bodies of up to 4 MB have been read. */
    void addTo(Router router) {
        SignIn signIn = new SignIn(doorkeeper, sessions, SignInPage.read(), behindProxy);
        signIn.addTo(router);
        router.route().handler(this::enter);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES));
        router.route().handler(this::forbidOtherSites);
        signIn.addSignOutTo(router);
        router.route().handler(Access::forbidViewersToChange);
        router.get("/api/session").handler(Access::tellWhoAsks);
    }

    private void enter(RoutingContext context) {
        Matcher bearer =
                BEARER.matcher(Objects.requireNonNullElse(context.request().getHeader("Authorization"), ""));
        if (bearer.matches()) {
            doorkeeper.admit(
                    context,
                    bearer.group(1),
                    granted -> {
                        granted.caller().enter(context);
                        context.next();
                    },
                    problem -> problem.answer(context));
        } else {
            session(context)
                    .ifPresentOrElse(
                            session -> {
                                session.enter(context);
                                context.next();
                            },
                            () -> askWho(context));
        }
    }

    /** A page that reads itself again is no sign that somebody is there. */
    private Optional<Session> session(RoutingContext context) {
        boolean nobody = !isChange(context) && context.request().getHeader(LIVE) != null;
        return Optional.ofNullable(context.request().getCookie(SignIn.COOKIE))
                .map(Cookie::getValue)
                .flatMap(nobody ? sessions::look : sessions::use);
    }

    /** Machines are told what is missing, browsers where to go. */
    private static void askWho(RoutingContext context) {
        String path = context.normalizedPath();
        boolean forMachines = path.startsWith("/api/") || path.equals("/metrics");
        if (forMachines || isChange(context) || context.request().getHeader("Authorization") != null) {
            Problem.unauthorized(context, "send a token as 'Authorization: Bearer TOKEN', or sign in at " + SignIn.PATH)
                    .answer(context);
        } else {
            context.response()
                    .setStatusCode(303)
                    .putHeader("location", LocalPath.of(context.request().uri()).signIn())
                    .end();
        }
    }

    private void forbidOtherSites(RoutingContext context) {
        Optional<Session> session = Session.of(context);
        if (session.isEmpty() || !isChange(context)) {
            context.next();
        } else if (!new Visitor(context.request(), behindProxy).isFromHere()) {
            Problem.forbidden("another site asked for this; ask from Tandem's own pages")
                    .answer(context);
        } else if (!session.get().proves(proof(context))) {
            Problem.forbidden("send the session's csrf value as header X-CSRF-Token or as form field csrf")
                    .answer(context);
        } else {
            context.next();
        }
    }

    private static String proof(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("X-CSRF-Token"))
                .or(() -> Optional.ofNullable(context.request().getFormAttribute("csrf")))
                .orElse("");
    }

    private static void forbidViewersToChange(RoutingContext context) {
        Caller caller = Caller.of(context);
        if (isChange(context) && !caller.may(Caller.Role.OPERATOR)) {
            Problem.forbidden("changes need the role operator, and this caller is a "
                            + caller.role().word())
                    .answer(context);
        } else {
            context.next();
        }
    }

    private static boolean isChange(RoutingContext context) {
        return !READING.contains(context.request().method());
    }

    private static void tellWhoAsks(RoutingContext context) {
        Caller caller = Caller.of(context);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", caller.name());
        body.put("role", caller.role().word());
        Session.of(context).ifPresent(session -> body.put("csrf", session.csrf()));
        context.json(body);
    }

    @Override
    public void close() {
        credentials.close();
    }
}
