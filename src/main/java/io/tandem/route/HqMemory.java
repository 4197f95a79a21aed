package io.tandem.route;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found out of HQ, as much of it as fits; all of it can be found out again. Used by many threads. */
final class HqMemory {
    private static final int MOST = 20_000;

    private final Map<String, String> tasks = bounded();
    private final Map<String, String> people = bounded();
    private final Map<String, Instant> written = bounded();

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
        @Nullable Instant time = write.time();
        if (time != null) {
            written.merge(write.target(), time, (one, other) -> one.isAfter(other) ? one : other);
        }
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
