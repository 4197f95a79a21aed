package io.tandem.cli;

import io.tandem.Tandem;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tells what happens as a person wants to follow it: one line a step, with the seconds since the start. */
final class Progress {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final PrintWriter out;
    private final Instant begun = Instant.now();
    private String told = "";

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
        boolean settled = Lookout.until(() -> settled(tandem), BETWEEN_LOOKS, patience);
        if (!settled) {
            step("Not all stores settled within " + patience.toMinutes() + " minutes");
        }
        return settled && of(tandem.stores().counts(), "failed") == 0;
    }

    private boolean settled(Tandem tandem) {
        Map<String, Long> counts = tandem.stores().counts();
        boolean caughtUp = tandem.pulse().lag().values().stream().allMatch(waiting -> waiting == 0);
        String now = "Stores: %d in step, %d working, %d waiting, %d failed"
                .formatted(of(counts, "inSync"), of(counts, "working"), of(counts, "waiting"), of(counts, "failed"));
        if (!now.equals(told) && of(counts, "total") > 0) {
            step(now);
            told = now;
        }
        return caughtUp && of(counts, "working") == 0 && of(counts, "total") > 0;
    }

    private static long of(Map<String, Long> counts, String state) {
        return counts.getOrDefault(state, 0L);
    }
}
