package io.tandem.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the way from what is known of a store's plan to what is desired. Pure: same inputs, same plan.
 *
 * <p>Order of steps: the plan; its buckets when the name of one is wanted; deletions that a look has just confirmed, each after
 * a look at the details; a look at the tasks when one is due, when it is unclear whether a task was made, or before something is
 * deleted; looks at single tasks and at details; new tasks, each after its bucket; changes.
 *
 * @param policy what the retailer chose
 */
public record TaskPlanner(TaskPolicy policy) {

    /** {@return what is left to do} */
    public Plan plan(DesiredPlan desired, KnownPlan known, Instant now) {
        String team = desired.teamId();
        if (team == null) {
            return new Plan(List.of(), List.of(new Finding.NoTeam()), null, null);
        }
        return switch (known.stage()) {
            case PlanStage.Unknown unknown -> only(new Step.FindPlans(team), unknown.notBefore());
            case PlanStage.Missing missing -> only(new Step.CreatePlan(team, policy.title(desired.store())), null);
            case PlanStage.Ready ready -> plan(desired, named(desired, known), ready.id(), now);
        };
    }

    /** A look comes first once Commerce has given an id to a task: with it goes what Commerce was told before that. */
    private static KnownPlan named(DesiredPlan desired, KnownPlan known) {
        KnownPlan named = desired.named(known);
        return named.equals(known) ? known : named.doubted();
    }

    private static Plan only(Step step, @Nullable Instant startsAt) {
        return new Plan(List.of(step), List.of(), startsAt, null);
    }

    private Plan plan(DesiredPlan desired, KnownPlan known, String planId, Instant now) {
        Set<Finding> findings = new TreeSet<>();
        PlanWork work = new PlanWork(desired, known, policy, planId, now);
        List<Step> steps = work.steps(findings);
        Instant next = Stream.of(Stream.of(known.rhythm().dueAt(policy.pace())), work.lookAt().stream(), work.retries())
                .flatMap(times -> times)
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(null);
        boolean waits = steps.isEmpty() && known.isCreating();
        return waits
                ? new Plan(List.of(new Step.ReadTasks(planId)), List.copyOf(findings), next, next)
                : new Plan(steps, List.copyOf(findings), null, next);
    }
}
