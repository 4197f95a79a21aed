package io.tandem.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.model.Claim;
import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.model.Verdict;
import io.tandem.route.TeamWork.Situation;
import io.tandem.teams.Departures;
import io.tandem.teams.DesiredTeam;
import io.tandem.teams.Directory;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Leave;
import io.tandem.teams.Outcome;
import io.tandem.teams.People;
import io.tandem.teams.Plan;
import io.tandem.teams.Roster;
import io.tandem.teams.Standing;
import io.tandem.teams.Step;
import io.tandem.teams.StepTaken;
import io.tandem.teams.TeamNews;
import io.tandem.teams.TeamPlanner;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamState;
import io.tandem.teams.Transition;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of route {@code team-sync}: load, look people up, plan, then intend, call and record, and settle. */
public final class TeamSync {
    private static final String WORK = "teamWork";
    private static final Logger LOG = LoggerFactory.getLogger(TeamSync.class);

    private final TeamState state;
    private final People people;
    private final Departures departures;
    private final Settlement settlement;
    private final TeamPolicy policy;
    private final TeamPlanner planner;
    private final TeamMeter meter;
    private final Clock clock;

    /**
     * What the steps work on.
     *
     * @param state what Commerce wants and what is known
     * @param people what the directory said
     * @param departures who may be put out, and what may be archived
     */
    public record Parts(TeamState state, People people, Departures departures) {}

    /** Binds the steps to what they work on. */
    public TeamSync(Parts parts, Settlement settlement, TeamPolicy policy, MeterRegistry meters) {
        this.state = parts.state();
        this.people = parts.people();
        this.departures = parts.departures();
        this.settlement = settlement;
        this.policy = policy;
        this.meter = new TeamMeter(meters);
        this.planner = new TeamPlanner(policy);
        this.clock = settlement.clock();
    }

    /** Loads what Commerce says of the claimed store, or of the communications managers; the body becomes the people whose accounts matter. */
    public void load(@Body Claim claim, Exchange exchange) {
        TeamStaff staff = switch (TeamSource.of(claim.key())) {
            case StoreNumber store -> state.staff(store);
            case Communications communications -> state.communications();
        };
        TeamWork work = new TeamWork(claim, staff, false, null, null);
        exchange.setProperty(WORK, work);
        exchange.getMessage().setBody(Roster.identities(work.staff(), policy));
    }

    /** Plans, unless the people could not be looked up. */
    public void plan(@Body Optional<Outcome> trouble, @ExchangeProperty(WORK) TeamWork work, Exchange exchange) {
        TeamWork planned =
                trouble.isPresent() ? work.ended(verdict(trouble.get())) : plan(work, state.known(work.source()));
        exchange.setProperty(WORK, planned);
    }

    /** Writes down what the next step means to do; the body becomes its Graph request. */
    public void intend(@ExchangeProperty(WORK) TeamWork work, Exchange exchange) {
        Situation at = work.situation();
        KnownTeam meant = transition(at.desired()).intended(at.known(), next(at));
        save(work, at.known(), meant, List.of());
        exchange.setProperty(WORK, work.at(at.meaning(meant)));
        exchange.getMessage().setBody(TeamRequests.of(next(at)));
    }

    /** Writes down what came of the step, and plans anew. */
    public void record(@Body GraphAnswer answer, @ExchangeProperty(WORK) TeamWork work, Exchange exchange) {
        Situation at = work.situation();
        Outcome outcome = new TeamAnswers(policy.pace().look(), clock.instant()).outcome(next(at), answer);
        KnownTeam after = transition(at.desired()).after(at.known(), next(at), outcome);
        List<TeamNews> news = transition(at.desired()).news(at.known(), after, outcome, policy);
        save(work, at.meant(), after, news);
        state.note(work.source(), new StepTaken(next(at), outcome, TeamAnswers.requestId(answer), clock.instant()));
        meter.measure(at.known(), after, news);
        if (next(at) instanceof Step.CreateGroup create && outcome instanceof Outcome.Refused) {
            // It may be the fault of an account that is no more; the directory is asked anew before the next attempt.
            people.doubt(create.people().keySet());
        }
        LOG.debug("Did a step source={} step={} outcome={}", work.source(), next(at), outcome);
        TeamWork done = work.having(next(at));
        exchange.setProperty(WORK, isOver(work, outcome) ? done.ended(verdict(outcome)) : plan(done, after));
    }

    /** A name that is refused before anybody looked whether the team is archived is no end: the look comes next. */
    private static boolean isOver(TeamWork work, Outcome outcome) {
        boolean refused = outcome instanceof Outcome.Refused || outcome instanceof Outcome.Denied;
        boolean unlooked = next(work.situation()).changesProperty() && !work.checked();
        return (refused && !unlooked)
                || outcome instanceof Outcome.Postponed
                || outcome instanceof Outcome.TeamMissing
                || outcome instanceof Outcome.OperationFailed;
    }

    /** Puts the store on the board and gives the claim back. */
    public void settle(@ExchangeProperty(WORK) TeamWork work) {
        Verdict verdict = Objects.requireNonNullElseGet(work.verdict(), () -> verdict(work.situation()));
        state.report(work.claim(), work.staff(), standing(work, verdict), work.findings());
        settlement.settle(work.claim(), verdict);
    }

    private TeamWork plan(TeamWork work, KnownTeam known) {
        Instant now = clock.instant();
        Directory directory = people.directory(Roster.identities(work.staff(), policy));
        Set<String> anew = Roster.decidedAnew(work.staff(), directory, policy, now);
        if (!anew.isEmpty()) {
            departures.decidedAnew(work.source(), anew);
        }
        DesiredTeam desired = Roster.desired(work.staff(), directory, policy, now);
        Plan wanted = planner.plan(desired, known, now);
        Leave leave = planner.wish(desired, known, now)
                .map(wish -> departures.ask(wish, now))
                .orElseGet(() -> departures.decided(work.source()));
        Plan plan = planner.plan(desired, known, leave, departures.permit(work.source(), known, wanted, now), now);
        return work.at(new Situation(desired, known, known, plan, plan.next(now).orElse(null)));
    }

    private void save(TeamWork work, KnownTeam before, KnownTeam after, List<TeamNews> news) {
        state.save(work.claim(), work.source(), before, after, news);
    }

    private Transition transition(DesiredTeam desired) {
        return new Transition(desired, policy.pace(), clock.instant());
    }

    private static Verdict verdict(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Postponed postponed -> Verdict.againAt(postponed.until(), postponed.reason());
            case Outcome.Refused refused -> Verdict.refused(refused.reason(), refused.refusal());
            case Outcome.TeamMissing missing -> Verdict.failed(missing.reason());
            case Outcome.Denied denied -> new Verdict.Barred(denied.reason());
            case Outcome.OperationFailed failed -> Verdict.failed(failed.reason());
            default -> throw new IllegalArgumentException("work goes on after " + outcome);
        };
    }

    private static Verdict verdict(Situation at) {
        Plan plan = at.plan();
        return plan.steps().isEmpty() || plan.startsAt() == null
                ? Verdict.done(plan.changesAt())
                : Verdict.againAt(plan.startsAt(), plan.steps().getFirst().sentence());
    }

    private static Standing standing(TeamWork work, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Done done -> work.situation().plan().standing();
            case Verdict.AgainAt again -> new Standing(Standing.State.WORKING, again.reason());
            case Verdict.Failed failed -> Standing.failed(failed.reason());
            case Verdict.Barred barred -> Standing.failed(barred.reason());
        };
    }

    private static Step next(Situation at) {
        return Objects.requireNonNull(at.next(), "there is no step to do");
    }
}
