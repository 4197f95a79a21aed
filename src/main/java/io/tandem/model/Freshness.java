package io.tandem.model;

import java.time.Duration;

/** Is told of each key that is settled, and how long that took. Must return quickly and must not throw. */
@FunctionalInterface
public interface Freshness {

    /** Takes no note of anything. */
    Freshness UNASKED = (key, news, age) -> {};

    /**
     * A key is settled.
     *
     * @param news whether something new was known of it, else its time had come
     * @param age since it was known, or since its time
     */
    void settled(Key key, boolean news, Duration age);
}
