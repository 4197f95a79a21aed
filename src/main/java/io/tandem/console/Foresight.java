package io.tandem.console;

import io.tandem.commerce.Batch;
import io.tandem.commerce.EventParser;
import io.tandem.commerce.Fact;
import io.tandem.commerce.Reading;
import io.tandem.commerce.Rehearsal;
import io.tandem.deadletter.DeadLetter;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.teams.DesiredTeam;
import io.tandem.teams.Directory;
import io.tandem.teams.People;
import io.tandem.teams.Roster;
import io.tandem.teams.Step;
import io.tandem.teams.TeamPlanner;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what would come of dead letters if they were sent again; nothing of it happens. */
public final class Foresight {
    private static final int SHOWN = 50;
    private static final String DUE = "due";

    private final Sources sources;
    private final String events;
    private final Clock clock;
    private final EventParser parser;

    /** What is known, and what the retailer chose. */
    public record Sources(Rehearsal rehearsal, TeamState teams, People people, TeamPolicy policy) {}

    /** @param events topic of Commerce's events */
    public Foresight(Sources sources, String events, Clock clock) {
        this.sources = sources;
        this.events = events;
        this.clock = clock;
        this.parser = new EventParser(clock);
    }

    /** What would come of a letter that is sent as it is. */
    Prospect of(DeadLetter letter) {
        DeadLetter.Origin origin = letter.origin();
        if (origin == null) {
            return ofKey(Objects.requireNonNullElse(letter.key(), ""));
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
            case Reading.Accepted accepted -> ofEvent(sources.rehearsal().rehearse(Batch.of(List.of(accepted))));
        };
    }

    /**
     * Counts what would come of many letters, by the words of {@link Prospect#outcome()}.
     *
     * @param keys gets what would become due
     */
    Map<String, Long> count(Collection<DeadLetter> letters, Set<String> keys) {
        Map<String, Long> counts = new TreeMap<>();
        List<Reading> readings = new ArrayList<>();
        for (DeadLetter letter : letters) {
            DeadLetter.Origin origin = letter.origin();
            if (origin == null) {
                counts.merge(DUE, 1L, Long::sum);
                keys.add(Objects.requireNonNullElse(letter.key(), ""));
            } else if (origin.topic().equals(events) && !letter.isCut()) {
                readings.add(parser.read(letter.value()));
            } else {
                counts.merge(of(letter).outcome(), 1L, Long::sum);
            }
        }
        long refused =
                readings.stream().filter(Reading.Refused.class::isInstance).count();
        var outcome = sources.rehearsal().outcome(Batch.of(readings));
        counts.merge("refused", refused, Long::sum);
        counts.merge("applied", (long) outcome.applied(), Long::sum);
        counts.merge("stale", (long) outcome.stale(), Long::sum);
        counts.merge("duplicate", (long) outcome.duplicates(), Long::sum);
        outcome.due().forEach(key -> keys.add(key.toString()));
        return counts;
    }

    private Prospect ofKey(String key) {
        Map<String, List<String>> plans = key.startsWith(Key.STORE + "/")
                ? plans(List.of(sources.teams().staff(new StoreNumber(key.substring(Key.STORE.length() + 1)))))
                : Map.of();
        return new Prospect(
                DUE, "The key becomes due, and its attempts are counted anew.", List.of(), Set.of(key), plans);
    }

    private Prospect ofEvent(Rehearsal.Preview preview) {
        if (preview.outcome().duplicates() > 0) {
            return Prospect.of("duplicate", "This event was folded before; nothing changes.");
        }
        if (preview.outcome().stale() > 0) {
            return Prospect.of("stale", "Something newer is known of all that it says; nothing changes.");
        }
        return new Prospect(
                "applied",
                preview.facts().isEmpty() ? "It says nothing that Tandem keeps." : "It changes what Commerce wants.",
                preview.facts().stream().limit(SHOWN).map(Foresight::shown).toList(),
                new TreeSet<>(preview.outcome().due().stream()
                        .map(Key::toString)
                        .limit(SHOWN)
                        .toList()),
                plans(preview.staff()));
    }

    private static String shown(Fact.Register register) {
        return (register.subject() + " " + register.about()).strip() + " " + register.field();
    }

    private Map<String, List<String>> plans(List<StoreStaff> stores) {
        Map<String, List<String>> plans = new LinkedHashMap<>();
        stores.forEach(staff -> plans.put(Key.of(staff.store().number()).toString(), steps(staff)));
        return plans;
    }

    private List<String> steps(StoreStaff staff) {
        Instant now = clock.instant();
        Directory directory = sources.people().directory(Roster.identities(staff, sources.policy()));
        DesiredTeam desired = Roster.desired(staff, directory, sources.policy(), now);
        return new TeamPlanner(sources.policy())
                .plan(desired, sources.teams().known(staff.store().number()), now).steps().stream()
                        .map(Step::sentence)
                        .toList();
    }
}
