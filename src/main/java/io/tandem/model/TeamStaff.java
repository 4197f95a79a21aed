package io.tandem.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Commerce wants for one team. */
public sealed interface TeamStaff permits StoreStaff, CommunicationsStaff {

    /** {@return what the team serves} */
    TeamSource source();

    /** {@return everybody who may matter for it} */
    List<Worker> workers();

    /** {@return id of the existing team that Commerce names for it, null when none} */
    @Nullable
    String mappedTeam();

    /**
     * Says since when people do not belong to the team any more, as far as Tandem knew.
     *
     * @return by personnel number; whoever belongs to it, or never did, is absent
     */
    Map<PersonnelNumber, Instant> goneSince(Instant now);

    /** {@return those who are in it not because Commerce says so, but because their removal was rejected or undone} */
    List<Restored> restored();

    /** {@return the last of these times that is about one of these workers, null when none is} */
    static @Nullable Instant last(Map<PersonnelNumber, Instant> gone, Set<PersonnelNumber> workers) {
        return workers.stream()
                .flatMap(worker -> Stream.ofNullable(gone.get(worker)))
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** {@return the later of the two} */
    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** {@return the same with others who were restored} */
    TeamStaff restoring(List<Restored> others);

    /** {@return the same without those of the restored who have these user ids} */
    default TeamStaff notRestoring(Set<String> users) {
        return restoring(restored().stream()
                .filter(person -> !users.contains(person.userId()))
                .toList());
    }
}
