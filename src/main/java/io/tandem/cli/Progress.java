package io.tandem.cli;

import io.tandem.Tandem;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tells what happens as a person wants to follow it: one line a step, with the seconds since the start. */
final class Progress {
    private final PrintWriter out;
    private final Instant begun = Instant.now();

    Progress(PrintWriter out) {
        this.out = out;
    }

    /** Prints a sentence with the time since the start. */
    void step(String sentence) {
        Duration since = Duration.between(begun, Instant.now());
        out.println("%6.1f s  %s".formatted(since.toMillis() / 1000.0, sentence));
        out.flush();
    }

    /** Prints how many stores are in step whenever that changes, until all have settled; {@return whether they did} */
    boolean follow(Tandem tandem, Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        String told = "";
        while (Instant.now().isBefore(deadline)) {
            Map<String, Long> counts = tandem.stores().counts();
            boolean caughtUp = tandem.pulse().lag().values().stream().allMatch(waiting -> waiting == 0);
            String now = "Stores: %d in step, %d working, %d waiting, %d failed"
                    .formatted(
                            of(counts, "inSync"), of(counts, "working"), of(counts, "waiting"), of(counts, "failed"));
            if (!now.equals(told) && of(counts, "total") > 0) {
                step(now);
                told = now;
            }
            if (caughtUp && of(counts, "working") == 0 && of(counts, "total") > 0) {
                return of(counts, "failed") == 0;
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        step("Not all stores settled within " + patience.toMinutes() + " minutes");
        return false;
    }

    private static long of(Map<String, Long> counts, String state) {
        return counts.getOrDefault(state, 0L);
    }
}
