package io.tandem.commerce;

import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Worker;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads facts as communications managers. */
final class CommunicationsReader {
    /**
     * Since when somebody holds the role, as far as it is known; its stamp does not tell, for that is newer whenever the
     * grant is repeated. Who cannot be told apart comes in the order of the numbers.
     */
    private static final Comparator<Fact> SINCE = Comparator.comparing(
                    Fact::toldAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(Fact::subject);

    private CommunicationsReader() {}

    static CommunicationsStaff read(Collection<Fact> facts) {
        return new CommunicationsStaff(
                FactReader.bySubject(facts).values().stream()
                        .flatMap(ofOne -> granted(ofOne).map(grant -> Map.entry(grant, ofOne)).stream())
                        .sorted(Map.Entry.comparingByKey(SINCE))
                        .flatMap(holder -> FactReader.worker(holder.getValue()).stream())
                        .toList(),
                communicationsTeam(facts),
                revoked(facts),
                List.of());
    }

    /** Since when those who held the role do not any more; long ago when nobody knows. */
    private static Map<Worker, Instant> revoked(Collection<Fact> facts) {
        Map<Worker, Instant> revoked = new HashMap<>();
        FactReader.bySubject(facts)
                .values()
                .forEach(ofOne -> new SubjectFacts(ofOne)
                        .beginningWith(FactFields.ROLE)
                        .filter(role -> !SubjectFacts.json(role).asBoolean())
                        .findFirst()
                        .ifPresent(role -> FactReader.worker(ofOne)
                                .ifPresent(worker -> revoked.put(
                                        worker, Objects.requireNonNullElse(role.toldAt(), Instant.EPOCH)))));
        return revoked;
    }

    private static Optional<Fact> granted(List<Fact> ofOne) {
        return new SubjectFacts(ofOne)
                .beginningWith(FactFields.ROLE)
                .filter(role -> SubjectFacts.json(role).asBoolean())
                .findFirst();
    }

    /** What a mapping for communication is called, Commerce does not say; of several the newest that names a team counts. */
    private static @Nullable String communicationsTeam(Collection<Fact> facts) {
        return Fact.newest(facts).stream()
                .filter(fact -> fact.subject().startsWith(Subjects.COMMUNICATION_MAPPING))
                .sorted(Comparator.comparing(Fact::stamp).reversed())
                .flatMap(fact -> Stream.ofNullable(SubjectFacts.json(fact).textValue()))
                .findFirst()
                .orElse(null);
    }
}
