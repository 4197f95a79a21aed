package io.tandem.console;

import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.tasks.FieldOwnership;
import io.tandem.tasks.TaskState;
import io.tandem.teams.DesiredTeam;
import io.tandem.teams.Directory;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.People;
import io.tandem.teams.Plan;
import io.tandem.teams.Roster;
import io.tandem.teams.TeamPlanner;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamState;
import java.time.Clock;
import java.time.Instant;

/** Works out anew, from what is known, why things are as they are; nothing of it happens. */
public final class Explainer {
    private final Sources sources;
    private final Clock clock;

    /** What is known, and what the retailer chose. */
    public record Sources(
            TeamState teams, TaskState tasks, People people, TeamPolicy policy, FieldOwnership ownership) {}

    /** @param clock decides which day it is */
    public Explainer(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * A store, or the communications managers, as Commerce wants them and as they are known in Teams.
     *
     * @param desired the team there should be now
     * @param plan what is left to do
     */
    record Team(TeamStaff staff, Directory directory, DesiredTeam desired, KnownTeam known, Plan plan) {}

    Team team(TeamSource source) {
        Instant now = now();
        TeamStaff staff = switch (source) {
            case StoreNumber store -> sources.teams().staff(store);
            case Communications communications -> sources.teams().communications();
        };
        Directory directory = sources.people().directory(Roster.identities(staff, sources.policy()));
        DesiredTeam desired = Roster.desired(staff, directory, sources.policy(), now);
        KnownTeam known = sources.teams().known(source);
        Plan plan = new TeamPlanner(sources.policy()).plan(desired, known, now);
        return new Team(staff, directory, desired, known, plan);
    }

    Sources sources() {
        return sources;
    }

    Instant now() {
        return clock.instant();
    }
}
