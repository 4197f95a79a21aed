package io.tandem.console;

import io.tandem.model.CanaryBook;
import io.tandem.model.CanaryBook.Flight;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the canary fares, the change by which it is tried whether Graph notifies.
 *
 * @param team id of the team that is changed, null = none is
 * @param patience after how long a change of which nobody was notified counts as lost
 */
public record CanaryView(@Nullable String team, CanaryBook book, Duration patience) {

    /**
     * What is said of it.
     *
     * @param kind a state of the style sheet
     */
    record Shown(String kind, String words) {}

    Shown shown() {
        return team == null
                ? new Shown("none", "none is sent, for tandem.webhook.canary-team names no team")
                : shown(book.flight(team));
    }

    private Shown shown(Flight flight) {
        if (flight.refusal() != null) {
            return new Shown("failed", "Graph refuses to change its team (" + flight.refusal() + ")");
        }
        if (flight.missing() != null) {
            return flight.missing().compareTo(patience) < 0
                    ? new Shown("working", "sent " + ago(flight.missing()) + " and on its way")
                    : new Shown("failed", "lost: sent " + ago(flight.missing()) + ", and no notification came");
        }
        if (flight.seen() != null) {
            return new Shown("inSync", "came back " + ago(flight.seen()));
        }
        return new Shown("none", flight.sent() == null ? "not sent yet" : "sent " + ago(flight.sent()));
    }

    private static String ago(Duration time) {
        return Wording.length(time) + " ago";
    }
}
