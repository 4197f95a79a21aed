package io.tandem.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a plan that does not answer is taken for: it is gone only once its group has not listed it for the time in which Planner
 * settles. The longer it is silent the less often it is asked.
 *
 * @param pace waiting times
 * @param now the time of the answer
 */
record PlanSearch(TaskPolicy.Pace pace, Instant now) {

    /** The plan, which was there, says that it is not. */
    PlanStage.Unknown silent(PlanStage stage) {
        Instant before = stage instanceof PlanStage.Ready ready ? ready.silentSince() : null;
        Instant since = before == null ? now : before;
        return new PlanStage.Unknown(
                stage.planId().orElse(null), null, now.plus(pause(since)), new PlanStage.Silence(since, null));
    }

    /** The plan that was there, as long as it is not gone, else the first of those that have our title. */
    PlanStage found(PlanStage.Unknown before, List<Outcome.PlansFound.Plan> plans, String title) {
        PlanStage.Silence silence = before.silence();
        Optional<PlanStage> lost = Optional.ofNullable(before.lost())
                .flatMap(id -> plans.stream().anyMatch(plan -> plan.id().equals(id))
                        ? Optional.of(new PlanStage.Ready(id, silence == null ? now : silence.since()))
                        : unlisted(id, silence));
        return lost.or(() -> plans.stream()
                        .filter(plan ->
                                plan.title().equals(title) || plan.title().equals(before.meant()))
                        .min(Comparator.comparing(Outcome.PlansFound.Plan::createdAt)
                                .thenComparing(Outcome.PlansFound.Plan::id))
                        .map(plan -> new PlanStage.Ready(plan.id())))
                .orElseGet(PlanStage.Missing::new);
    }

    /** The group does not list it: what to wait for, empty when it is gone. */
    private Optional<PlanStage> unlisted(String planId, PlanStage.@Nullable Silence silence) {
        Instant since = silence == null ? now : silence.since();
        Instant before = silence == null ? null : silence.unlisted();
        Instant unlisted = before == null ? now : before;
        Instant settled = unlisted.plus(pace.settle());
        Instant next = now.plus(pause(since));
        return now.isBefore(settled)
                ? Optional.of(new PlanStage.Unknown(
                        planId, null, next.isBefore(settled) ? next : settled, new PlanStage.Silence(since, unlisted)))
                : Optional.empty();
    }

    /** As long again as it has been silent. */
    private Duration pause(Instant since) {
        Duration silent = Duration.between(since, now);
        Duration patient = silent.compareTo(pace.quiet()) < 0 ? silent : pace.quiet();
        return patient.compareTo(pace.look()) > 0 ? patient : pace.look();
    }
}
