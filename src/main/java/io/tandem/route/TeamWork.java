package io.tandem.route;

import io.tandem.model.Claim;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.model.Verdict;
import io.tandem.teams.DesiredTeam;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Plan;
import io.tandem.teams.Step;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The work on one team, between the steps of the route.
 *
 * @param claim the right to do it
 * @param staff what Commerce says
 * @param checked whether the team's own properties were read meanwhile
 * @param now everything that the next step depends on, null until planned
 * @param verdict how it ended, null while it goes on
 */
record TeamWork(
        Claim claim,
        TeamStaff staff,
        boolean checked,
        @Nullable Situation now,
        @Nullable Verdict verdict) {

    /**
     * Where the work is.
     *
     * @param known what is known of the team
     * @param meant the same with what the next step means to do, as it is written down
     * @param next the step to do, null = none now
     */
    record Situation(
            DesiredTeam desired,
            KnownTeam known,
            KnownTeam meant,
            Plan plan,
            @Nullable Step next) {

        Situation meaning(KnownTeam other) {
            return new Situation(desired, known, other, plan, next);
        }
    }

    TeamSource source() {
        return staff.source();
    }

    Situation situation() {
        return Optional.ofNullable(now).orElseThrow(() -> new IllegalStateException("nothing is planned yet"));
    }

    List<Finding> findings() {
        return now == null ? List.of() : now.plan().findings();
    }

    /** {@return whether a step is to be done; the route's loop asks} */
    public boolean goesOn() {
        return verdict == null && now != null && now.next() != null;
    }

    TeamWork at(Situation situation) {
        return new TeamWork(claim, staff, checked, situation, null);
    }

    TeamWork ended(Verdict how) {
        return new TeamWork(claim, staff, checked, now, how);
    }

    TeamWork having(Step done) {
        return new TeamWork(claim, staff, checked || done instanceof Step.ReadTeam, now, verdict);
    }
}
