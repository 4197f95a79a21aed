package io.tandem.console;

import io.tandem.commerce.CommerceState;
import io.tandem.commerce.Reading;
import io.tandem.model.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what would come of letters, by the words of {@link Prospect#outcome()}. */
final class Tally {
    private final SortedMap<String, Long> outcomes = new TreeMap<>();
    private final SortedSet<String> keys = new TreeSet<>();
    private final List<Reading> readings = new ArrayList<>();

    void add(Prospect prospect) {
        count(prospect.outcome(), 1);
        keys.addAll(prospect.keys());
    }

    void add(Reading reading) {
        switch (reading) {
            case Reading.Refused refused -> count("refused", 1);
            case Reading.Accepted accepted -> readings.add(accepted);
        }
    }

    /** Counts what would become of all that can be read. */
    void add(CommerceState.Outcome outcome) {
        count("applied", outcome.applied());
        count("stale", outcome.stale());
        count("duplicate", outcome.duplicates());
        outcome.due().stream().map(Key::toString).forEach(keys::add);
    }

    private void count(String outcome, long letters) {
        if (letters > 0) {
            outcomes.merge(outcome, letters, Long::sum);
        }
    }

    SortedMap<String, Long> outcomes() {
        return outcomes;
    }

    /** {@return what would become due} */
    SortedSet<String> keys() {
        return keys;
    }

    /** {@return the events, to be folded together} */
    List<Reading> readings() {
        return readings;
    }
}
