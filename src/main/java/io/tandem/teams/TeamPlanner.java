package io.tandem.teams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the way from what is known of a team to what is desired. Pure: same inputs, same plan.
 *
 * <p>Order of steps: the group, its team, then the roster: people in (owners first), owners up, people out, then owners
 * down or out, which happens only while another owner is seen (I3); last the name, and a look at what was written.
 *
 * @param policy what the retailer chose
 */
public record TeamPlanner(TeamPolicy policy) {

    /** {@return what is left to do if whoever should go may go} */
    public Plan plan(DesiredTeam desired, KnownTeam known, Instant now) {
        return plan(desired, known, Leave.free(), now);
    }

    /**
     * Plans.
     *
     * @param leave who may be put out
     * @return what is left to do
     */
    public Plan plan(DesiredTeam desired, KnownTeam known, Leave leave, Instant now) {
        List<Finding> findings = new ArrayList<>(desired.findings());
        findings.addAll(leave.findings());
        mappedElsewhere(desired, known).ifPresent(findings::add);
        if (known.stage() instanceof Stage.Group group && !desired.wanted()) {
            findings.add(new Finding.GroupWithoutTeam(group.id()));
        }
        Optional<Instant> parked = missing(desired, known, now, findings);
        List<Step> steps = switch (known.stage()) {
            case Stage.Ready ready -> new RosterPlan(desired, known, policy.strangers(), leave, now).steps(findings);
            default -> parked.isPresent() ? List.of() : new CreationPlan(desired, known, policy).steps();
        };
        Instant changesAt = Stream.concat(parked.stream(), changes(desired, known, now))
                .min(Instant::compareTo)
                .orElse(null);
        List<Hold> holds = leave.holds(known.size()).toList();
        return new Plan(steps, holds, findings, startsAt(known, steps, leave, changesAt), changesAt);
    }

    private static Optional<Finding> mappedElsewhere(DesiredTeam desired, KnownTeam known) {
        return Optional.ofNullable(desired.mappedTeam())
                .filter(mapped -> known.stage()
                        .teamId()
                        .filter(id -> !id.equalsIgnoreCase(mapped))
                        .isPresent())
                .map(Finding.MappedElsewhere::new);
    }

    /** A team that was looked for in vain: nothing to do but to look again later. */
    private static Optional<Instant> missing(
            DesiredTeam desired, KnownTeam known, Instant now, List<Finding> findings) {
        Optional<Instant> again = desired.wanted() ? lookAgainAt(known.stage(), desired) : Optional.empty();
        again.filter(now::isBefore)
                .ifPresent(until -> findings.add(
                        known.stage() instanceof Stage.Gone gone
                                ? new Finding.TeamDeleted(gone.id())
                                : new Finding.MappedTeamMissing(String.valueOf(desired.mappedTeam()))));
        return again.filter(now::isBefore);
    }

    private static Optional<Instant> lookAgainAt(Stage stage, DesiredTeam desired) {
        return switch (stage) {
            case Stage.Gone gone -> Optional.ofNullable(gone.notBefore());
            case Stage.Unknown unknown when desired.mappedTeam() != null -> Optional.ofNullable(unknown.notBefore());
            default -> Optional.empty();
        };
    }

    /** The sooner of the two: when the step may be done, and when time alone makes another plan. */
    private static @Nullable Instant startsAt(
            KnownTeam known, List<Step> steps, Leave leave, @Nullable Instant changesAt) {
        Instant first = firstStepAt(known, steps, leave);
        return first == null || changesAt == null || first.isBefore(changesAt) ? first : changesAt;
    }

    private static @Nullable Instant firstStepAt(KnownTeam known, List<Step> steps, Leave leave) {
        return switch (known.stage()) {
            case Stage.Unknown unknown -> unknown.notBefore();
            case Stage.Missing missing -> null;
            case Stage.Gone gone -> gone.notBefore();
            case Stage.Group group -> group.notBefore();
            case Stage.Provisioning making -> making.notBefore();
            case Stage.Ready ready -> rosterStepAt(known, steps, leave);
        };
    }

    private static @Nullable Instant rosterStepAt(KnownTeam known, List<Step> steps, Leave leave) {
        return switch (steps.isEmpty() ? null : steps.getFirst()) {
            case Step.ReadRoster look -> known.look().notBefore();
            case Step.RemoveMembers removal -> leave.notBefore();
            case null, default -> null;
        };
    }

    private Stream<Instant> changes(DesiredTeam desired, KnownTeam known, Instant now) {
        Stream<Instant> refusals = known.members().values().stream()
                .map(KnownMember::refusal)
                .filter(Objects::nonNull)
                .map(KnownMember.Refusal::until)
                .filter(now::isBefore);
        Stream<Instant> accounts = desired.findings().stream()
                .filter(Finding::mayPassByItself)
                .map(finding -> now.plus(policy.pace().recheck()));
        Stream<Instant> dates = Stream.ofNullable(desired.changesAt());
        return Stream.of(refusals, accounts, dates).flatMap(times -> times);
    }
}
