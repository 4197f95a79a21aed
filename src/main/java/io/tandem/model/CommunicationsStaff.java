package io.tandem.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The communications managers: what Commerce wants for their team.
 *
 * @param workers those who hold the role, by when it was granted, the earliest first
 * @param mappedTeam id of the existing team that Commerce names for them, null when none
 */
public record CommunicationsStaff(
        List<Worker> workers, @Nullable String mappedTeam) implements TeamStaff {
    /** Copies the people. */
    public CommunicationsStaff {
        workers = List.copyOf(workers);
    }

    @Override
    public TeamSource source() {
        return Communications.TEAM;
    }
}
