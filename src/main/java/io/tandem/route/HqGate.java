package io.tandem.route;

import io.tandem.route.HqAnswer.Trouble;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says from when on HQ may be asked. HQ limits the application, not one record: what it asks of one, all observe. Used by many
 * threads.
 */
final class HqGate {
    private final AtomicReference<@Nullable Closed> closed = new AtomicReference<>();

    /**
     * Why it is closed.
     *
     * @param since when it was closed first, without an answer since
     * @param until when HQ may be asked again; it stays closed in name until HQ answers
     */
    private record Closed(Trouble why, int status, Instant since, Instant until) {
        Closed joinedBy(Closed later) {
            Instant longer = until.isAfter(later.until) ? until : later.until;
            return new Closed(later.why, later.status, since, longer);
        }

        String sentence() {
            String what = why == Trouble.DENIED
                    ? "Commerce HQ does not let Tandem in; see whether the application is known there and its secret is valid"
                    : "Commerce HQ has no time or is not there, and is asked again";
            return what + " status=" + status + " since=" + since;
        }
    }

    void close(HqAnswer answer, Instant now, Instant until) {
        Closed one = new Closed(answer.trouble(), answer.status(), now, until);
        closed.updateAndGet(before -> before == null ? one : before.joinedBy(one));
    }

    /** HQ did answer: an answer to one does not shorten the wait that it asked another for. */
    void answered(Instant now) {
        closed.updateAndGet(before -> before == null || !before.until().isAfter(now) ? null : before);
    }

    /** {@return when it opens, or opened} */
    Instant opens() {
        Closed now = closed.get();
        return now == null ? Instant.EPOCH : now.until();
    }

    /** {@return why nothing is told to HQ, by the name of the part; empty while it answers} */
    Map<String, String> warnings() {
        Closed now = closed.get();
        return now == null ? Map.of() : Map.of("commerce-hq", now.sentence());
    }
}
