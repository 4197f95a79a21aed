package io.tandem.commerce;

import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Hierarchy;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.model.StoreTasks;
import io.tandem.model.Worker;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads facts as stores, workers and tasks. What cannot be read counts as not told. */
public final class FactReader {
    private FactReader() {}

    /** {@return the store as its facts describe it; facts of others are ignored} */
    public static Store store(StoreNumber number, Collection<Fact> facts) {
        SubjectFacts store = new SubjectFacts(facts, Subjects.of(number));
        return new Store(
                number,
                store.text(FactFields.NAME).orElse(null),
                store.value(FactFields.TIME_ZONE, ZoneId::of).orElse(null),
                place(store),
                store.value(FactFields.OPENED_ON, LocalDate::parse).orElse(null),
                store.value(FactFields.CLOSED_ON, LocalDate::parse).orElse(null));
    }

    /** {@return the worker as the facts about this worker describe; facts of others are ignored} */
    public static Worker worker(PersonnelNumber number, Collection<Fact> facts) {
        return worker(number, new SubjectFacts(facts, Subjects.of(number)));
    }

    /**
     * Reads what Commerce wants for one store.
     *
     * @param facts all facts of the store, all of its workers (their other stores included), and of its mapping; others
     *     are ignored
     * @return the store with everybody who is, was or will be assigned to it
     */
    public static StoreStaff staff(StoreNumber number, Collection<Fact> facts) {
        SubjectFacts mapping = new SubjectFacts(facts, Subjects.STORE_MAPPING + number);
        return new StoreStaff(
                store(number, facts),
                workers(number, facts),
                mapping.text(FactFields.TEAM_ID).orElse(null));
    }

    /**
     * Reads who the communications managers are.
     *
     * @param facts all facts of everybody who holds the role or held it, and of mappings for communication; others are ignored
     */
    public static CommunicationsStaff communications(Collection<Fact> facts) {
        return CommunicationsReader.read(facts);
    }

    /**
     * Reads what Commerce wants done in one store.
     *
     * <p>A task of a started list is due {@code dueOffsetDays} after the target date, and a contact is the last line of
     * its notes. A newer word on the single task replaces the whole field. Until a status is told it is
     * {@code NotStarted}, said before everything else: at the epoch with an empty stamp. A task exists when its list is
     * started in the store, or when Commerce made it; only {@code task.created} brings a deleted one back.
     *
     * @param facts all facts of the store, of its tasks, of the lists that are started in it, of who its assignees and its
     *     workers are, and all that tie one of these to the store; others are ignored
     */
    public static StoreTasks tasks(StoreNumber number, Collection<Fact> facts) {
        return new StoreTasks(store(number, facts), TaskReader.read(number, facts), people(number, facts));
    }

    private static Map<PersonnelNumber, Identity> people(StoreNumber store, Collection<Fact> facts) {
        Map<String, List<Fact>> workers = bySubject(facts);
        return facts.stream()
                .filter(fact -> fact.isAbout(store))
                .flatMap(fact -> SubjectFacts.readable(fact, Fact::person).flatMap(Function.identity()).stream())
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        number -> identity(new SubjectFacts(workers.getOrDefault(Subjects.of(number), List.of())))));
    }

    /** {@return who the workers are in Entra of whom these facts tell that, each once} */
    public static List<Identity> identities(Collection<Fact> facts) {
        return bySubject(facts).values().stream()
                .map(ofOne -> identity(new SubjectFacts(ofOne)))
                .filter(Identity::isLinked)
                .distinct()
                .toList();
    }

    /** {@return by what these facts say that workers are known in Entra, by subject} */
    public static Map<String, Set<Identity>> links(Collection<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.subject().startsWith(Subjects.WORKER))
                .filter(fact -> identity(new SubjectFacts(List.of(fact))).isLinked())
                .collect(Collectors.groupingBy(
                        Fact::subject,
                        TreeMap::new,
                        Collectors.mapping(fact -> identity(new SubjectFacts(List.of(fact))), Collectors.toSet())));
    }

    /** {@return the hierarchies of which these facts tell, ordered by name; other facts are ignored} */
    public static List<Hierarchy> hierarchies(Collection<Fact> facts) {
        return Fact.newest(facts).stream()
                .flatMap(fact -> HierarchyData.read(fact).stream())
                .toList();
    }

    static Identity identity(SubjectFacts worker) {
        return new Identity(
                worker.text(FactFields.OBJECT_ID).orElse(null),
                worker.text(FactFields.PRINCIPAL_NAME).orElse(null));
    }

    static Map<String, List<Fact>> bySubject(Collection<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.subject().startsWith(Subjects.WORKER))
                .collect(Collectors.groupingBy(Fact::subject, TreeMap::new, Collectors.toList()));
    }

    private static List<Worker> workers(StoreNumber store, Collection<Fact> facts) {
        return bySubject(facts).values().stream()
                .flatMap(ofOne -> worker(ofOne).stream())
                .filter(worker -> worker.assignments().containsKey(store))
                .toList();
    }

    static Optional<Worker> worker(List<Fact> ofOne) {
        return SubjectFacts.readable(ofOne.getFirst(), Fact::worker)
                .flatMap(number -> number)
                .map(number -> worker(number, new SubjectFacts(ofOne)));
    }

    private static Worker worker(PersonnelNumber number, SubjectFacts worker) {
        return new Worker(
                number,
                worker.text(FactFields.NAME).orElse(null),
                identity(worker),
                Employments.of(worker),
                Assignments.of(worker));
    }

    private static Store.Place place(SubjectFacts store) {
        var address = store.json(FactFields.ADDRESS);
        return new Store.Place(
                store.text(FactFields.LEGAL_ENTITY).orElse(null),
                store.text(FactFields.OPERATING_UNIT_NUMBER).orElse(null),
                store.text(FactFields.CHANNEL_ID).orElse(null),
                address.map(part -> part.path("city").textValue()).orElse(null),
                address.map(part -> part.path("state").textValue()).orElse(null),
                address.map(part -> part.path("country").textValue()).orElse(null));
    }
}
