package io.tandem.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store with everybody who is, was or will be assigned to it: what Commerce wants for one team.
 *
 * @param store the store
 * @param workers its people, ordered by personnel number
 * @param mappedTeam id of the existing team that Commerce names for the store, null when none
 * @param restored those of its team whose removal was undone
 */
public record StoreStaff(
        Store store, List<Worker> workers, @Nullable String mappedTeam, List<Restored> restored) implements TeamStaff {
    /** Copies the people. */
    public StoreStaff {
        workers = List.copyOf(workers);
        restored = List.copyOf(restored);
    }

    /** As Commerce alone wants it. */
    public StoreStaff(Store store, List<Worker> workers, @Nullable String mappedTeam) {
        this(store, workers, mappedTeam, List.of());
    }

    @Override
    public StoreStaff restoring(List<Restored> others) {
        return new StoreStaff(store, workers, mappedTeam, others);
    }

    @Override
    public TeamSource source() {
        return store.number();
    }
}
