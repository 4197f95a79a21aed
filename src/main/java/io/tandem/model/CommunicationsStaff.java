package io.tandem.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The communications managers: what Commerce wants for their team.
 *
 * @param workers those who hold the role, by when it was granted, the earliest first
 * @param mappedTeam id of the existing team that Commerce names for them, null when none
 * @param revoked since when others hold the role no more
 * @param restored those of the team whose removal was undone
 */
public record CommunicationsStaff(
        List<Worker> workers, @Nullable String mappedTeam, Map<Identity, Instant> revoked, List<Restored> restored)
        implements TeamStaff {
    /** Copies the people. */
    public CommunicationsStaff {
        workers = List.copyOf(workers);
        revoked = Map.copyOf(revoked);
        restored = List.copyOf(restored);
    }

    /** As Commerce alone wants it. */
    public CommunicationsStaff(List<Worker> workers, @Nullable String mappedTeam) {
        this(workers, mappedTeam, Map.of(), List.of());
    }

    @Override
    public CommunicationsStaff restoring(List<Restored> others) {
        return new CommunicationsStaff(workers, mappedTeam, revoked, others);
    }

    @Override
    public Map<Identity, Instant> goneSince(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<Identity, Instant> gone = new HashMap<>(revoked);
        workers.forEach(worker -> worker.leftSince(today, ZoneOffset.UTC)
                .ifPresent(since -> gone.merge(worker.identity(), since, TeamStaff::later)));
        return gone;
    }

    @Override
    public TeamSource source() {
        return Communications.TEAM;
    }
}
