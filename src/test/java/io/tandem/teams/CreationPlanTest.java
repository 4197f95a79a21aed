package io.tandem.teams;

import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreationPlanTest {
    private static final Stage.Group GROUP = new Stage.Group("group-1", NOW, 0, null);
    private static final Stage.Provisioning MAKING = new Stage.Provisioning("group-1", NOW, "operations/7", NOW);

    @Test
    void looksForTheGroupBeforeItMakesOne() {
        Want want = Want.team().owner("ada").member("bob");

        Plan plan = want.planFrom(KnownTeam.unknown());

        assertThat(plan.steps())
                .containsExactly(
                        new Step.FindGroup("tandem-000135"),
                        new Step.CreateGroup(
                                "tandem-000135",
                                "Houston",
                                "HOUSTON_000135",
                                Map.of("ada", TeamRole.OWNER, "bob", TeamRole.MEMBER)),
                        new Step.CreateTeam(""),
                        new Step.AwaitTeam(""),
                        new Step.ReadRoster(""));
    }

    @Test
    void makesTheGroupOnceItIsKnownToBeMissing() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.at(new Stage.Missing()));

        assertThat(plan.next(NOW)).get().isInstanceOf(Step.CreateGroup.class);
        assertThat(plan.startsAt()).isNull();
    }

    @Test
    void makesTheTeamOfTheGroupAndForeseesWhoIsNotInYet() {
        Want want = Want.team().owner("ada").member("bob");

        Plan plan = want.planFrom(Know.at(GROUP).added("ada", TeamRole.OWNER).intended("bob", TeamRole.MEMBER));

        assertThat(plan.steps())
                .containsExactly(
                        new Step.CreateTeam("group-1"),
                        new Step.AwaitTeam(""),
                        new Step.AddMembers("group-1", Map.of("bob", TeamRole.MEMBER)),
                        new Step.ReadRoster("group-1"));
    }

    @Test
    void waitsForTheTeamThatIsBeingMade() {
        Want want = Want.team().owner("ada");

        Plan plan = want.planFrom(Know.at(MAKING).added("ada", TeamRole.OWNER));

        assertThat(plan.steps()).containsExactly(new Step.AwaitTeam("operations/7"), new Step.ReadRoster("group-1"));
    }

    @Test
    void waitsForTheTeamThatIsBeingMadeEvenWhenNobodyWantsItAnyMore() {
        Want want = Want.team().nobody();

        Plan plan = want.planFrom(Know.at(MAKING));

        assertThat(plan.next(NOW)).contains(new Step.AwaitTeam("operations/7"));
    }

    @Test
    void doesNothingForAStoreThatShouldHaveNoTeam() {
        Want want = Want.team().member("bob").nobody();

        assertThat(List.of(new Stage.Unknown(null), new Stage.Missing(), GROUP))
                .allSatisfy(stage ->
                        assertThat(want.planFrom(Know.at(stage)).steps()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0",
        "1, 18, 1, 18",
        "1, 19, 1, 18",
        "1, 500, 1, 18",
        "2, 30, 2, 16",
        "9, 9, 9, 2",
        "10, 5, 10, 0",
        "15, 40, 10, 0"
    })
    void bindsNoMoreThanTwentyRelationships(int owners, int members, int ownersBound, int membersBound) {
        Want want = Want.team().owners(owners).members(members);

        Plan plan = want.planFrom(Know.at(new Stage.Missing()));

        Map<String, TeamRole> bound = ((Step.CreateGroup) plan.steps().getFirst()).people();
        assertThat(bound.values()).filteredOn(TeamRole.OWNER::equals).hasSize(ownersBound);
        assertThat(bound.values()).filteredOn(TeamRole.MEMBER::equals).hasSize(membersBound);
    }

    @Test
    void foreseesTheRestInCallsOfTwoHundredOwnersFirst() {
        Want want = Want.team().owners(12).members(450);

        Plan plan = want.planFrom(Know.at(new Stage.Missing()));

        List<Step.AddMembers> adds = plan.steps().stream()
                .filter(Step.AddMembers.class::isInstance)
                .map(Step.AddMembers.class::cast)
                .toList();
        assertThat(adds).extracting(add -> add.people().size()).containsExactly(200, 200, 52);
        assertThat(adds.getFirst().people().keySet()).startsWith("owner-010", "owner-011", "member-000");
    }

    @Test
    void looksAtTheMappedTeamAndMakesNone() {
        Want want = Want.team().owner("ada").mappedTo("existing");

        assertThat(List.of(new Stage.Unknown(null), new Stage.Missing()))
                .allSatisfy(stage -> assertThat(want.planFrom(Know.at(stage)).steps())
                        .containsExactly(new Step.FindMappedTeam("existing")));
    }

    @Test
    void looksForItsOwnGroupBeforeItAdoptsAnotherWhenItMayHaveMadeOne() {
        Want want = Want.team().owner("ada").mappedTo("existing");

        Plan plan = want.planFrom(Know.at(new Stage.Unknown(null)).intended("ada", TeamRole.OWNER));

        assertThat(plan.steps())
                .containsExactly(new Step.FindGroup("tandem-000135"), new Step.FindMappedTeam("existing"));
    }

    @Test
    void putsTheMostImportantPeopleOfALargeStoreFirst() {
        Want want = Want.team().owner("zoe").member("ada", "bob");

        Plan plan = want.planFrom(Know.at(new Stage.Missing()));

        assertThat(((Step.CreateGroup) plan.steps().getFirst()).people().keySet())
                .containsExactly("zoe", "ada", "bob");
    }
}
