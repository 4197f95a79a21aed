package io.tandem.console;

import java.util.Collection;
import java.util.List;

/** What all running instances together use of Microsoft's ceilings. */
public interface Budgets {

    /** Tells the others what this instance uses; it counts for a quarter of a minute. */
    void note(Collection<Share> shares);

    /** {@return what those who told it lately use together, by name} */
    List<Share> together();

    /**
     * Calls of the last minute.
     *
     * @param name of the ceiling
     * @param used calls in the last minute
     * @param allowed calls a minute that are kept to
     * @param alone whether each instance allows itself so much, and not all of them together
     */
    record Share(String name, double used, double allowed, boolean alone) {}
}
