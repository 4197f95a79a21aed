package io.tandem.embedded;

import java.time.LocalDate;

/**
 * Days counted from today, negative ones are past.
 *
 * @param today day 0
 */
record SampleCalendar(LocalDate today) {
    /** When a future hire begins. */
    static final int FUTURE_START = 14;

    /** When a later posting begins. */
    static final int FUTURE_POSTING = 10;

    /** When a future leaver leaves. */
    static final int FUTURE_END = 21;

    /** {@return the day in ISO form} */
    String day(int days) {
        return today.plusDays(days).toString();
    }

    /** {@return the day after Commerce told of it in that phase, in ISO form} */
    String dayAfter(SamplePhase phase) {
        return day(1 - phase.daysAgo());
    }

    /** {@return first day of a worker's first employment in ISO form} */
    String start(SampleWorker worker) {
        int spread = (worker.ordinal() % 3000 * 37 + 900) % 3000;
        return day(worker.plot() == SamplePlot.FUTURE_HIRE ? FUTURE_START : -200 - spread);
    }
}
