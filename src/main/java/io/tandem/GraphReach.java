package io.tandem;

import io.tandem.component.graph.client.GraphAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether Microsoft Graph does anything of what it is asked: one success, or one refusal that is about the request alone, and all is
 * well again.
 */
final class GraphReach {
    /** Shorter troubles are Graph's everyday. */
    private static final Duration LONG = Duration.ofMinutes(5);

    /** The app is not let in, or may not do what it is there for; other refusals are about what was asked. */
    private static final Set<Integer> SHUT = Set.of(401, 403);

    private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();
    private final InstantSource clock;

    GraphReach(InstantSource clock) {
        this.clock = clock;
    }

    /** Calls in vain, and what came of the last one. */
    private record Trouble(Instant since, Instant last, String answer) {}

    /** Takes note of what came of a call. */
    void heard(GraphAnswer answer) {
        switch (answer) {
            case GraphAnswer.Success success -> trouble.set(null);
            case GraphAnswer.Rejected refusal when !SHUT.contains(refusal.status()) -> trouble.set(null);
            case GraphAnswer.Rejected refusal ->
                inVain(("it was refused with " + refusal.status() + " " + refusal.code()).strip());
            case GraphAnswer.Throttled throttled -> inVain("it had to wait, for too much was asked");
            case GraphAnswer.Unavailable away -> inVain(away.reason());
        }
    }

    private void inVain(String answer) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        trouble.updateAndGet(before -> new Trouble(before == null ? now : before.since(), now, answer));
    }

    /** {@return what should worry somebody, one sentence or none} */
    Map<String, String> warnings() {
        Trouble now = trouble.get();
        return now == null || Duration.between(now.since(), now.last()).compareTo(LONG) < 0
                ? Map.of()
                : Map.of(
                        "graph",
                        "Microsoft Graph has done nothing of what it was asked since " + now.since()
                                + "; of the last call, at "
                                + now.last() + ", came: " + now.answer()
                                + "; look at the way out of here and at the health of Microsoft 365, and when calls are refused"
                                + " at the app's secret and permissions, which './tandem doctor' compares");
    }
}
