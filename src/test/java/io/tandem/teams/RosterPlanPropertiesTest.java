package io.tandem.teams;

import static io.tandem.teams.Know.EARLIER;
import static io.tandem.teams.Know.LATER;
import static io.tandem.teams.Know.TEAM;
import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.KnownMember.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds of the plan for every roster, however it came about. */
class RosterPlanPropertiesTest {
    private static final List<String> USERS =
            IntStream.range(0, 12).mapToObj("user-%02d"::formatted).toList();

    /** What somebody is in Commerce. */
    enum Place {
        OWNER,
        MEMBER,
        TOLERATED,
        NOWHERE
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void neverTakesTheLastOwnerThatWasSeen(@ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known) {
        Set<String> left = seenOwners(known);

        Optional<Step> first = plan(desired, known).next(NOW);

        first.ifPresent(step -> left.removeAll(dismissed(step)));
        boolean dismisses =
                first.filter(step -> !dismissedOwners(known, step).isEmpty()).isPresent();
        if (dismisses) {
            assertThat(left).as("owners seen who stay after %s", first).isNotEmpty();
            assertThat(known.look().isFresh(NOW)).isTrue();
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void addsExactlyThoseWhoAreMissingAndNotRefused(
            @ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known) {
        Map<String, TeamRole> missing = new HashMap<>(desired.people());
        known.members().forEach((user, member) -> {
            if (member.isPresent() || member.isRefusedAt(NOW)) {
                missing.remove(user);
            }
        });

        Map<String, TeamRole> added = new HashMap<>();
        steps(desired, known, Step.AddMembers.class).forEach(add -> added.putAll(add.people()));

        assertThat(added).isEqualTo(looksFirst(known) ? Map.of() : missing);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void removesOnlyPeopleOfOursWhoDoNotBelong(
            @ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known) {
        List<String> removed = steps(desired, known, Step.RemoveMembers.class)
                .flatMap(remove -> remove.userIds().stream())
                .toList();

        assertThat(removed).doesNotHaveDuplicates().allSatisfy(user -> {
            KnownMember member = known.members().get(user);
            assertThat(member).isNotNull().matches(KnownMember::ours).matches(who -> !who.isRefusedAt(NOW));
            assertThat(desired.people()).doesNotContainKey(user);
            assertThat(desired.tolerated()).doesNotContainKey(user);
        });
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void removesEveryPlainMemberOfOursWhoDoesNotBelong(
            @ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known) {
        Set<String> leaving = known.members().entrySet().stream()
                .filter(person -> person.getValue().ours() && person.getValue().role() == TeamRole.MEMBER)
                .filter(person -> !person.getValue().isRefusedAt(NOW))
                .map(Map.Entry::getKey)
                .filter(user -> !desired.people().containsKey(user))
                .filter(user -> !desired.tolerated().containsKey(user))
                .collect(Collectors.toSet());

        List<String> removed = steps(desired, known, Step.RemoveMembers.class)
                .flatMap(remove -> remove.userIds().stream())
                .toList();

        assertThat(removed).containsAll(looksFirst(known) ? Set.of() : leaving);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void changesOnlyRolesThatAreWrong(@ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known) {
        assertThat(steps(desired, known, Step.ChangeRole.class)).allSatisfy(change -> {
            KnownMember member = Objects.requireNonNull(known.members().get(change.userId()));
            assertThat(desired.people()).containsEntry(change.userId(), change.role());
            assertThat(member.role()).isNotEqualTo(change.role());
            assertThat(member.membershipId()).isEqualTo(change.membershipId());
        });
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void putsPeopleInBeforeItPutsAnybodyOutAndLooksAtMostOnce(
            @ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known) {
        List<Step> steps = plan(desired, known).steps();

        List<Integer> phases = steps.stream()
                .filter(step -> !(step instanceof Step.ReadRoster))
                .map(RosterPlanPropertiesTest::phase)
                .toList();
        assertThat(phases).isSorted();
        assertThat(steps).filteredOn(Step.ReadRoster.class::isInstance).hasSizeLessThanOrEqualTo(1);
        assertThat(steps).doesNotHaveDuplicates();
    }

    private static int phase(Step step) {
        return switch (step) {
            case Step.AddMembers add -> 0;
            case Step.ChangeRole change -> change.role() == TeamRole.OWNER ? 1 : 2;
            case Step.RemoveMembers remove -> 2;
            default -> 3;
        };
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void reportsAPersonNoMoreThanTwice(@ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known) {
        List<Finding> findings = plan(desired, known).findings();

        assertThat(findings).doesNotHaveDuplicates();
        assertThat(findings)
                .filteredOn(Finding.LastOwnerStays.class::isInstance)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(findings).filteredOn(Finding.AddedByHand.class::isInstance).allSatisfy(finding -> {
            String user = ((Finding.AddedByHand) finding).userId();
            assertThat(known.members().get(user)).isNotNull().matches(member -> !member.ours());
        });
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void makesTheSamePlanOfTheSameThings(
            @ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known, @ForAll Random random) {
        Plan again = plan(desired, Reconciler.shuffled(known, random));

        assertThat(again)
                .isEqualTo(plan(desired, known))
                .hasToString(plan(desired, known).toString());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void wakesInTheFutureOrNever(@ForAll("desired") DesiredTeam desired, @ForAll("known") KnownTeam known) {
        Plan plan = plan(desired, known);

        assertThat(plan.changesAt() == null || plan.changesAt().isAfter(NOW)).isTrue();
        if (plan.next(NOW).isEmpty() && !plan.steps().isEmpty()) {
            assertThat(plan.startsAt()).isNotNull().isAfter(NOW);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void hasNothingToDoForATeamThatIsSeenToBeRight(@ForAll("desired") DesiredTeam desired) {
        Map<String, KnownMember> members = new HashMap<>();
        desired.people()
                .forEach((user, role) ->
                        members.put(user, new KnownMember(role, true, Know.id(user), EARLIER, EARLIER, null)));
        KnownTeam known = team(members, new Look(false, EARLIER, 0, null));

        assertThat(plan(desired, known).steps()).isEmpty();
    }

    private static Plan plan(DesiredTeam desired, KnownTeam known) {
        return new TeamPlanner(TeamPolicy.defaults()).plan(desired, known, NOW);
    }

    private static <S extends Step> Stream<S> steps(DesiredTeam desired, KnownTeam known, Class<S> kind) {
        return plan(desired, known).steps().stream().filter(kind::isInstance).map(kind::cast);
    }

    private static boolean looksFirst(KnownTeam known) {
        return known.look().unclear()
                || known.members().values().stream()
                        .anyMatch(member -> member.refusal() != null && !member.isRefusedAt(NOW));
    }

    private static Set<String> seenOwners(KnownTeam known) {
        return known.members().entrySet().stream()
                .filter(person -> person.getValue().role() == TeamRole.OWNER)
                .filter(person -> person.getValue().seenAt() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> dismissed(Step step) {
        return switch (step) {
            case Step.RemoveMembers remove -> new HashSet<>(remove.userIds());
            case Step.ChangeRole change when change.role() == TeamRole.MEMBER -> Set.of(change.userId());
            default -> Set.of();
        };
    }

    private static Set<String> dismissedOwners(KnownTeam known, Step step) {
        Set<String> owners = new HashSet<>(dismissed(step));
        known.members().forEach((user, member) -> {
            if (member.role() == TeamRole.MEMBER) {
                owners.remove(user);
            }
        });
        return owners;
    }

    private static KnownTeam team(Map<String, KnownMember> members, Look look) {
        return new KnownTeam(new Stage.Ready(TEAM), "Houston", look, members, new KnownTeam.Calls(0, 0));
    }

    @Provide
    Arbitrary<DesiredTeam> desired() {
        return Arbitraries.of(Place.class).list().ofSize(USERS.size()).map(places -> {
            Want want = Want.team();
            for (int user = 0; user < places.size(); user++) {
                switch (places.get(user)) {
                    case OWNER -> want.owner(USERS.get(user));
                    case MEMBER -> want.member(USERS.get(user));
                    case TOLERATED -> want.tolerated(USERS.get(user));
                    case NOWHERE -> {}
                }
            }
            return want.build();
        });
    }

    @Provide
    Arbitrary<KnownTeam> known() {
        Arbitrary<Map<String, KnownMember>> members =
                Arbitraries.maps(Arbitraries.of(USERS), members()).ofMaxSize(USERS.size());
        Arbitrary<Instant> readAt = Arbitraries.of(EARLIER, NOW.minusSeconds(70));
        Arbitrary<Boolean> unclear = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(true)), net.jqwik.api.Tuple.of(6, Arbitraries.just(false)));
        Arbitrary<@Nullable Instant> notBefore =
                Arbitraries.of(NOW.minusSeconds(1), NOW.plusSeconds(5)).injectNull(0.5);
        return Combinators.combine(members, readAt, unclear, notBefore)
                .as((people, read, doubt, wait) -> team(people, new Look(doubt, read, 0, wait)));
    }

    private static Arbitrary<KnownMember> members() {
        Arbitrary<TeamRole> roles = Arbitraries.of(TeamRole.OWNER, TeamRole.MEMBER);
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 12);
        return Combinators.combine(roles, kinds).as((role, kind) -> switch (kind) {
            case 0, 1, 2, 3, 4 -> new KnownMember(role, true, "id", EARLIER, EARLIER, null);
            case 5, 6 -> new KnownMember(role, true, null, EARLIER, null, null);
            case 7 -> new KnownMember(role, true, "id", EARLIER, null, null);
            case 8 -> KnownMember.intended(role);
            case 9 -> new KnownMember(role, true, "id", EARLIER, EARLIER, new Refusal("Forbidden", LATER));
            case 10 -> new KnownMember(role, true, null, null, null, new Refusal("NotFound", LATER));
            case 11 ->
                new KnownMember(
                        role, true, null, null, null, new Refusal("NotFound", role == TeamRole.OWNER ? LATER : NOW));
            default -> new KnownMember(role, false, "id", null, EARLIER, null);
        });
    }
}
