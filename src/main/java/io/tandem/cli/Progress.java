package io.tandem.cli;

import io.tandem.Tandem;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tells what happens as a person wants to follow it: one line a step, with the seconds since the start. */
final class Progress {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    private static final String FAILED = "failed";
    private static final String TOTAL = "total";
    private static final String WORKING = "working";

    private final PrintWriter out;
    private final Instant begun = Instant.now();
    private String told = "";
    private Instant toldAt = Instant.EPOCH;

    Progress(PrintWriter out) {
        this.out = out;
    }

    /** Prints a sentence with the time since the start. */
    void step(String sentence) {
        Duration since = Duration.between(begun, Instant.now());
        out.println("%6.1f s  %s".formatted(since.toMillis() / 1000.0, sentence));
        out.flush();
    }

    /**
     * Prints how many stores and tasks are in step as that changes, until all have settled; {@return whether they did,
     * and none failed}
     */
    boolean follow(Tandem tandem, Duration patience) throws InterruptedException {
        Eta eta = new Eta(Instant.now());
        boolean settled = Lookout.until(() -> settled(tandem, eta), BETWEEN_LOOKS, patience);
        if (!settled) {
            step("Not all stores settled within " + patience.toMinutes() + " minutes");
        }
        return settled
                && of(tandem.stores().counts(), FAILED) == 0
                && of(tandem.tasks().counts(), FAILED) == 0;
    }

    private boolean settled(Tandem tandem, Eta eta) {
        Map<String, Long> stores = tandem.stores().counts();
        Map<String, Long> tasks = tandem.tasks().counts();
        boolean caughtUp = tandem.pulse().lag().values().stream().allMatch(waiting -> waiting == 0);
        boolean settled = caughtUp && of(stores, TOTAL) > 0 && of(stores, WORKING) == 0 && of(tasks, WORKING) == 0;
        String rest = eta.sentence(of(stores, WORKING) + of(tasks, WORKING), Instant.now());
        tell("Stores: " + states(stores) + ". Their tasks: " + states(tasks) + rest, settled, of(stores, TOTAL) > 0);
        return settled;
    }

    private void tell(String now, boolean settled, boolean known) {
        boolean pressing = settled || Duration.between(toldAt, Instant.now()).compareTo(BETWEEN_LINES) > 0;
        if (known && pressing && !now.equals(told)) {
            step(now);
            told = now;
            toldAt = Instant.now();
        }
    }

    private static String states(Map<String, Long> counts) {
        return "%d in step, %d working, %d waiting, %d failed"
                .formatted(of(counts, "inSync"), of(counts, WORKING), of(counts, "waiting"), of(counts, FAILED));
    }

    private static long of(Map<String, Long> counts, String state) {
        return counts.getOrDefault(state, 0L);
    }
}
