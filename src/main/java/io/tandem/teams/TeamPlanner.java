package io.tandem.teams;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** Relationships that fit into the creation of a group; an owner takes two (graph-contract 3.1). */
    private static final int RELATIONSHIPS = 20;

    /** {@return what is left to do} */
    public Plan plan(DesiredTeam desired, KnownTeam known, Instant now) {
        List<Finding> findings = new ArrayList<>(desired.findings());
        mappedElsewhere(desired, known).ifPresent(findings::add);
        List<Step> steps = switch (known.stage()) {
            case Stage.Unknown unknown -> unlessUnwanted(desired, lookUp(desired));
            case Stage.Missing missing -> unlessUnwanted(desired, make(desired));
            case Stage.Group group -> unlessUnwanted(desired, teamOf(desired, group.id(), null));
            case Stage.Provisioning making -> teamOf(desired, making.id(), making.operation());
            case Stage.Ready ready -> new RosterPlan(desired, known, ready.id(), now).steps(findings);
        };
        return new Plan(steps, List.of(), findings, startsAt(known, steps), changesAt(desired, known, now));
    }

    private static List<Step> unlessUnwanted(DesiredTeam desired, List<Step> steps) {
        return desired.wanted() ? steps : List.of();
    }

    private List<Step> lookUp(DesiredTeam desired) {
        return desired.mappedTeam() == null
                ? prepend(new Step.FindGroup(policy.uniqueName(desired.store())), make(desired))
                : List.of(new Step.FindMappedTeam(desired.mappedTeam()));
    }

    private List<Step> make(DesiredTeam desired) {
        if (desired.mappedTeam() != null) {
            return lookUp(desired);
        }
        Step.CreateGroup create = new Step.CreateGroup(
                policy.uniqueName(desired.store()),
                desired.name(),
                MailNickname.of(desired.nicknameStem(), desired.store()),
                firstPeople(desired));
        return prepend(create, teamOf(desired, "", null));
    }

    /** The steps from a group on; what the roster will need is only foreseen here and planned when the team is ready. */
    private static List<Step> teamOf(DesiredTeam desired, String groupId, @Nullable String operation) {
        Step.AwaitTeam await = new Step.AwaitTeam(operation == null ? "" : operation);
        Map<String, TeamRole> rest = new LinkedHashMap<>(desired.people());
        firstPeople(desired).keySet().forEach(rest::remove);
        Stream<Step> creation = operation == null ? Stream.of(new Step.CreateTeam(groupId), await) : Stream.of(await);
        Stream<Step> roster = rest.isEmpty()
                ? Stream.of(new Step.ReadRoster(groupId))
                : Stream.of(new Step.AddMembers(groupId, rest), new Step.ReadRoster(groupId));
        return Stream.concat(creation, roster).toList();
    }

    private static Map<String, TeamRole> firstPeople(DesiredTeam desired) {
        Map<String, TeamRole> first = new LinkedHashMap<>();
        desired.with(TeamRole.OWNER).stream()
                .limit(RELATIONSHIPS / 2)
                .forEach(owner -> first.put(owner, TeamRole.OWNER));
        desired.with(TeamRole.MEMBER).stream()
                .limit(RELATIONSHIPS - 2L * first.size())
                .forEach(member -> first.put(member, TeamRole.MEMBER));
        return first;
    }

    private static List<Step> prepend(Step first, List<Step> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private static Optional<Finding> mappedElsewhere(DesiredTeam desired, KnownTeam known) {
        return Optional.ofNullable(desired.mappedTeam())
                .filter(mapped -> known.stage()
                        .teamId()
                        .filter(id -> !id.equalsIgnoreCase(mapped))
                        .isPresent())
                .map(Finding.MappedElsewhere::new);
    }

    private static @Nullable Instant startsAt(KnownTeam known, List<Step> steps) {
        return switch (known.stage()) {
            case Stage.Unknown unknown -> unknown.notBefore();
            case Stage.Missing missing -> null;
            case Stage.Group group -> group.notBefore();
            case Stage.Provisioning making -> making.notBefore();
            case Stage.Ready ready -> startsWithLook(steps) ? known.look().notBefore() : null;
        };
    }

    private static boolean startsWithLook(List<Step> steps) {
        return !steps.isEmpty() && steps.getFirst() instanceof Step.ReadRoster;
    }

    private @Nullable Instant changesAt(DesiredTeam desired, KnownTeam known, Instant now) {
        Stream<Instant> refusals = known.members().values().stream()
                .filter(member -> member.isRefusedAt(now))
                .flatMap(member -> Optional.ofNullable(member.refusal()).stream())
                .map(KnownMember.Refusal::until);
        Stream<Instant> accounts = desired.findings().stream().anyMatch(Finding::mayPassByItself)
                ? Stream.of(now.plus(policy.pace().recheck()))
                : Stream.empty();
        return Stream.of(refusals, accounts, Optional.ofNullable(desired.changesAt()).stream())
                .flatMap(times -> times)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
