package io.tandem.console;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at tokens, not too many wrong ones at a time, and writes down in the log who was refused. */
record Doorkeeper(Credentials credentials, Attempts attempts, boolean behindProxy) {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    /** Looks at a token, perhaps for seconds, and then calls one of the two. */
    void admit(RoutingContext context, String token, Consumer<Admission.Granted> letIn, Consumer<Problem> turnAway) {
        String address = address(context);
        Optional<Duration> pause = attempts.pause(address);
        if (pause.isPresent()) {
            context.response()
                    .putHeader("retry-after", Long.toString(pause.get().toSeconds() + 1));
            turnAway.accept(new Problem(
                    429, "Too Many Requests", "too many wrong tokens came from here; try again in a minute"));
            return;
        }
        Future<Admission> looked = credentials.check(token);
        // What the client sends meanwhile would be lost.
        boolean waits = !looked.isComplete() && !context.request().isEnded();
        if (waits) {
            context.request().pause();
        }
        looked.onComplete(done -> {
            if (waits) {
                context.request().resume();
            }
            if (done.failed()) {
                context.fail(done.cause());
            } else if (done.result() instanceof Admission.Granted granted) {
                attempts.succeeded(address);
                letIn.accept(granted);
            } else {
                turnAway.accept(refused(context, done.result(), address, token));
            }
        });
    }

    private Problem refused(RoutingContext context, Admission admission, String address, String token) {
        return switch (admission) {
            case Admission.Undecided undecided -> {
                LOG.warn("A token could not be checked reason='{}' address={}", undecided.why(), address);
                context.response().putHeader("retry-after", "10");
                yield new Problem(503, "Service Unavailable", undecided.why());
            }
            case Admission.Barred barred -> {
                note(barred.why(), address, token);
                yield Problem.forbidden(barred.why());
            }
            case Admission.Unknown unknown -> {
                note(unknown.why(), address, token);
                yield Problem.unauthorized(context, "this token lets nobody in; the log says why");
            }
            case Admission.Granted granted -> throw new IllegalStateException("nobody refuses " + granted);
        };
    }

    private void note(String why, String address, String token) {
        if (attempts.failed(address, token)) {
            LOG.warn("A token was refused reason='{}' address={}", why, address);
        }
    }

    void tellOf(RoutingContext context, Admission.Granted granted) {
        LOG.info(
                "Somebody signed in account={} role={} address={}",
                granted.account(),
                granted.caller().role().word(),
                address(context));
    }

    private String address(RoutingContext context) {
        return new Visitor(context.request(), behindProxy).address();
    }
}
