package io.tandem.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about the tasks of a store, in order. Same inputs, same plan.
 *
 * @param steps what is left to do; the first one is done, then the plan is made anew
 * @param findings what people should know
 * @param startsAt when the first step may be done, null = at once
 * @param changesAt when time alone makes another plan: the next look at Planner, mostly; null = never
 */
public record Plan(
        List<Step> steps,
        List<Finding> findings,
        @Nullable Instant startsAt,
        @Nullable Instant changesAt) {

    /** Copies the lists. */
    public Plan {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    /** {@return the step to do now, empty when there is none or its time has not come} */
    public Optional<Step> next(Instant now) {
        return isOpen(now) ? steps.stream().findFirst() : Optional.empty();
    }

    /** {@return when the store is due again if nothing else happens, null = never} */
    public @Nullable Instant againAt() {
        return steps.isEmpty() || startsAt == null ? changesAt : startsAt;
    }

    private boolean isOpen(Instant now) {
        return startsAt == null || !now.isBefore(startsAt);
    }

    /** {@return where the store stands with this plan} */
    public Standing standing() {
        if (!steps.isEmpty()) {
            return new Standing(Standing.State.WORKING, steps.getFirst().sentence());
        }
        return findings.stream()
                .filter(Finding.NoTeam.class::isInstance)
                .findFirst()
                .map(finding -> new Standing(Standing.State.WAITING, finding.sentence()))
                .orElseGet(() -> new Standing(Standing.State.IN_SYNC, ""));
    }
}
