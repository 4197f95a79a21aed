package io.tandem.simulator;

import java.time.Instant;

/**
 * One long-running Teams operation; its status follows from the time alone, so it goes on after a restart.
 *
 * @param id operation id
 * @param team team id
 * @param type {@code createTeam}, {@code teamifyGroup}, {@code archiveTeam} or {@code unarchiveTeam}
 * @param createdAt when it was accepted
 * @param appearsAt until then GET answers 404
 * @param startsAt until then {@code notStarted}
 * @param endsAt until then {@code inProgress}, afterwards {@code succeeded}
 */
record Operation(
        String id, String team, String type, Instant createdAt, Instant appearsAt, Instant startsAt, Instant endsAt) {

    static Operation accepted(String id, String team, String type, Instant now, SimulatorProfile profile) {
        Instant appears = now.plus(profile.operationHidden());
        Instant starts = appears.plus(profile.operationQueued());
        return new Operation(id, team, type, now, appears, starts, starts.plus(profile.operationRuns()));
    }

    boolean visible(Instant now) {
        return !now.isBefore(appearsAt);
    }

    String status(Instant now) {
        if (now.isBefore(startsAt)) {
            return "notStarted";
        }
        return now.isBefore(endsAt) ? "inProgress" : "succeeded";
    }

    Instant lastAction(Instant now) {
        if (now.isBefore(startsAt)) {
            return createdAt;
        }
        return now.isBefore(endsAt) ? startsAt : endsAt;
    }
}
