package io.tandem.tasks;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One property that a call writes; what is not named stays as it is (graph-contract 8.4). */
public sealed interface Setting {

    /** {@code title}. */
    record Title(String text) implements Setting {}

    /** {@code dueDateTime}; null clears it. */
    record Due(@Nullable Instant at) implements Setting {}

    /** {@code startDateTime}. */
    record Start(Instant at) implements Setting {}

    /** {@code percentComplete}. */
    record Percent(int value) implements Setting {}

    /** {@code assignments}: user ids that get one, and those whose is set to null. */
    record Assignments(SortedSet<String> added, SortedSet<String> removed) implements Setting {
        /** Copies the ids. */
        public Assignments {
            added = new TreeSet<>(added);
            removed = new TreeSet<>(removed);
        }
    }

    /** {@code description} of the details, empty to clear it. */
    record Description(String text) implements Setting {}

    /** {@code references} of the details: addresses, not encoded, that are added, and those that are set to null. */
    record References(SortedSet<String> added, SortedSet<String> removed) implements Setting {
        /** Copies the addresses. */
        public References {
            added = new TreeSet<>(added);
            removed = new TreeSet<>(removed);
        }
    }
}
