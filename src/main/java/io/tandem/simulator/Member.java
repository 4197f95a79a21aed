package io.tandem.simulator;

import java.time.Instant;

/**
 * One person in one team.
 *
 * @param team team id
 * @param user user id
 * @param owner whether the role is owner
 * @param visibleAt until then GET does not show the membership (graph-contract 5)
 */
record Member(String team, String user, boolean owner, Instant visibleAt) {

    boolean visible(Instant now) {
        return !now.isBefore(visibleAt);
    }

    Member withOwner(boolean value) {
        return new Member(team, user, value, visibleAt);
    }
}
