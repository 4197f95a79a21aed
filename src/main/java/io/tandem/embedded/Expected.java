package io.tandem.embedded;

import java.util.List;
import java.util.Set;

/**
 * What must come out for one store of a sample company (DESIGN 6), told by those who made it up and not by any
 * planner. Holds on the day for which the company was made, in every time zone.
 *
 * @param storeNumber store number, six digits
 * @param name name of the store today, and of its team
 * @param state what becomes of it
 * @param owners Entra object ids of the team's owners, empty unless in step
 * @param members Entra object ids of the team's other members, empty unless in step
 * @param findings the workers of the store who cannot be in its team, by personnel number; none for a closed store
 */
public record Expected(
        String storeNumber, String name, State state, Set<String> owners, Set<String> members, List<Finding> findings) {

    /** What becomes of a store. */
    public enum State {
        /** Has a team with these owners and members. */
        IN_STEP,
        /** Has no team, because no manager has an account that may use Teams. */
        WAITING_NO_MANAGER,
        /** Was closed before it had a team, so it gets none. */
        CLOSED_WITHOUT_TEAM
    }

    /** Why a worker cannot be in a team. */
    public enum Problem {
        /** Not linked to an Entra account. */
        NO_ACCOUNT,
        /** The account is blocked. */
        DISABLED,
        /** The account has no Teams licence. */
        UNLICENSED
    }

    /**
     * A worker who cannot be in the team.
     *
     * @param personnelNumber who, six digits
     * @param problem why
     */
    public record Finding(String personnelNumber, Problem problem) {}

    /** Copies the collections. */
    public Expected {
        owners = Set.copyOf(owners);
        members = Set.copyOf(members);
        findings = List.copyOf(findings);
    }

    /** {@return whether the store has a team} */
    public boolean hasTeam() {
        return state == State.IN_STEP;
    }
}
