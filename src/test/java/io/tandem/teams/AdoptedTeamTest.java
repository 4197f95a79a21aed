package io.tandem.teams;

import static io.tandem.teams.Know.TEAM;
import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.TeamNews.Action;
import io.tandem.teams.TeamNews.Deviated;
import io.tandem.teams.TeamPolicy.Deleted;
import io.tandem.teams.TeamPolicy.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Teams that Tandem made and teams that it took over differ once they are deleted, or named no more. */
class AdoptedTeamTest {
    private static final Instant HOUR = NOW.plus(Duration.ofHours(1));
    private static final Stage GONE = new Stage.Gone(TEAM, HOUR, 1);
    private static final TeamPolicy REMAKE = TeamPolicy.defaults().with(new Life(30, Deleted.REMAKE));

    private static Plan plan(Want want, KnownTeam known) {
        return new TeamPlanner(REMAKE).plan(want.build(), known, NOW);
    }

    @Test
    void isAdoptedWhenCommerceNamedItAndNotWhenTandemMadeIt() {
        Outcome found = new Outcome.GroupFound("named", "Old", true, NOW);
        Transition transition = Want.team().mappedTo("named").transition();
        KnownTeam missing = Know.at(new Stage.Missing()).build();

        assertThat(transition.after(missing, new Step.FindMappedTeam("named"), found))
                .matches(KnownTeam::adopted)
                .matches(team -> team.look().deep() && "Old".equals(team.name()));
        assertThat(transition
                        .after(missing, new Step.FindGroup("tandem-000135"), found)
                        .adopted())
                .isFalse();
        assertThat(transition
                        .after(Know.at(GONE).adopted().build(), new Step.FindGone(TEAM), found)
                        .adopted())
                .isTrue();
        assertThat(transition
                        .after(Know.at(GONE).build(), new Step.FindGone(TEAM), found)
                        .adopted())
                .isFalse();
    }

    @Test
    void remakesADeletedTeamOfItsOwnThoughCommerceWasToldOfItAndNamesIt() {
        Want want = Want.team().owner("ada").mappedTo(TEAM);
        KnownTeam gone = Know.at(GONE).build();

        Plan plan = plan(want, gone);
        KnownTeam remade = want.transition().after(gone, new Step.FindDeleted(TEAM), new Outcome.DeletedFound());

        assertThat(plan.next(NOW)).contains(new Step.FindDeleted(TEAM));
        assertThat(remade.former()).isEqualTo(TEAM);
        assertThat(plan(want, remade).next(NOW)).get().isInstanceOf(Step.CreateGroup.class);
        assertThat(remakeNews(want, Know.at(new Stage.Gone(TEAM, null)), gone))
                .containsExactly(new Deviated(Want.STORE, TEAM, TeamNews.Deviation.DELETED, Action.REMADE));
    }

    private static List<TeamNews> remakeNews(Want want, Know before, KnownTeam after) {
        return want.transition().news(before.build(), after, new Outcome.GroupMissing(), REMAKE);
    }

    @Test
    void remakesNoTeamForNobody() {
        Want unowned = Want.team().member("bob").mappedTo(TEAM).unowned();

        assertThat(plan(unowned, Know.at(GONE).build()).steps()).isEmpty();
        assertThat(plan(unowned, Know.at(new Stage.Missing()).inPlaceOf(TEAM).build())
                        .steps())
                .isEmpty();
    }

    @Test
    void makesNoOtherTeamInPlaceOfOneThatItTookOver() {
        KnownTeam gone = Know.at(GONE).adopted().build();

        assertThat(plan(Want.team().owner("ada").mappedTo(TEAM), gone).steps()).isEmpty();
        assertThat(plan(Want.team().owner("ada"), gone).steps()).isEmpty();
        assertThat(remakeNews(
                        Want.team().owner("ada").mappedTo(TEAM),
                        Know.at(new Stage.Gone(TEAM, null)).adopted(),
                        gone))
                .containsExactly(new Deviated(Want.STORE, TEAM, TeamNews.Deviation.DELETED, Action.REPORTED));
    }

    @Test
    void knowsNothingOfTheDeletedTeamOnceItFollowsAMappingToAnother() {
        KnownTeam gone = Know.at(GONE).owner("ada").build();
        Outcome found = new Outcome.GroupFound("other", "Other", true, NOW);

        KnownTeam after =
                Want.team().mappedTo("other").transition().after(gone, new Step.FindMappedTeam("other"), found);

        assertThat(after.stage()).isEqualTo(new Stage.Ready("other"));
        assertThat(after.members()).isEmpty();
        assertThat(after.former()).isEqualTo(TEAM);
        assertThat(after.adopted()).isTrue();
    }

    @Test
    void leavesAGroupAloneThatItTookOverAndThatHasNoTeamAnyMore() {
        Outcome found = new Outcome.GroupFound(TEAM, "Houston", false, NOW);

        KnownTeam after = Want.team()
                .owner("ada")
                .transition()
                .after(Know.at(GONE).adopted().build(), new Step.FindGone(TEAM), found);

        assertThat(after.stage()).isEqualTo(GONE);
    }

    @Test
    void leavesATeamAsItIsThatIsNamedNoMoreButForThoseWhoLeave() {
        Want want = Want.team()
                .owner("ada", "bob")
                .member("cyd", "dan")
                .named("New name")
                .archivedAt(NOW);
        Know known = Know.ready()
                .adopted()
                .owner("ada")
                .member("bob")
                .owner("cyd")
                .member("eve")
                .stranger("xia", TeamRole.MEMBER)
                .intended("dan", TeamRole.MEMBER);

        Plan plan = want.planFrom(known);

        assertThat(plan.steps()).containsExactly(new Step.RemoveMembers(TEAM, List.of("eve")));
        assertThat(plan.findings()).containsExactly(new Finding.TeamNamedNoMore(Want.STORE, TEAM, null));
        assertThat(want.mappedTo("other").planFrom(known).findings())
                .containsExactly(new Finding.TeamNamedNoMore(Want.STORE, TEAM, "other"));
        assertThat(want.mappedTo(TEAM.toUpperCase(Locale.ROOT)).planFrom(known).steps())
                .anyMatch(Step.AddMembers.class::isInstance)
                .last()
                .isEqualTo(new Step.ArchiveTeam(TEAM, true));
    }

    @Test
    void claimsNobodyWhomOthersPutIntoATeamThatIsNamedNoMore() {
        Want want = Want.team().owner("ada").member("jane");
        KnownTeam known = Know.ready()
                .adopted()
                .owner("ada")
                .look(new Look(true, Know.EARLIER, 0, null, false))
                .build();
        Outcome read = new Outcome.RosterRead(List.of(
                new Outcome.RosterRead.Member("ada", Know.id("ada"), TeamRole.OWNER),
                new Outcome.RosterRead.Member("jane", Know.id("jane"), TeamRole.MEMBER)));

        KnownTeam after = want.transition().after(known, new Step.ReadRoster(TEAM), read);

        assertThat(want.planFrom(after).steps()).isEmpty();
        assertThat(Want.team().owner("ada").planFrom(after).steps())
                .as("once she works elsewhere")
                .isEmpty();
    }

    @Test
    void waitsOnceThereIsNobodyLeftToLeaveATeamThatIsNamedNoMore() {
        Plan plan = Want.team()
                .owner("ada", "bob")
                .planFrom(Know.ready().adopted().owner("ada").named(null));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.standing().state()).isEqualTo(Standing.State.WAITING);
    }

    @Test
    void keepsTheLastOwnerOfATeamThatIsNamedNoMore() {
        Plan plan = Want.team()
                .owner("new")
                .planFrom(Know.ready().adopted().owner("ada").member("bob"));

        assertThat(plan.steps()).containsExactly(new Step.RemoveMembers(TEAM, List.of("bob")));
        assertThat(plan.findings()).contains(new Finding.LastOwnerStays("ada"));
    }

    @Test
    void readsWhatIsInDoubtOfATeamThatIsNamedNoMoreAndTellsNothingOfIt() {
        Want want = Want.team().owner("ada");
        KnownTeam known = Know.at(new Stage.Archived(TEAM))
                .adopted()
                .owner("ada")
                .look(new Look(true, Know.EARLIER, 0, null, true))
                .build();
        Outcome read = new Outcome.TeamRead("Party", Profile.Visibility.PUBLIC, false);

        KnownTeam after = want.transition().after(known, new Step.ReadTeam(TEAM), read);

        assertThat(want.planFrom(known).steps()).containsExactly(new Step.ReadTeam(TEAM), new Step.ReadRoster(TEAM));
        assertThat(want.planFrom(after).steps()).containsExactly(new Step.ReadRoster(TEAM));
        assertThat(want.transition().news(known, after, read, REMAKE)).isEmpty();
    }

    @Test
    void makesATeamPrivateThatItTakesOverAndMissesNoPrivacyThatItDidNotGive() {
        Want want = Want.team().owner("ada").mappedTo(TEAM);
        Outcome found = new Outcome.GroupFound(TEAM, "Houston", true, NOW);
        Outcome read = new Outcome.TeamRead("Houston", Profile.Visibility.PUBLIC, false);
        KnownTeam adopted = want.transition().after(KnownTeam.unknown(), new Step.FindMappedTeam(TEAM), found);

        KnownTeam after = want.transition().after(adopted, new Step.ReadTeam(TEAM), read);

        assertThat(want.planFrom(after).steps()).contains(new Step.MakePrivate(TEAM));
        assertThat(want.transition().news(adopted, after, read, REMAKE)).isEmpty();
    }

    @Test
    void restoresNoTeamThatIsNamedNoMoreAndTellsNobodyThatItIsBack() {
        TeamPolicy restore = TeamPolicy.defaults().with(new Life(30, Deleted.RESTORE));
        Want want = Want.team().owner("ada");
        KnownTeam gone = Know.at(GONE).adopted().build();
        Outcome found = new Outcome.GroupFound(TEAM, "Old", true, NOW);

        Plan plan = new TeamPlanner(restore).plan(want.build(), gone, NOW);
        KnownTeam back = want.transition().after(gone, new Step.FindGone(TEAM), found);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings())
                .containsExactly(new Finding.TeamNamedNoMore(Want.STORE, TEAM, null), new Finding.TeamDeleted(TEAM));
        assertThat(want.transition().news(gone, back, found, restore)).isEmpty();
        assertThat(want.mappedTo(TEAM).transition().news(gone, back, found, restore))
                .containsExactly(new TeamNews.Provisioned(Want.STORE, TEAM));
        assertThat(new TeamPlanner(restore)
                        .plan(want.mappedTo(TEAM).build(), gone, NOW)
                        .next(NOW))
                .contains(new Step.RestoreGroup(TEAM));
    }

    @Test
    void knowsNothingOfATeamThatItLetGoOf() {
        KnownTeam known = Know.ready().adopted().owner("ada").inPlaceOf("first").build();

        assertThat(known.released(null))
                .matches(team -> team.members().isEmpty() && !team.adopted())
                .extracting(KnownTeam::stage, KnownTeam::former)
                .containsExactly(new Stage.Unknown(null), "first");
        assertThat(known.released("FIRST").former())
                .as("it is named again, and followed")
                .isNull();
        assertThat(Want.team().owner("ada").planFrom(known.released(null)).steps())
                .startsWith(new Step.FindGroup("tandem-000135-first"));
        assertThat(Want.team()
                        .owner("ada")
                        .mappedTo("other")
                        .planFrom(known.released("other"))
                        .steps())
                .containsExactly(new Step.FindMappedTeam("other"));
    }
}
