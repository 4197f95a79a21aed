package io.tandem.teams;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plans the way to a team that is not there yet. All but the first step is foreseen only, with ids left empty that Graph
 * has not given yet: each answer makes another plan.
 */
record CreationPlan(DesiredTeam desired, KnownTeam known, TeamPolicy policy) {
    /** Relationships that fit into the creation of a group; an owner takes two (graph-contract 3.1). */
    private static final int RELATIONSHIPS = 20;

    /** A team that is being made is waited for, and one that was there is looked for, even when nobody wants it any more. */
    List<Step> steps() {
        boolean started = known.stage() instanceof Stage.Provisioning || known.stage() instanceof Stage.Gone;
        return started || desired.wanted() ? stream().toList() : List.of();
    }

    private Stream<Step> stream() {
        return switch (known.stage()) {
            case Stage.Unknown unknown -> Stream.concat(lookForOwn(), make());
            case Stage.Missing missing -> make();
            case Stage.Group group ->
                Stream.of(Stream.of(new Step.CreateTeam(group.id())), await(""), roster(group.id(), present()))
                        .flatMap(steps -> steps);
            case Stage.Provisioning making -> Stream.concat(await(making.operation()), roster(making.id(), present()));
            case Stage.Gone gone -> Stream.of(next(gone).orElseGet(() -> new Step.FindGone(gone.id())));
            case Stage.Archiving turning -> Stream.of();
            case Stage.Archived archived -> Stream.of();
            case Stage.Ready ready -> Stream.of();
        };
    }

    /** A store with a mapping looks for a group of its own only when it may have made one before it was mapped (I1). */
    private Stream<Step> lookForOwn() {
        boolean mayExist = desired.mappedTeam() == null || !known.members().isEmpty();
        return mayExist ? Stream.of(new Step.FindGroup(uniqueName())) : Stream.of();
    }

    /** What is done at once about a team that is not there, since it was looked for: Commerce may name another one by now. */
    Optional<Step> next(Stage.Gone gone) {
        return gone.isFollowing(desired.mappedTeam()) && desired.wanted()
                ? Optional.of(new Step.FindMappedTeam(Objects.requireNonNull(desired.mappedTeam())))
                : inTheBin(gone);
    }

    /** What is done about a group that was deleted; an adopted team is not Tandem's to replace, and none is made that nobody wants. */
    private Optional<Step> inTheBin(Stage.Gone gone) {
        if (!gone.isBinNext()) {
            return Optional.empty();
        }
        return switch (policy.life().deleted()) {
            case REPORT -> Optional.empty();
            case RESTORE ->
                known.isNamedNoMore(desired.mappedTeam())
                        ? Optional.empty()
                        : Optional.of(new Step.RestoreGroup(gone.id()));
            case REMAKE ->
                desired.makeable() && !known.adopted()
                        ? Optional.of(new Step.FindDeleted(gone.id()))
                        : Optional.empty();
        };
    }

    private String uniqueName() {
        return policy.uniqueName(desired.source(), known.former());
    }

    private Stream<Step> make() {
        if (desired.mappedTeam() != null) {
            return Stream.of(new Step.FindMappedTeam(desired.mappedTeam()));
        }
        Step.CreateGroup create = new Step.CreateGroup(uniqueName(), desired.name(), nickname(), firstPeople());
        Stream<Step> creation = Stream.of(create, new Step.CreateTeam(""));
        Stream<Step> rest = Stream.concat(await(""), roster("", create.people().keySet()));
        return Stream.concat(creation, rest);
    }

    /** That of a deleted group may stay reserved, as its unique name does. */
    private String nickname() {
        String former = known.former();
        String stem = former == null ? desired.nicknameStem() : TeamPolicy.stem(former) + desired.nicknameStem();
        return MailNickname.of(MailNickname.stem(stem), desired.source());
    }

    private Map<String, TeamRole> firstPeople() {
        Map<String, TeamRole> first = new LinkedHashMap<>();
        desired.with(TeamRole.OWNER).stream()
                .limit(RELATIONSHIPS / 2)
                .forEach(owner -> first.put(owner, TeamRole.OWNER));
        desired.with(TeamRole.MEMBER).stream()
                .limit(RELATIONSHIPS - 2L * first.size())
                .forEach(member -> first.put(member, TeamRole.MEMBER));
        return first;
    }

    private static Stream<Step> await(String operation) {
        return Stream.of(new Step.AwaitTeam(operation));
    }

    private Stream<Step> roster(String teamId, Set<String> in) {
        Map<String, TeamRole> rest = new HashMap<>(desired.people());
        rest.keySet().removeAll(in);
        return Stream.concat(Step.AddMembers.of(teamId, rest).stream(), Stream.of(new Step.ReadRoster(teamId)));
    }

    private Set<String> present() {
        Map<String, KnownMember> present = new HashMap<>(known.members());
        present.values().removeIf(member -> !member.isPresent());
        return present.keySet();
    }
}
