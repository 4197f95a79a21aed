package io.tandem.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The communications managers: what Commerce wants for their team.
 *
 * @param workers those who hold the role, by when it was granted, the earliest first
 * @param mappedTeam id of the existing team that Commerce names for them, null when none
 * @param restored those of the team whose removal was undone
 */
public record CommunicationsStaff(
        List<Worker> workers, @Nullable String mappedTeam, List<Restored> restored) implements TeamStaff {
    /** Copies the people. */
    public CommunicationsStaff {
        workers = List.copyOf(workers);
        restored = List.copyOf(restored);
    }

    /** As Commerce alone wants it. */
    public CommunicationsStaff(List<Worker> workers, @Nullable String mappedTeam) {
        this(workers, mappedTeam, List.of());
    }

    @Override
    public CommunicationsStaff restoring(List<Restored> others) {
        return new CommunicationsStaff(workers, mappedTeam, others);
    }

    @Override
    public TeamSource source() {
        return Communications.TEAM;
    }
}
