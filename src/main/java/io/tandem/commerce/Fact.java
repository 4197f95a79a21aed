package io.tandem.commerce;

import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest word of Commerce about one thing. Desired state is a table of facts in which a fact replaces another of the
 * same register only when its stamp is greater; so facts may be folded in any order and any number of times.
 *
 * @param subject whom it is about: {@code store/000135}, {@code worker/000205}, {@code mapping/RetailStore/000135},
 *     {@code hierarchy/<name>},
 *     {@code list/<process>}, {@code task/<task>} or {@code assignee/000205}, who also has tasks in the store
 * @param about the store to which it ties the subject, {@code store/000135}, or {@code team/communications}; empty when to
 *     none
 * @param field what it tells, for example {@code name} or {@code assigned/2026-11-23}
 * @param value JSON text, null when Commerce says there is none
 * @param stamp when it was said, and by which event
 * @param toldAt when Tandem took it in, null = not known, or not yet
 */
public record Fact(
        String subject,
        String about,
        String field,
        @Nullable String value,
        Stamp stamp,
        @Nullable Instant toldAt) {
    /** A fact that is not taken in yet. */
    public Fact(String subject, String about, String field, @Nullable String value, Stamp stamp) {
        this(subject, about, field, value, stamp, null);
    }

    /** What only one fact at a time is about; the order is one in which rows may be locked without deadlocks. */
    public record Register(String subject, String about, String field) implements Comparable<Register> {
        private static final Comparator<Register> ORDER = Comparator.comparing(Register::subject)
                .thenComparing(Register::about)
                .thenComparing(Register::field);

        @Override
        public int compareTo(Register other) {
            return ORDER.compare(this, other);
        }
    }

    /** {@return what it is the newest word on} */
    public Register register() {
        return new Register(subject, about, field);
    }

    /** {@return whether it is told for that store} */
    boolean isAbout(StoreNumber store) {
        return about.equals(Subjects.of(store));
    }

    /** {@return the store that it concerns by itself, as subject or as what it is about} */
    public Optional<StoreNumber> store() {
        return number(about, Subjects.STORE)
                .or(() -> number(subject, Subjects.STORE))
                .map(StoreNumber::new);
    }

    /** {@return whether it concerns the communications managers by itself} */
    boolean isAboutCommunications() {
        return about.equals(Subjects.COMMUNICATIONS) || subject.startsWith(Subjects.COMMUNICATION_MAPPING);
    }

    /** {@return the worker whom it tells of; it concerns every store to which any fact ties that worker} */
    public Optional<PersonnelNumber> worker() {
        return number(subject, Subjects.WORKER).map(PersonnelNumber::new);
    }

    /** {@return the worker whom it tells of, or for whom it says that there are tasks} */
    Optional<PersonnelNumber> person() {
        return worker().or(() -> number(subject, Subjects.ASSIGNEE).map(PersonnelNumber::new));
    }

    /** {@return the newest fact of each register, ordered by register} */
    static Collection<Fact> newest(Collection<Fact> facts) {
        Map<Register, Fact> newest = new TreeMap<>();
        facts.forEach(fact -> newest.merge(fact.register(), fact, Fact::later));
        return newest.values();
    }

    private static Fact later(Fact known, Fact other) {
        return other.stamp.compareTo(known.stamp) > 0 ? other : known;
    }

    private static Optional<String> number(String key, String prefix) {
        return key.startsWith(prefix) ? Optional.of(key.substring(prefix.length())) : Optional.empty();
    }
}
