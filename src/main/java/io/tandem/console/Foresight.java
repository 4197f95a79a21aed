package io.tandem.console;

import io.tandem.commerce.Batch;
import io.tandem.commerce.EventParser;
import io.tandem.commerce.Fact;
import io.tandem.commerce.Reading;
import io.tandem.deadletter.DeadLetter;
import io.tandem.model.Key;
import io.tandem.model.TeamSource;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what would come of dead letters if they were sent again; nothing of it happens. */
public final class Foresight {
    private static final int SHOWN = 50;
    private static final String DUE = "due";

    private final Rehearsal rehearsal;
    private final Plans plans;
    private final String events;
    private final EventParser parser;

    /**
     * @param events topic of Commerce's events
     * @param clock decides what is too far in the future
     */
    public Foresight(Rehearsal rehearsal, Plans plans, String events, Clock clock) {
        this.rehearsal = rehearsal;
        this.plans = plans;
        this.events = events;
        this.parser = new EventParser(clock);
    }

    /** {@return what would come of a letter that is sent as it is} */
    Prospect of(DeadLetter letter) {
        DeadLetter.Origin origin = letter.origin();
        if (origin == null) {
            String key = Objects.requireNonNullElse(letter.key(), "");
            return new Prospect(DUE, "The key becomes due, and its attempts are counted anew.", List.of(), Set.of(key));
        }
        if (!origin.topic().equals(events)) {
            return Prospect.of(
                    "written-back", "Commerce HQ is told again, unless it has a newer word or refuses as it did.");
        }
        if (letter.isCut()) {
            return Prospect.of(
                    "unknown",
                    "The letter holds only a part of record " + origin + ", which is read there when it is sent.");
        }
        return switch (parser.read(letter.value())) {
            case Reading.Refused refused ->
                Prospect.of("refused", "It would be a dead letter again: " + refused.reason());
            case Reading.Accepted accepted -> ofEvent(rehearsal.rehearse(Batch.of(List.of(accepted))));
        };
    }

    /** Counts a letter among those that are sent together. */
    void count(DeadLetter letter, Tally tally) {
        DeadLetter.Origin origin = letter.origin();
        if (origin != null && origin.topic().equals(events) && !letter.isCut()) {
            tally.add(parser.read(letter.value()));
        } else {
            tally.add(of(letter));
        }
    }

    /** {@return what would come of letters that are sent together} */
    Forecast of(Tally tally) {
        Rehearsal.Scene scene = rehearsal.scene(Batch.of(tally.readings()), teams(tally.keys()), plans.waveSince());
        tally.add(scene.told().outcome());
        return new Forecast(tally.outcomes(), tally.keys(), plans.of(scene));
    }

    /**
     * What would come of a letter that is sent alone.
     *
     * @param forecast what it would lead to
     */
    record Fate(Prospect prospect, Forecast forecast) {}

    /** {@return what would come of a letter, and to what that would lead} */
    Fate fate(DeadLetter letter) {
        Tally tally = new Tally();
        count(letter, tally);
        if (tally.readings().isEmpty()) {
            return new Fate(of(letter), of(tally));
        }
        Rehearsal.Scene scene = rehearsal.scene(Batch.of(tally.readings()), Set.of(), plans.waveSince());
        tally.add(scene.told().outcome());
        return new Fate(ofEvent(scene.told()), new Forecast(tally.outcomes(), tally.keys(), plans.of(scene)));
    }

    /** A letter may name what is no key. */
    private static Set<TeamSource> teams(Collection<String> keys) {
        return keys.stream()
                .filter(key -> key.startsWith(Key.STORE + "/") || key.equals(Key.COMMUNICATIONS.toString()))
                .map(key -> TeamSource.of(Key.parse(key)))
                .collect(Collectors.toSet());
    }

    private static Prospect ofEvent(Rehearsal.Told told) {
        if (told.outcome().duplicates() > 0) {
            return Prospect.of("duplicate", "This event was folded before; nothing changes.");
        }
        if (told.outcome().stale() > 0) {
            return Prospect.of("stale", "Something newer is known of all that it says; nothing changes.");
        }
        return new Prospect(
                "applied",
                told.facts().isEmpty() ? "It says nothing that Tandem keeps." : "It changes what Commerce wants.",
                told.facts().stream().limit(SHOWN).map(Foresight::shown).toList(),
                new TreeSet<>(told.outcome().due().stream()
                        .map(Key::toString)
                        .limit(SHOWN)
                        .toList()));
    }

    private static String shown(Fact.Register register) {
        return (register.subject() + " " + register.about()).strip() + " " + register.field();
    }
}
