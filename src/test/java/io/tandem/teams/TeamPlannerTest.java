package io.tandem.teams;

import static io.tandem.teams.Know.LATER;
import static io.tandem.teams.Know.TEAM;
import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.PersonnelNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TeamPlannerTest {
    private static final Instant SOON = NOW.plusSeconds(10);
    private static final PersonnelNumber BOB = new PersonnelNumber("000201");

    @Test
    void startsAtOnceWhenNothingSaysOtherwise() {
        Want want = Want.team().owner("ada");

        assertThat(want.planFrom(KnownTeam.unknown()).startsAt()).isNull();
        assertThat(want.planFrom(Know.ready()).startsAt()).isNull();
    }

    @Test
    void waitsAsLongAsTheStageSays() {
        Want want = Want.team().owner("ada");

        assertThat(List.of(
                        new Stage.Unknown(SOON),
                        new Stage.Group("group-1", NOW, 1, SOON),
                        new Stage.Provisioning("group-1", NOW, "operations/7", SOON)))
                .allSatisfy(stage ->
                        assertThat(want.planFrom(Know.at(stage)).startsAt()).isEqualTo(SOON));
    }

    @Test
    void waitsBetweenTwoLooks() {
        Want want = Want.team().owner("ada").member("bob");
        Know known = Know.ready().owner("ada").added("bob", TeamRole.MEMBER).look(new Look(false, NOW, 1, SOON));

        Plan plan = want.planFrom(known);

        assertThat(plan.startsAt()).isEqualTo(SOON);
        assertThat(plan.next(NOW)).isEmpty();
        assertThat(plan.next(SOON)).contains(new Step.ReadRoster(TEAM));
    }

    @Test
    void doesNotWaitForALookWithAnythingElse() {
        Want want = Want.team().owner("ada").member("bob", "cyd");
        Know known = Know.ready().owner("ada").added("bob", TeamRole.MEMBER).look(new Look(false, NOW, 1, SOON));

        Plan plan = want.planFrom(known);

        assertThat(plan.next(NOW)).get().isInstanceOf(Step.AddMembers.class);
    }

    @Test
    void doesNotSleepThroughADayOnWhichSomethingChanges() {
        Want want = Want.team().owner("ada").member("bob").changingAt(SOON);
        Know known = Know.ready().owner("ada").added("bob", TeamRole.MEMBER).look(new Look(false, NOW, 6, LATER));

        Plan plan = want.planFrom(known);

        assertThat(plan.startsAt()).isEqualTo(SOON);
        assertThat(plan.changesAt()).isEqualTo(SOON);
    }

    @Test
    void startsWithTheStepWhenThatComesBeforeTheDay() {
        Want want = Want.team().owner("ada").member("bob").changingAt(LATER);
        Know known = Know.ready().owner("ada").added("bob", TeamRole.MEMBER).look(new Look(false, NOW, 1, SOON));

        assertThat(want.planFrom(known).startsAt()).isEqualTo(SOON);
    }

    @Test
    void changesWithTheEarliestOfDatesRefusalsAndRechecks() {
        Know known = Know.ready().owner("ada").refused("bob", TeamRole.MEMBER, NOW.plusSeconds(20));
        Want want = Want.team().owner("ada").member("bob").finding(new Finding.AccountDisabled(BOB));

        assertThat(want.changingAt(SOON).planFrom(known).changesAt()).isEqualTo(SOON);
        assertThat(want.changingAt(LATER).planFrom(known).changesAt()).isEqualTo(NOW.plusSeconds(20));
        assertThat(want.changingAt(LATER.plusSeconds(1))
                        .planFrom(Know.ready().owner("ada"))
                        .changesAt())
                .isEqualTo(LATER);
    }

    @Test
    void asksAgainAboutPeopleWithoutAUsableAccountInAnHour() {
        Want want = Want.team().owner("ada");

        assertThat(List.of(
                        new Finding.AccountMissing(BOB),
                        new Finding.AccountDisabled(BOB),
                        new Finding.NotLicensed(BOB),
                        new Finding.FallbackOwnerUnusable()))
                .allSatisfy(finding -> assertThat(Want.team()
                                .owner("ada")
                                .finding(finding)
                                .planFrom(Know.ready().owner("ada"))
                                .changesAt())
                        .isEqualTo(NOW.plus(Duration.ofHours(1))));
        assertThat(want.finding(new Finding.NotLinked(BOB))
                        .planFrom(Know.ready().owner("ada"))
                        .changesAt())
                .isNull();
    }

    @Test
    void saysThatAMappingIsNotFollowedWhenTheStoreHasAnotherTeam() {
        Want want = Want.team().owner("ada").mappedTo("existing");

        Plan plan = want.planFrom(Know.ready().owner("ada"));

        assertThat(plan.findings()).containsExactly(new Finding.MappedElsewhere("existing"));
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void followsAMappingWhateverItsCase() {
        Want want = Want.team().owner("ada").mappedTo("TEAM-1");

        assertThat(want.planFrom(Know.ready().owner("ada")).findings()).isEmpty();
    }

    @Test
    void waitsWithAReasonWhenTheMappedTeamWasNotFound() {
        Want want = Want.team().owner("ada").mappedTo("existing");

        Plan plan = want.planFrom(Know.at(new Stage.Unknown(LATER, new Stage.Vain("existing", false))));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.changesAt()).isEqualTo(LATER);
        assertThat(plan.standing())
                .isEqualTo(new Standing(Standing.State.WAITING, new Finding.MappedTeamMissing("existing").sentence()));
    }

    @Test
    void waitsWithAReasonWhenWhatCommerceNamesIsAGroupWithoutATeam() {
        Want want = Want.team().owner("ada").mappedTo("EXISTING");

        Plan plan = want.planFrom(Know.at(new Stage.Unknown(LATER, new Stage.Vain("existing", true))));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.standing())
                .isEqualTo(new Standing(
                        Standing.State.WAITING, new Finding.MappedGroupWithoutTeam("existing").sentence()));
    }

    @Test
    void looksAtOnceForAnotherTeamThanThatWhichWasNotFound() {
        Know vain = Know.at(new Stage.Unknown(LATER, new Stage.Vain("existing", false)));

        assertThat(Want.team().owner("ada").mappedTo("another").planFrom(vain).next(NOW))
                .contains(new Step.FindMappedTeam("another"));
        assertThat(Want.team().owner("ada").planFrom(vain).next(NOW)).contains(new Step.FindGroup("tandem-000135"));
    }

    @Test
    void looksForTheMappedTeamAgainWhenTheTimeHasCome() {
        Want want = Want.team().owner("ada").mappedTo("existing");

        Plan plan = want.planFrom(Know.at(new Stage.Unknown(NOW, new Stage.Vain("existing", true))));

        assertThat(plan.next(NOW)).contains(new Step.FindMappedTeam("existing"));
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void saysNothingOfAMissingTeamForAClosedStore() {
        Want want = Want.team().nobody().mappedTo("existing").finding(new Finding.StoreClosed());

        Plan plan = want.planFrom(Know.at(new Stage.Unknown(LATER, new Stage.Vain("existing", false))));

        assertThat(plan.findings()).containsExactly(new Finding.StoreClosed());
    }

    @Test
    void looksAtOnceForATeamThatIsNotThereAnyMore() {
        Want want = Want.team().owner("ada");

        assertThat(want.planFrom(Know.at(new Stage.Gone(TEAM, null))).next(NOW)).contains(new Step.FindGone(TEAM));
        assertThat(want.mappedTo("mapped")
                        .planFrom(Know.at(new Stage.Gone(TEAM, null)))
                        .next(NOW))
                .contains(new Step.FindGone(TEAM));
    }

    @Test
    void waitsForATeamThatWasDeletedAndMakesNoOther() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.at(new Stage.Gone(TEAM, SOON)));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.standing().state()).isEqualTo(Standing.State.WAITING);
        assertThat(plan.findings()).containsExactly(new Finding.TeamDeleted(TEAM));
        assertThat(plan.changesAt()).isEqualTo(SOON);
    }

    @Test
    void namesAGroupWhoseTeamNobodyWantsAnyMore() {
        Want want = Want.team().nobody();

        Plan plan = want.planFrom(Know.at(new Stage.Group("group-1", NOW, 0, null)));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).contains(new Finding.GroupWithoutTeam("group-1"));
    }

    @Test
    void holdsNothingItself() {
        assertThat(Want.team().owner("ada").planFrom(KnownTeam.unknown()).holds())
                .isEmpty();
    }

    @RepeatedTest(20)
    void makesTheSamePlanHoweverTheMapsAreOrdered(RepetitionInfo info) {
        Want want =
                Want.team().owners(5).members(30).tolerated("dan").owner("zoe").member("boss");
        Know known = Know.ready()
                .owner("boss")
                .member("zoe")
                .owner("old")
                .member("dan")
                .added("new", TeamRole.MEMBER);
        for (int i = 0; i < 30; i++) {
            known.member("leaver-" + i).stranger("stranger-" + i, TeamRole.MEMBER);
        }
        KnownTeam shuffled = Reconciler.shuffled(known.build(), new Random(info.getCurrentRepetition()));

        Plan plan = want.planFrom(shuffled);

        assertThat(plan.toString()).isEqualTo(want.planFrom(known).toString());
    }
}
