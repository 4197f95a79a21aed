package io.tandem.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store with everybody who is, was or will be assigned to it: what Commerce wants for one team.
 *
 * @param store the store
 * @param workers its people, ordered by personnel number
 * @param mappedTeam id of the existing team that Commerce names for the store, null when none
 * @param restored those of its team whose removal was rejected or undone
 * @param formerNumber number of an open store with a team, of the same operating unit or retail channel as this one, which has no
 *     team: somebody renumbered it; null = there is none
 */
public record StoreStaff(
        Store store,
        List<Worker> workers,
        @Nullable String mappedTeam,
        List<Restored> restored,
        @Nullable StoreNumber formerNumber)
        implements TeamStaff {
    /** Copies the people. */
    public StoreStaff {
        workers = List.copyOf(workers);
        restored = List.copyOf(restored);
    }

    /** As Commerce alone wants it. */
    public StoreStaff(Store store, List<Worker> workers, @Nullable String mappedTeam) {
        this(store, workers, mappedTeam, List.of(), null);
    }

    @Override
    public StoreStaff restoring(List<Restored> others) {
        return new StoreStaff(store, workers, mappedTeam, others, formerNumber);
    }

    @Override
    public Map<PersonnelNumber, Instant> goneSince(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, store.zone());
        Map<PersonnelNumber, Instant> gone = new HashMap<>();
        workers.forEach(worker -> worker.goneSince(store.number(), today, store.zone())
                .ifPresent(since -> gone.merge(worker.number(), since, TeamStaff::later)));
        return gone;
    }

    /** {@return the same under a new number} */
    public StoreStaff renumbered(@Nullable StoreNumber former) {
        return new StoreStaff(store, workers, mappedTeam, restored, former);
    }

    @Override
    public TeamSource source() {
        return store.number();
    }
}
