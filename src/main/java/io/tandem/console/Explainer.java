package io.tandem.console;

import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.tasks.FieldOwnership;
import io.tandem.tasks.TaskState;
import io.tandem.teams.Decision;
import io.tandem.teams.DesiredTeam;
import io.tandem.teams.Directory;
import io.tandem.teams.Hold;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.People;
import io.tandem.teams.Plan;
import io.tandem.teams.Roster;
import io.tandem.teams.Step;
import io.tandem.teams.TeamPlanner;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamState;
import io.tandem.teams.TeamSurvey;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Works out anew, from what is known, why things are as they are; nothing of it happens. */
public final class Explainer {
    private final Sources sources;
    private final Clock clock;

    /** What is known, and what the retailer chose. */
    public record Sources(
            TeamState teams,
            TeamSurvey survey,
            TaskState tasks,
            People people,
            TeamPolicy policy,
            FieldOwnership ownership) {}

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
     * @param decisions by user id what was decided, or waits to be, of those who were to leave
     */
    record Team(
            TeamStaff staff,
            Directory directory,
            DesiredTeam desired,
            KnownTeam known,
            Plan plan,
            Map<String, Decision> decisions) {

        /** {@return what is left to do, in order, and what else would be done if somebody approved it} */
        List<String> todo() {
            return Stream.concat(
                            plan.steps().stream().map(Step::sentence),
                            plan.holds().stream().map(Hold::sentence))
                    .toList();
        }
    }

    Team team(TeamSource source) {
        Instant now = now();
        TeamStaff staff = switch (source) {
            case StoreNumber store -> sources.teams().staff(store);
            case Communications communications -> sources.teams().communications();
        };
        Directory directory = sources.people().directory(Roster.identities(staff, sources.policy()));
        DesiredTeam desired = Roster.desired(staff, directory, sources.policy(), now);
        TeamSurvey.Picture picture = sources.survey().pictures(List.of(source)).getFirst();
        KnownTeam known = picture.known();
        Plan plan = new TeamPlanner(sources.policy())
                .plan(desired, known, picture.leave(), picture.archive().permit(), now);
        return new Team(staff, directory, desired, known, plan, decisions(source, desired));
    }

    /** What was decided of people whom Commerce wants again is over with the next plan. */
    private Map<String, Decision> decisions(TeamSource source, DesiredTeam desired) {
        Map<String, Decision> decisions = new HashMap<>(sources.survey().decisions(source));
        decisions.entrySet().removeIf(one -> one.getValue().isOfUnwanted() && desired.belongs(one.getKey()));
        return decisions;
    }

    Sources sources() {
        return sources;
    }

    Instant now() {
        return clock.instant();
    }
}
