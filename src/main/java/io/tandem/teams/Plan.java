package io.tandem.teams;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a team, in order. Same inputs, same plan.
 *
 * @param steps what is left to do; the first one is done, then the plan is made anew
 * @param holds what else would be done if somebody approved it
 * @param findings what people should know
 * @param startsAt when the first step may be done, or sooner when time alone makes another plan; null = at once
 * @param changesAt when time alone makes another plan, null = never
 */
public record Plan(
        List<Step> steps,
        List<Hold> holds,
        List<Finding> findings,
        @Nullable Instant startsAt,
        @Nullable Instant changesAt) {

    /** Copies the lists. */
    public Plan {
        steps = List.copyOf(steps);
        holds = List.copyOf(holds);
        findings = List.copyOf(findings);
    }

    /** {@return user ids of those whom it puts out of the team} */
    public Set<String> departures() {
        return departures(steps);
    }

    static Set<String> departures(List<Step> steps) {
        return steps.stream()
                .filter(Step.RemoveMembers.class::isInstance)
                .flatMap(step -> ((Step.RemoveMembers) step).userIds().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@return whether it archives the team} */
    public boolean archives() {
        return steps.stream().anyMatch(step -> step instanceof Step.ArchiveTeam turn && turn.archived());
    }

    /** {@return whether the team is archived and should be, or is on its way into the archive or out of it} */
    public boolean leavesArchived() {
        return findings.contains(new Finding.TeamArchived())
                || steps.stream().anyMatch(Step.AwaitArchive.class::isInstance);
    }

    /** {@return the step to do now, empty when there is none or its time has not come} */
    public Optional<Step> next(Instant now) {
        boolean mayStart = startsAt == null || !now.isBefore(startsAt);
        return mayStart ? steps.stream().findFirst() : Optional.empty();
    }

    /** {@return where the store stands with this plan} */
    public Standing standing() {
        if (!steps.isEmpty()) {
            return new Standing(Standing.State.WORKING, steps.getFirst().sentence());
        }
        if (!holds.isEmpty()) {
            return new Standing(Standing.State.HELD, holds.getFirst().sentence());
        }
        return waiting().orElseGet(() -> new Standing(Standing.State.IN_SYNC, settled()));
    }

    private Optional<Standing> waiting() {
        return findings.stream()
                .filter(finding -> switch (finding) {
                    case Finding.NoManager none -> true;
                    case Finding.NoTaskManager none -> true;
                    case Finding.StoreUnknown unknown -> true;
                    case Finding.Renumbered renumbered -> true;
                    case Finding.FallbackOwnerUnusable unusable -> true;
                    case Finding.MappedTeamMissing missing -> true;
                    case Finding.MappedGroupWithoutTeam teamless -> true;
                    case Finding.TeamDeleted deleted -> true;
                    case Finding.TeamNamedNoMore former -> true;
                    default -> false;
                })
                .findFirst()
                .map(finding -> new Standing(Standing.State.WAITING, finding.sentence()));
    }

    private String settled() {
        return findings.stream()
                .filter(finding -> finding instanceof Finding.StoreClosed
                        || finding instanceof Finding.ToBeArchived
                        || finding instanceof Finding.TeamArchived
                        || finding instanceof Finding.NotArchivedByDecision)
                .map(Finding::sentence)
                .collect(Collectors.joining("; "));
    }
}
