package io.tandem.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The communications managers: what Commerce wants for their team.
 *
 * @param workers those who hold the role, by when it was granted, the earliest first
 * @param mappedTeam id of the existing team that Commerce names for them, null when none
 * @param revoked since when others hold the role no more
 * @param restored those of the team whose removal was rejected or undone
 */
public record CommunicationsStaff(
        List<Worker> workers, @Nullable String mappedTeam, Map<Worker, Instant> revoked, List<Restored> restored)
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
    public Map<PersonnelNumber, Instant> goneSince(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<PersonnelNumber, Instant> gone = new HashMap<>();
        revoked.forEach((worker, since) -> gone.merge(worker.number(), since, TeamStaff::later));
        Stream.concat(workers.stream(), revoked.keySet().stream())
                .forEach(worker -> worker.leftSince(today, ZoneOffset.UTC)
                        .ifPresent(since -> gone.merge(worker.number(), since, TeamStaff::later)));
        return gone;
    }

    @Override
    public TeamSource source() {
        return Communications.TEAM;
    }
}
