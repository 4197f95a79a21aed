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
 * down or out, which happens only while another owner is seen (I3); then the name, and a look at what was written; last the
 * archive, or the visibility, which a sensitivity label may fix, so that its refusal is in nothing's way.
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
        return plan(desired, known, leave, Permit.free(), now);
    }

    /**
     * Plans.
     *
     * @param asked the team that Commerce wants
     * @param leave who may be put out
     * @param permit whether the team may be archived
     * @return what is left to do
     */
    public Plan plan(DesiredTeam asked, KnownTeam known, Leave leave, Permit permit, Instant now) {
        DesiredTeam desired = asked.inPlaceOf(known.former());
        List<Finding> findings = new ArrayList<>(desired.findings());
        leave.findings().stream()
                .filter(finding -> !findings.contains(finding))
                .toList()
                .forEach(findings::add);
        known.mapping(asked).ifPresent(findings::add);
        if (known.stage() instanceof Stage.Group group && !desired.wanted()) {
            findings.add(new Finding.GroupWithoutTeam(group.id()));
        }
        Optional<Instant> parked = missing(desired, known, now, findings);
        List<Step> steps = switch (known.stage()) {
            case Stage.Ready ready ->
                new ArchivePlan(desired, known, false, permit, now).steps(roster(desired, known, leave, now), findings);
            case Stage.Archived archived ->
                new ArchivePlan(desired, known, true, permit, now).steps(roster(desired, known, leave, now), findings);
            case Stage.Archiving turning -> List.of(new Step.AwaitArchive(turning.operation(), turning.archived()));
            default -> parked.isPresent() ? List.of() : new CreationPlan(desired, known, policy).steps();
        };
        Instant changesAt = Stream.concat(parked.stream(), changes(desired, known, now))
                .min(Instant::compareTo)
                .orElse(null);
        List<Hold> holds =
                Stream.concat(leave.holds(known.size()), permit.holds()).toList();
        Instant first = firstStepAt(desired, known, steps, leave, permit);
        return new Plan(steps, holds, findings, sooner(first, changesAt), changesAt);
    }

    /**
     * Says whom the plan would put out if everybody might go.
     *
     * @return empty as long as the team is not there, or nobody knows who is in it: then nothing can be said of anybody
     */
    public Optional<Departures.Wish> wish(DesiredTeam desired, KnownTeam known, Instant now) {
        return known.hasRoster() ? roster(desired, known, Leave.free(), now).wish() : Optional.empty();
    }

    /** The roster of a team that Commerce names no more is somebody else's: only who was put in goes out. */
    private RosterPlan roster(DesiredTeam desired, KnownTeam known, Leave leave, Instant now) {
        return known.isNamedNoMore(desired.mappedTeam())
                ? new RosterPlan(desired.leaving(known), known, policy.with(TeamPolicy.Strangers.KEEP), leave, now)
                : new RosterPlan(desired, known, policy, leave, now);
    }

    /** A team that was looked for in vain: nothing to do but to look again later. */
    private Optional<Instant> missing(DesiredTeam desired, KnownTeam known, Instant now, List<Finding> findings) {
        boolean lookedFor = desired.wanted() || known.stage() instanceof Stage.Gone;
        Optional<Instant> again = lookedFor ? lookAgainAt(desired, known) : Optional.empty();
        again.filter(now::isBefore).ifPresent(until -> findings.add(vain(known.stage())));
        return again.filter(now::isBefore);
    }

    private static Finding vain(Stage stage) {
        return switch (stage) {
            case Stage.Gone gone -> new Finding.TeamDeleted(gone.id());
            case Stage.Unknown(Instant until, Stage.Vain(String id, boolean isGroup)) ->
                isGroup ? new Finding.MappedGroupWithoutTeam(id) : new Finding.MappedTeamMissing(id);
            default -> throw new IllegalArgumentException("nothing was looked for in vain at stage " + stage);
        };
    }

    private Optional<Instant> lookAgainAt(DesiredTeam desired, KnownTeam known) {
        return switch (known.stage()) {
            case Stage.Gone gone ->
                new CreationPlan(desired, known, policy).next(gone).isPresent()
                        ? Optional.empty()
                        : Optional.ofNullable(gone.notBefore());
            case Stage.Unknown unknown
            when unknown.isVain(desired.mappedTeam()) -> Optional.ofNullable(unknown.notBefore());
            default -> Optional.empty();
        };
    }

    /** The sooner of the two: when the step may be done, and when time alone makes another plan. */
    private static @Nullable Instant sooner(@Nullable Instant first, @Nullable Instant changesAt) {
        return first == null || changesAt == null || first.isBefore(changesAt) ? first : changesAt;
    }

    private static @Nullable Instant firstStepAt(
            DesiredTeam desired, KnownTeam known, List<Step> steps, Leave leave, Permit permit) {
        return switch (known.stage()) {
            case Stage.Unknown unknown ->
                unknown.vain() == null || unknown.isVain(desired.mappedTeam()) ? unknown.notBefore() : null;
            case Stage.Missing missing -> null;
            case Stage.Gone gone -> isLookForIt(steps) ? gone.notBefore() : null;
            case Stage.Group group -> group.notBefore();
            case Stage.Provisioning making -> making.notBefore();
            case Stage.Archiving turning -> turning.notBefore();
            case Stage.Archived archived -> stepAt(known, steps, leave, permit);
            case Stage.Ready ready -> stepAt(known, steps, leave, permit);
        };
    }

    private static boolean isLookForIt(List<Step> steps) {
        return steps.stream().allMatch(Step.FindGone.class::isInstance);
    }

    private static @Nullable Instant stepAt(KnownTeam known, List<Step> steps, Leave leave, Permit permit) {
        return switch (steps.isEmpty() ? null : steps.getFirst()) {
            case Step.ReadRoster look -> known.look().notBefore();
            case Step.RemoveMembers removal -> leave.notBefore();
            case Step.ArchiveTeam archive -> archive.archived() ? permit.notBefore() : null;
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
