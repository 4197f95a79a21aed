package io.tandem.console;

import java.time.Instant;
import java.util.Map;

/** What is due and where everything stands, in numbers. */
public interface Headcount {

    /** {@return all numbers that are not zero, counted at once} */
    Map<Number, Double> take(Instant now);

    /** What is counted. */
    enum Measure {
        /** Keys by kind and by what is done with them: {@code due}, {@code working}, {@code waiting}, {@code failed}, {@code parked}, {@code settled}. */
        KEYS,
        /** Seconds for which the oldest due key of a kind has waited; without a state. */
        OLDEST,
        /** Stores by kind and state, by the words of {@code GET /api/status}. */
        STANDING,
        /** Updates for Commerce that wait; without kind and state. */
        UPDATES,
        /** Dead letters that are open; without kind and state. */
        LETTERS
    }

    /**
     * One number.
     *
     * @param kind of keys, {@code store} or {@code tasks}, or empty
     * @param state a word, or empty
     */
    record Number(Measure measure, String kind, String state) {}
}
