package io.tandem.route;

import io.tandem.route.HqWrite.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found out of HQ, as much of it as fits; all of it can be found out again. Used by many threads. */
final class HqMemory {
    private static final int MOST = 20_000;

    /** When HQ fails on so many records in a row, it is not because of them. */
    private static final int MANY = 3;

    private final Map<String, String> tasks = bounded();
    private final Map<String, String> people = bounded();
    private final Map<String, Instant> written = bounded();
    private final Map<String, Unheard> unheard = bounded();
    private final Map<String, String> said = bounded();
    private final HqRights rights = new HqRights();
    private int broken;

    /**
     * A status that HQ refused.
     *
     * @param status what HQ was to say
     * @param base what it says instead
     */
    private record Unheard(String status, String base) {}

    HqRights rights() {
        return rights;
    }

    /** {@return whether HQ fails whatever it is asked} */
    synchronized boolean isBroken() {
        return broken >= MANY;
    }

    synchronized void rememberBroken(HqAnswer answer) {
        if (answer.status() >= 500) {
            broken++;
        }
    }

    synchronized void rememberWell() {
        broken = 0;
    }

    synchronized Optional<String> task(String task) {
        return Optional.ofNullable(tasks.get(task));
    }

    synchronized void rememberTask(String task, String taskId) {
        tasks.put(task, taskId);
    }

    synchronized void forgetTask(String task) {
        tasks.remove(task);
    }

    synchronized Optional<String> person(String actor) {
        return Optional.ofNullable(people.get(actor));
    }

    synchronized void rememberPerson(String actor, String personnelNumber) {
        people.put(actor, personnelNumber);
    }

    /** {@return whether something newer was written about the same: a replay must not put it back} */
    synchronized boolean knowsNewerThan(HqWrite write) {
        Instant newest = written.get(write.target());
        return newest != null && write.time() != null && newest.isAfter(write.time());
    }

    synchronized void rememberWritten(HqWrite write) {
        unheard.remove(write.target());
        @Nullable Instant time = write.time();
        if (time != null) {
            written.merge(write.target(), time, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /** HQ says so now. */
    synchronized void rememberSaid(HqWrite write) {
        rememberWritten(write);
        if (write instanceof Status status) {
            said.put(status.target(), status.status());
        }
    }

    /**
     * {@return whether HQ said something by itself since the status became so} It did when the row says neither what the status is a
     * change of, nor what HQ stayed with when it refused that.
     *
     * <p>That HQ refused it is forgotten with a restart, or known to another instance; what was so before is known for good. So a row
     * that says that is not HQ's own word, unless HQ is known to have taken what came between. When that is not known either, a POS
     * that itself went back to what was so before is overwritten, once: its event is merged as any other (DESIGN 7), and so is the
     * event of this write, which came later. That is better than to drop for ever what people did in Teams.
     */
    synchronized boolean isOvertaken(Status status, String row) {
        String previous = status.previous();
        if (previous == null || row.isEmpty() || row.equals(previous) || row.equals(base(status, previous))) {
            return false;
        }
        return !status.isMissedBy(row) || previous.equals(said.get(status.target()));
    }

    /** HQ refused a status: what is a change of it comes upon what it was a change of itself. */
    synchronized void rememberRefused(HqWrite write) {
        if (write instanceof Status status && status.previous() != null) {
            unheard.put(status.target(), new Unheard(status.status(), base(status, status.previous())));
        }
    }

    private String base(Status status, String previous) {
        Unheard refused = unheard.get(status.target());
        return refused != null && refused.status().equals(previous) ? refused.base() : previous;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
