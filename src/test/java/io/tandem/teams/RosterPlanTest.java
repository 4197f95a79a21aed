package io.tandem.teams;

import static io.tandem.teams.Know.LATER;
import static io.tandem.teams.Know.TEAM;
import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.TeamPolicy.Deleted;
import io.tandem.teams.TeamPolicy.Life;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RosterPlanTest {
    private static final Step LOOK = new Step.ReadRoster(TEAM);

    @Test
    void leavesATeamAloneThatIsAsItShouldBe() {
        Want want = Want.team().owner("ada").member("bob");

        Plan plan = want.planFrom(Know.ready().owner("ada").member("bob"));

        assertThat(plan).isEqualTo(new Plan(List.of(), List.of(), List.of(), null, null));
    }

    @Test
    void addsEverybodyWhoIsMissingInOneCall() {
        Want want = Want.team().owner("ada", "eve").member("bob", "cyd");

        Plan plan = want.planFrom(Know.ready().owner("ada").member("cyd"));

        assertThat(plan.steps()).containsExactly(add(Map.of("eve", TeamRole.OWNER, "bob", TeamRole.MEMBER)));
    }

    @Test
    void addsAgainWhoeverWasIntendedAndIsNotThere() {
        Want want = Want.team().owner("ada").member("bob");

        Plan plan = want.planFrom(Know.ready().owner("ada").intended("bob", TeamRole.MEMBER));

        assertThat(plan.steps()).containsExactly(add(Map.of("bob", TeamRole.MEMBER)));
    }

    @Test
    void doesNotAddSomebodyWhomGraphRefusedUntilItsTimeHasCome() {
        Want want = Want.team().owner("ada").member("bob");

        Plan plan = want.planFrom(Know.ready().owner("ada").refused("bob", TeamRole.MEMBER, LATER));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.changesAt()).isEqualTo(LATER);
        assertThat(plan.findings()).containsExactly(new Finding.MemberRefused("bob", "NotFound"));
    }

    @Test
    void readsTheRosterBeforeItTriesAgainWhatWasRefused() {
        Want want = Want.team().owner("ada").member("bob");

        Plan plan = want.planFrom(Know.ready().owner("ada").refused("bob", TeamRole.MEMBER, NOW));

        assertThat(plan.steps()).containsExactly(LOOK);
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void removesLeaversInCallsOfTwenty() {
        Know known = Know.ready().owner("ada");
        IntStream.range(0, 41).forEach(i -> known.member("leaver-%02d".formatted(i)));

        Plan plan = Want.team().owner("ada").planFrom(known);

        assertThat(plan.steps())
                .extracting(step -> ((Step.RemoveMembers) step).userIds().size())
                .containsExactly(20, 20, 1);
        assertThat(((Step.RemoveMembers) plan.steps().getFirst()).userIds())
                .isSorted()
                .startsWith("leaver-00");
    }

    @Test
    void removesSomebodyWhoseAdditionWasNeverAnswered() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.ready().owner("ada").intended("bob", TeamRole.MEMBER));

        assertThat(plan.steps()).containsExactly(remove("bob"));
    }

    @Test
    void removesSomebodyWhoWasAddedAndNotSeenYet() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.ready().owner("ada").added("bob", TeamRole.MEMBER));

        assertThat(plan.steps()).containsExactly(remove("bob"), LOOK);
    }

    @Test
    void leavesPeopleAloneWhomSomebodyAddedByHand() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(
                Know.ready().owner("ada").stranger("xia", TeamRole.MEMBER).stranger("yan", TeamRole.OWNER));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.AddedByHand("xia"), new Finding.AddedByHand("yan"));
    }

    @Test
    void looksAtSomebodyAddedByHandWhoBelongsHereNowAndSoMakesThePersonOurs() {
        Want want = Want.team().owner("ada").member("xia");

        Plan plan = want.planFrom(Know.ready().owner("ada").stranger("xia", TeamRole.MEMBER));

        assertThat(plan.steps()).containsExactly(LOOK);
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void leavesPeopleAloneWhoseAccountCannotBeUsed() {
        Want want = Want.team().owner("ada").tolerated("bob").tolerated("cyd");

        Plan plan = want.planFrom(Know.ready().owner("ada").member("bob"));

        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void promotesAMemberWhoBecameManager() {
        Want want = Want.team().owner("ada", "bob");

        Plan plan = want.planFrom(Know.ready().owner("ada").member("bob"));

        assertThat(plan.steps()).containsExactly(change("bob", TeamRole.OWNER));
    }

    @Test
    void waitsToSeeAMemberBeforeItPromotesThePerson() {
        Want want = Want.team().owner("ada", "bob");

        Plan plan = want.planFrom(Know.ready().owner("ada").added("bob", TeamRole.MEMBER));

        assertThat(plan.steps()).containsExactly(LOOK);
    }

    @Test
    void promotesSomebodyAddedByHandWhoIsManagerHere() {
        Want want = Want.team().owner("ada", "xia");

        Plan plan = want.planFrom(Know.ready().owner("ada").stranger("xia", TeamRole.MEMBER));

        assertThat(plan.steps()).containsExactly(change("xia", TeamRole.OWNER), LOOK);
    }

    @Test
    void onlyLooksWhileItIsNotClearWhatTheLastWriteDid() {
        Want want = Want.team().owner("ada").member("bob", "cyd").named("Katy");

        Plan plan = want.planFrom(Know.ready().owner("ada").member("old").unclear());

        assertThat(plan.steps()).containsExactly(LOOK, new Step.RenameTeam(TEAM, "Katy"));
    }

    @Test
    void putsTheStepsInTheDocumentedOrder() {
        Want want = Want.team().owner("ada", "bob", "new").member("cyd", "fay").named("Katy");
        Know known = Know.ready()
                .owner("ada")
                .member("bob")
                .owner("cyd")
                .member("old")
                .owner("boss")
                .added("fay", TeamRole.MEMBER);

        Plan plan = want.planFrom(known);

        assertThat(plan.steps())
                .containsExactly(
                        add(Map.of("new", TeamRole.OWNER)),
                        change("bob", TeamRole.OWNER),
                        remove("old"),
                        change("cyd", TeamRole.MEMBER),
                        remove("boss"),
                        new Step.RenameTeam(TEAM, "Katy"),
                        LOOK);
    }

    @Test
    void makesAPublicTeamPrivateAndNoOtherOne() {
        Want want = Want.team().owner("ada");

        assertThat(want.planFrom(Know.ready().owner("ada").visibleTo(Profile.Visibility.PUBLIC))
                        .steps())
                .containsExactly(new Step.MakePrivate(TEAM));
        assertThat(want.planFrom(Know.ready().owner("ada").visibleTo(null)).steps())
                .isEmpty();
    }

    @Test
    void leavesAPublicTeamPublicWhenTheRetailerSaysSo() {
        TeamPolicy keep = TeamPolicy.defaults().with(new Life(30, Deleted.REPORT, Profile.Policy.KEEP));
        Know known = Know.ready().owner("ada").visibleTo(Profile.Visibility.PUBLIC);

        Plan plan = new TeamPlanner(keep).plan(Want.team().owner("ada").build(), known.build(), NOW);

        assertThat(plan).isEqualTo(new Plan(List.of(), List.of(), List.of(), null, null));
    }

    @Test
    void makesATeamPrivateAfterItsRosterWasSeenForALabelMayRefuseThat() {
        Know known = Know.ready().owner("ada").added("bob", TeamRole.MEMBER).visibleTo(Profile.Visibility.PUBLIC);

        Plan plan = Want.team().owner("ada").member("bob").planFrom(known);

        assertThat(plan.steps()).containsExactly(LOOK, new Step.MakePrivate(TEAM));
    }

    @Test
    void renamesATeamWhoseNameIsNotKnown() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.ready().owner("ada").named(null));

        assertThat(plan.steps()).containsExactly(new Step.RenameTeam(TEAM, "Houston"));
    }

    @Test
    void looksOnceHoweverManyReasonsThereAre() {
        Want want = Want.team().owner("ada", "bob").member("cyd");
        Know known = Know.ready()
                .owner("ada")
                .added("bob", TeamRole.MEMBER)
                .added("cyd", TeamRole.MEMBER)
                .owner("old")
                .stale();

        Plan plan = want.planFrom(known);

        assertThat(plan.steps()).filteredOn(LOOK::equals).hasSize(1);
    }

    @Test
    void doesNotTryAgainToRemoveSomebodyWhoWasRefused() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(
                Know.ready().owner("ada").stuck("bob", TeamRole.MEMBER, LATER).stuck("cyd", TeamRole.OWNER, LATER));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings())
                .containsExactly(
                        new Finding.MemberRefused("bob", "Forbidden"), new Finding.MemberRefused("cyd", "Forbidden"));
    }

    @Test
    void saysNothingOfARefusalThatNoLongerMatters() {
        Want want = Want.team().owner("ada").member("bob").tolerated("dan");
        Know known = Know.ready()
                .owner("ada")
                .stuck("bob", TeamRole.MEMBER, LATER)
                .stuck("dan", TeamRole.MEMBER, LATER)
                .refused("cyd", TeamRole.MEMBER, LATER);

        Plan plan = want.planFrom(known);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void keepsTheRosterOfAStoreThatShouldHaveNoTeamButHasOne() {
        Want want = Want.team().member("bob").nobody().finding(new Finding.StoreClosed());

        Plan plan = want.planFrom(Know.ready().stranger("xia", TeamRole.OWNER).member("old"));

        assertThat(plan.steps()).containsExactly(add(Map.of("bob", TeamRole.MEMBER)), remove("old"));
    }

    private static Step add(Map<String, TeamRole> people) {
        return new Step.AddMembers(TEAM, people);
    }

    private static Step remove(String... users) {
        return new Step.RemoveMembers(TEAM, List.of(users));
    }

    private static Step change(String user, TeamRole role) {
        return new Step.ChangeRole(TEAM, user, Know.id(user), role);
    }
}
