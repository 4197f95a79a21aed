package io.tandem.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of browsers, in memory: whoever signs out is out, no key has to be shared or kept, and a restart ends them all.
 * The price is that a balancer before several instances must lead a browser to the same one each time.
 */
final class Sessions {
    private static final Duration LONGEST = Duration.ofHours(8);
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(30);
    private static final int MOST = 1000;

    private final Clock clock;

    /** By id, the least recently used first. */
    private final Map<String, Session> open = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** Opens a session, when there are too many in place of the one that nobody used for the longest time; returns its id. */
    synchronized String open(Caller caller, Instant until) {
        Instant now = clock.instant();
        open.values().removeIf(session -> !session.isOpenAt(now));
        if (open.size() >= MOST) {
            Iterator<String> ids = open.keySet().iterator();
            ids.next();
            ids.remove();
        }
        String id = AccessToken.fresh();
        Instant end = now.plus(LONGEST);
        open.put(
                id,
                new Session(caller, AccessToken.fresh(), until.isBefore(end) ? until : end, now.plus(LONGEST_IDLE)));
        return id;
    }

    /** {@return the open session of that id, which has been used now} */
    synchronized Optional<Session> use(String id) {
        Instant now = clock.instant();
        return Optional.ofNullable(open.computeIfPresent(
                id,
                (same, session) -> session.isOpenAt(now)
                        ? new Session(session.caller(), session.csrf(), session.until(), now.plus(LONGEST_IDLE))
                        : null));
    }

    /** {@return the open session of that id, which nobody has used by that} */
    synchronized Optional<Session> look(String id) {
        return Optional.ofNullable(open.get(id)).filter(session -> session.isOpenAt(clock.instant()));
    }

    synchronized void end(String id) {
        open.remove(id);
    }
}
