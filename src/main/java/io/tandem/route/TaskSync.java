package io.tandem.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.model.Claim;
import io.tandem.model.Identity;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import io.tandem.model.Verdict;
import io.tandem.route.TaskWork.Situation;
import io.tandem.tasks.Board;
import io.tandem.tasks.Change;
import io.tandem.tasks.DesiredPlan;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.Outcome;
import io.tandem.tasks.Plan;
import io.tandem.tasks.Standing;
import io.tandem.tasks.Step;
import io.tandem.tasks.TaskPlanner;
import io.tandem.tasks.TaskPolicy;
import io.tandem.tasks.TaskState;
import io.tandem.tasks.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of route {@code task-sync}: load, look people up, plan, then intend, call and record, and settle. */
public final class TaskSync {
    private static final String WORK = "taskWork";
    private static final Logger LOG = LoggerFactory.getLogger(TaskSync.class);

    /** After so many calls a store gives its place to others. */
    private static final int MOST_AT_ONCE = 60;

    private final TaskState state;
    private final StoreTeams teams;
    private final Settlement settlement;
    private final TaskPolicy policy;
    private final TaskPlanner planner;
    private final Clock clock;
    private final MeterRegistry meters;

    /** Binds the steps to what they work on. */
    public TaskSync(TaskState state, StoreTeams teams, Settlement settlement, TaskPolicy policy, MeterRegistry meters) {
        this.meters = meters;
        this.state = state;
        this.teams = teams;
        this.settlement = settlement;
        this.policy = policy;
        this.planner = new TaskPlanner(policy);
        this.clock = settlement.clock();
    }

    /** Loads what Commerce says of the claimed store's tasks; the body becomes the people who are named in them. */
    public List<Identity> load(@Body Claim claim, Exchange exchange) {
        StoreTasks wanted = state.wanted(new StoreNumber(claim.key().id()));
        exchange.setProperty(WORK, TaskWork.begun(claim, wanted));
        return named(wanted);
    }

    /** Plans; people who could not be looked up keep nobody else's task waiting. */
    public void plan(@Body Optional<?> trouble, @ExchangeProperty(WORK) TaskWork work, Exchange exchange) {
        trouble.ifPresent(reason -> LOG.warn("Some assignees were not looked up store={}", work.store()));
        DesiredPlan desired = DesiredPlan.of(work.wanted(), teams.access(work.store(), named(work.wanted())));
        exchange.setProperty(WORK, plan(work, desired, state.known(work.store())));
    }

    /** Writes down what the next step means to do; the body becomes its Graph request. */
    public void intend(@ExchangeProperty(WORK) TaskWork work, Exchange exchange) {
        Situation at = work.situation();
        Change meant = transition(at.desired()).intended(at.known(), at.step());
        state.save(work.claim(), work.store(), at.known(), meant);
        exchange.setProperty(WORK, work.at(at.meaning(meant.known())));
        exchange.getMessage().setBody(PlannerRequests.of(at.step()));
    }

    /** Writes down what came of the step, and plans anew. */
    public void record(@Body GraphAnswer answer, @ExchangeProperty(WORK) TaskWork work, Exchange exchange) {
        Situation at = work.situation();
        Outcome outcome = new PlannerAnswers(policy.pace().look(), clock.instant())
                .outcome(at.step(), answer)
                .located(at.known(), policy, ids -> state.knownElsewhere(work.store(), ids));
        Change after = transition(at.desired()).after(at.known(), at.step(), outcome);
        state.save(work.claim(), work.store(), at.meant(), after);
        if (!after.news().isEmpty()) {
            noticed(at);
        }
        LOG.debug(
                "Did a step store={} step={} outcome={}",
                work.store(),
                at.step().sentence(),
                outcome.getClass());
        TaskWork next = plan(work.stepped(), at.desired(), after.known());
        exchange.setProperty(WORK, outcome.endsWork(at.step()) ? next.ended(verdict(at, outcome)) : next);
    }

    /** Puts the tasks on the board and gives the claim back. */
    public void settle(@ExchangeProperty(WORK) TaskWork work) {
        Situation at = work.situation();
        Verdict verdict = Objects.requireNonNullElseGet(work.verdict(), () -> verdict(at.plan()));
        Board board = Board.of(
                at.desired(),
                at.known(),
                policy,
                standing(at, verdict),
                at.plan().findings());
        state.report(work.claim(), work.wanted().store(), board);
        settlement.settle(work.claim(), verdict);
    }

    /** Somebody did something in Planner at some time since the look before. */
    private void noticed(Situation at) {
        Instant before = at.known().rhythm().readAt();
        if (isLook(at.step()) && before != null) {
            Metric.SEEN_DELAY.timer(meters, "planner").record(Duration.between(before, clock.instant()));
        }
    }

    private TaskWork plan(TaskWork work, DesiredPlan desired, KnownPlan known) {
        Instant now = clock.instant();
        Plan plan = planner.plan(desired, known, now);
        TaskWork planned = work.at(
                new Situation(desired, known, known, plan, plan.next(now).orElse(null)));
        boolean tires = planned.goesOn() && work.steps() >= MOST_AT_ONCE;
        return tires
                ? planned.ended(Verdict.againAt(now, planned.situation().step().sentence()))
                : planned;
    }

    private Transition transition(DesiredPlan desired) {
        return new Transition(desired, policy, clock.instant());
    }

    private static List<Identity> named(StoreTasks wanted) {
        return wanted.people().values().stream()
                .filter(Identity::isLinked)
                .distinct()
                .toList();
    }

    /** A look that has to wait leaves the tasks as they stand: it comes again and again anyway. */
    private static Verdict verdict(Situation at, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Postponed postponed ->
                isLook(at.step()) && at.plan().steps().size() == 1
                        ? Verdict.done(postponed.until())
                        : Verdict.againAt(postponed.until(), postponed.reason());
            case Outcome.Refused refused -> Verdict.refused(refused.reason(), refused.refusal());
            case Outcome.Denied denied -> new Verdict.Barred(denied.reason());
            default -> throw new IllegalArgumentException("work goes on after " + outcome.getClass());
        };
    }

    private static boolean isLook(Step step) {
        return step instanceof Step.ReadTasks || step instanceof Step.ReadHistory;
    }

    private static Verdict verdict(Plan plan) {
        return plan.steps().isEmpty()
                ? Verdict.done(plan.againAt())
                : Verdict.againAt(
                        Objects.requireNonNullElse(plan.againAt(), Instant.EPOCH),
                        plan.steps().getFirst().sentence());
    }

    private static Standing standing(Situation at, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Done done -> at.plan().standing();
            case Verdict.AgainAt again -> new Standing(Standing.State.WORKING, again.reason());
            case Verdict.Failed failed -> Standing.failed(failed.reason());
            case Verdict.Barred barred -> Standing.failed(barred.reason());
        };
    }
}
