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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A team is archived some days after its store closed, comes back when it opens again, and may be deleted by somebody. */
class StoreLifeTest {
    private static final Step ARCHIVE = new Step.ArchiveTeam(TEAM, true);
    private static final Step UNARCHIVE = new Step.ArchiveTeam(TEAM, false);
    private static final Step LOOK = new Step.FindGone(TEAM);
    private static final String OPERATION = "/teams(" + TEAM + ")/operations(7)";
    private static final Instant HOUR = NOW.plus(Duration.ofHours(1));

    private static Know archived() {
        return Know.at(new Stage.Archived(TEAM));
    }

    private static Plan plan(DesiredTeam desired, Know known, Permit permit) {
        return new TeamPlanner(TeamPolicy.defaults()).plan(desired, known.build(), Leave.free(), permit, NOW);
    }

    private static Plan plan(Deleted policy, Want want, Stage stage) {
        return new TeamPlanner(TeamPolicy.defaults().with(new Life(30, policy)))
                .plan(want.build(), Know.at(stage).build(), NOW);
    }

    private static KnownTeam after(Stage stage, Step step, Outcome outcome) {
        return Want.team().owner("ada").transition().after(Know.at(stage).build(), step, outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-02-08, 30, 2026-03-10T04:00:00Z",
        "America/New_York, 2026-02-06, 30, 2026-03-08T05:00:00Z",
        "Asia/Kolkata, 2026-03-01, 10, 2026-03-10T18:30:00Z",
        "Australia/Lord_Howe, 2026-04-01, 5, 2026-04-05T13:30:00Z",
        "Pacific/Kiritimati, 2026-03-01, 0, 2026-02-28T10:00:00Z"
    })
    void archivesAtMidnightOfTheStoreOnceTheGraceIsOver(String zone, String closed, int days, Instant midnight) {
        Staff staff = Staff.store()
                .manager("000201", "ada")
                .zone(zone)
                .closedOn(closed)
                .life(new Life(days, Deleted.REPORT));

        DesiredTeam before = staff.at(midnight.minusMillis(1).toString());

        assertThat(before.archiveAt()).isEqualTo(midnight);
        assertThat(before.changesAt()).isEqualTo(midnight);
        assertThat(before.isToBeArchived(midnight.minusMillis(1))).isFalse();
        assertThat(before.isToBeArchived(midnight)).isTrue();
        assertThat(staff.at(midnight.toString()).changesAt()).isNull();
    }

    @Test
    void neverArchivesTheTeamOfAnOpenStore() {
        assertThat(Staff.store().manager("000201", "ada").team().archiveAt()).isNull();
    }

    @Test
    void archivesLastOfAllThatIsLeftToDo() {
        Want want = Want.team()
                .nobody()
                .owner("ada")
                .member("bob")
                .named("Old Town")
                .archivedAt(NOW);

        Plan plan = want.planFrom(Know.ready().owner("ada"));

        assertThat(plan.steps().getLast()).isEqualTo(ARCHIVE);
        assertThat(plan.steps())
                .anyMatch(Step.AddMembers.class::isInstance)
                .anyMatch(Step.RenameTeam.class::isInstance);
        assertThat(plan.archives()).isTrue();
    }

    @Test
    void saysWhenItArchives() {
        Plan plan = Want.team()
                .nobody()
                .owner("ada")
                .archivedAt(HOUR)
                .planFrom(Know.ready().owner("ada"));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.ToBeArchived(HOUR));
        assertThat(plan.standing().state()).isEqualTo(Standing.State.IN_SYNC);
        assertThat(plan.standing().reason()).contains(HOUR.toString());
    }

    @Test
    void putsPeopleInAndOutOfAnArchivedTeamAndLeavesItsName() {
        Want want = Want.team().nobody().owner("ada").named("Old Town").archivedAt(NOW);

        Plan plan = want.planFrom(archived().owner("ada").member("bob"));

        assertThat(plan.steps()).containsExactly(new Step.RemoveMembers(TEAM, List.of("bob")));
        assertThat(plan.findings()).containsExactly(new Finding.TeamArchived());
    }

    @Test
    void takesATeamOutOfTheArchiveBeforeItGetsItsName() {
        Plan plan =
                Want.team().owner("ada").named("New Town").planFrom(archived().owner("ada"));

        assertThat(plan.steps()).containsExactly(UNARCHIVE, new Step.RenameTeam(TEAM, "New Town"));
        assertThat(plan.archives()).isFalse();
    }

    @Test
    void opensAgainWithinTheGraceAndNothingWasDone() {
        assertThat(Want.team().owner("ada").planFrom(Know.ready().owner("ada")).steps())
                .isEmpty();
    }

    @Test
    void waitsForApprovalWhenManyAreArchivedAtOnce() {
        DesiredTeam desired = Want.team().nobody().owner("ada").archivedAt(NOW).build();

        Plan plan = plan(desired, Know.ready().owner("ada"), new Permit(9L, false, null));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.standing().state()).isEqualTo(Standing.State.HELD);
        assertThat(plan.standing().reason()).contains("hold 9");
    }

    @Test
    void waitsAMomentForOthersThatAreArchivedToo() {
        DesiredTeam desired = Want.team().nobody().owner("ada").archivedAt(NOW).build();

        Plan plan = plan(desired, Know.ready().owner("ada"), new Permit(null, false, NOW.plusSeconds(2)));

        assertThat(plan.next(NOW)).isEmpty();
        assertThat(plan.next(NOW.plusSeconds(2))).contains(ARCHIVE);
    }

    @Test
    void leavesATeamAsItIsWhenThatWasDecided() {
        DesiredTeam desired = Want.team().nobody().owner("ada").archivedAt(NOW).build();

        Plan plan = plan(desired, Know.ready().owner("ada"), new Permit(null, true, null));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.NotArchivedByDecision());
        assertThat(plan.standing().state()).isEqualTo(Standing.State.IN_SYNC);
    }

    @Test
    void takesATeamOutOfTheArchiveWhenThatWasUndone() {
        DesiredTeam desired = Want.team().nobody().owner("ada").archivedAt(NOW).build();

        Plan plan = plan(desired, archived().owner("ada"), new Permit(null, true, null));

        assertThat(plan.steps()).containsExactly(UNARCHIVE);
        assertThat(plan.findings()).containsExactly(new Finding.NotArchivedByDecision());
    }

    @Test
    void tellsATeamInTheArchiveOrOnItsWayFromOneThatIsToGoThere() {
        DesiredTeam desired = Want.team().nobody().owner("ada").archivedAt(NOW).build();
        Know turning = Know.at(new Stage.Archiving(TEAM, false, NOW, OPERATION, NOW));

        assertThat(plan(desired, archived().owner("ada"), Permit.free()).leavesArchived())
                .isTrue();
        assertThat(plan(desired, turning, Permit.free()).leavesArchived()).isTrue();
        assertThat(plan(desired, Know.ready().owner("ada"), Permit.free()).leavesArchived())
                .isFalse();
    }

    @Test
    void writesDownWhatItMeansToArchiveBeforeItDoes() {
        KnownTeam meant = Want.team().transition().intended(Know.ready().build(), ARCHIVE);

        assertThat(meant.stage()).isEqualTo(new Stage.Archiving(TEAM, true, NOW, "/teams/" + TEAM, NOW));
        assertThat(Want.team().planFrom(meant).next(NOW)).contains(new Step.AwaitArchive("/teams/" + TEAM, true));
    }

    @Test
    void looksAtTheTeamWhenTheAnswerWasLost() {
        KnownTeam after =
                after(new Stage.Ready(TEAM), ARCHIVE, new Outcome.Postponed(NOW.plusSeconds(5), "lost", true));

        assertThat(after.stage()).isEqualTo(new Stage.Archiving(TEAM, true, NOW, "/teams/" + TEAM, NOW));
    }

    @Test
    void meansNothingWhenNoCallWentOutOrGraphWouldNot() {
        Outcome kept = new Outcome.Postponed(NOW.plusSeconds(5), "throttled", false);

        assertThat(after(new Stage.Ready(TEAM), ARCHIVE, kept).stage()).isEqualTo(new Stage.Ready(TEAM));
        assertThat(after(new Stage.Ready(TEAM), ARCHIVE, new Outcome.Refused("400"))
                        .stage())
                .isEqualTo(new Stage.Ready(TEAM));
    }

    @Test
    void followsTheOperationToItsEnd() {
        Stage.Archiving turning = new Stage.Archiving(TEAM, true, NOW, OPERATION, NOW);
        Step await = new Step.AwaitArchive(OPERATION, true);

        assertThat(after(new Stage.Ready(TEAM), ARCHIVE, new Outcome.ArchiveRequested(OPERATION))
                        .stage())
                .isEqualTo(new Stage.Archiving(TEAM, true, NOW, OPERATION, NOW.plusSeconds(5)));
        assertThat(after(turning, await, new Outcome.OperationRunning()).stage())
                .isEqualTo(new Stage.Archiving(TEAM, true, NOW, OPERATION, NOW.plusSeconds(31)));
        assertThat(after(turning, await, new Outcome.OperationSucceeded()).stage())
                .isEqualTo(new Stage.Archived(TEAM));
        assertThat(after(turning, await, new Outcome.OperationFailed("busy")).stage())
                .isEqualTo(new Stage.Ready(TEAM));
    }

    @Test
    void asksAgainWhenNothingCameOfItForLong() {
        Stage.Archiving turning = new Stage.Archiving(TEAM, true, NOW.minus(Duration.ofMinutes(16)), OPERATION, NOW);

        KnownTeam after = after(turning, new Step.AwaitArchive(OPERATION, true), new Outcome.OperationRunning());

        assertThat(after.stage()).isEqualTo(new Stage.Ready(TEAM));
    }

    @Test
    void readsTheTeamItselfWhenItWasSwept() {
        Know swept = Know.ready().owner("ada").look(new Look(true, Know.EARLIER, 0, null, true));

        Plan plan = Want.team().owner("ada").planFrom(swept);

        assertThat(plan.steps()).containsExactly(new Step.ReadTeam(TEAM), new Step.ReadRoster(TEAM));
    }

    @Test
    void putsBackNamePrivacyAndArchive() {
        Want want = Want.team().owner("ada");
        Know swept = Know.ready().owner("ada").look(new Look(true, Know.EARLIER, 0, null, true));
        Outcome read = new Outcome.TeamRead("Party", Profile.Visibility.PUBLIC, true);

        KnownTeam after = want.transition().after(swept.build(), new Step.ReadTeam(TEAM), read);

        assertThat(after.look().deep()).isFalse();
        assertThat(want.planFrom(after).steps())
                .startsWith(UNARCHIVE)
                .containsSubsequence(new Step.RenameTeam(TEAM, "Houston"), new Step.MakePrivate(TEAM));
        assertThat(want.transition().news(swept.build(), after, read, TeamPolicy.defaults()))
                .containsExactly(
                        new Deviated(Want.STORE, TEAM, TeamNews.Deviation.RENAMED, Action.PUT_BACK),
                        new Deviated(Want.STORE, TEAM, TeamNews.Deviation.MADE_PUBLIC, Action.PUT_BACK),
                        new Deviated(Want.STORE, TEAM, TeamNews.Deviation.ARCHIVED, Action.PUT_BACK));
    }

    @Test
    void leavesThePublicTeamOfAClosedStoreInTheArchiveAndTellsOfIt() {
        Want want = Want.team().nobody().owner("ada").archivedAt(NOW);
        KnownTeam before = archived().owner("ada").build();
        Outcome read = new Outcome.TeamRead("Houston", Profile.Visibility.PUBLIC, true);

        KnownTeam after = want.transition().after(before, new Step.ReadTeam(TEAM), read);

        assertThat(want.planFrom(after).steps()).isEmpty();
        assertThat(want.transition().news(before, after, read, TeamPolicy.defaults()))
                .containsExactly(new Deviated(Want.STORE, TEAM, TeamNews.Deviation.MADE_PUBLIC, Action.REPORTED));
        assertThat(Want.team().owner("ada").planFrom(after).steps())
                .as("once the store opens again")
                .containsExactly(UNARCHIVE, new Step.MakePrivate(TEAM));
    }

    @Test
    void archivesAPublicTeamWithoutMakingItPrivateFirst() {
        Want want = Want.team().nobody().owner("ada").archivedAt(NOW);

        Plan plan = want.planFrom(Know.ready().owner("ada").visibleTo(Profile.Visibility.PUBLIC));

        assertThat(plan.steps()).containsExactly(ARCHIVE);
    }

    @Test
    void makesAPublicTeamPrivateWhileItsArchivingWaitsForApproval() {
        DesiredTeam desired = Want.team().nobody().owner("ada").archivedAt(NOW).build();
        Know known = Know.ready().owner("ada").visibleTo(Profile.Visibility.PUBLIC);

        assertThat(plan(desired, known, new Permit(9L, false, null)).steps())
                .containsExactly(new Step.MakePrivate(TEAM));
    }

    @Test
    void missesNoPrivacyThatTheRetailerLeavesToPeople() {
        KnownTeam before = Know.ready().owner("ada").build();
        Outcome read = new Outcome.TeamRead("Houston", Profile.Visibility.PUBLIC, false);
        TeamPolicy keep = TeamPolicy.defaults().with(new Life(30, Deleted.REPORT, Profile.Policy.KEEP));
        Want want = Want.team().owner("ada");

        KnownTeam after = want.transition().after(before, new Step.ReadTeam(TEAM), read);

        assertThat(want.transition().news(before, after, read, keep)).isEmpty();
    }

    @Test
    void tellsOfAPublicTeamOnce() {
        KnownTeam known =
                Know.ready().owner("ada").visibleTo(Profile.Visibility.PUBLIC).build();
        Outcome read = new Outcome.TeamRead("Houston", Profile.Visibility.PUBLIC, false);

        assertThat(Want.team().owner("ada").transition().news(known, known, read, TeamPolicy.defaults()))
                .isEmpty();
    }

    @Test
    void saysNothingOfWhatIsAsItShould() {
        KnownTeam known = Know.ready().owner("ada").build();
        Outcome read = new Outcome.TeamRead("Houston", Profile.Visibility.PRIVATE, false);

        assertThat(Want.team().owner("ada").transition().news(known, known, read, TeamPolicy.defaults()))
                .isEmpty();
    }

    @Test
    void archivesAgainWhatSomebodyTookOut() {
        Want want = Want.team().nobody().owner("ada").archivedAt(NOW);
        KnownTeam before = archived().owner("ada").build();
        Outcome read = new Outcome.TeamRead("Houston", Profile.Visibility.PRIVATE, false);

        KnownTeam after = want.transition().after(before, new Step.ReadTeam(TEAM), read);

        assertThat(want.planFrom(after).steps()).containsExactly(ARCHIVE);
        assertThat(want.transition().news(before, after, read, TeamPolicy.defaults()))
                .containsExactly(new Deviated(Want.STORE, TEAM, TeamNews.Deviation.UNARCHIVED, Action.PUT_BACK));
    }

    @ParameterizedTest
    @EnumSource(Deleted.class)
    void looksForTheGroupFirstWhateverIsDoneAboutADeletedTeam(Deleted policy) {
        assertThat(plan(policy, Want.team().owner("ada"), new Stage.Gone(TEAM, null))
                        .next(NOW))
                .contains(LOOK);
    }

    @Test
    void leavesADeletedTeamAloneUnlessToldOtherwise() {
        Plan plan = plan(Deleted.REPORT, Want.team().owner("ada"), new Stage.Gone(TEAM, HOUR, 1));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.TeamDeleted(TEAM));
    }

    @Test
    void restoresADeletedTeam() {
        Plan plan = plan(Deleted.RESTORE, Want.team().owner("ada"), new Stage.Gone(TEAM, HOUR, 1));
        KnownTeam restored = after(new Stage.Gone(TEAM, HOUR, 1), plan.steps().getFirst(), new Outcome.GroupRestored());

        assertThat(plan.next(NOW)).contains(new Step.RestoreGroup(TEAM));
        assertThat(plan(Deleted.RESTORE, Want.team().owner("ada"), restored.stage())
                        .next(NOW))
                .contains(LOOK);
    }

    @Test
    void makesAnotherTeamUnderAnotherNameOfItsOwn() {
        Step look = new Step.FindDeleted(TEAM);
        KnownTeam remade = after(new Stage.Gone(TEAM, HOUR, 1), look, new Outcome.DeletedFound());

        Plan plan = new TeamPlanner(TeamPolicy.defaults())
                .plan(Want.team().owner("ada").build(), remade, NOW);

        assertThat(plan(Deleted.REMAKE, Want.team().owner("ada"), new Stage.Gone(TEAM, HOUR, 1))
                        .next(NOW))
                .contains(look);
        assertThat(remade.members()).isEmpty();
        assertThat(plan.steps().getFirst()).isInstanceOfSatisfying(Step.CreateGroup.class, create -> {
            assertThat(create.uniqueName()).isEqualTo("tandem-000135-team-1");
            assertThat(create.mailNickname()).isEqualTo("TEAM1HOUSTON_000135");
        });
    }

    @Test
    void makesNoOtherTeamBeforeItIsSureThatTheOldOneIsGone() {
        Step look = new Step.FindDeleted(TEAM);
        Outcome missing = new Outcome.DeletedMissing();

        KnownTeam once = after(new Stage.Gone(TEAM, HOUR, 1), look, missing);
        KnownTeam twice = after(new Stage.Gone(TEAM, HOUR, 3), look, missing);
        KnownTeam restoring = after(new Stage.Gone(TEAM, HOUR, 3), new Step.RestoreGroup(TEAM), missing);

        assertThat(once.stage()).isEqualTo(new Stage.Gone(TEAM, HOUR, 2));
        assertThat(plan(Deleted.REMAKE, Want.team().owner("ada"), once.stage()).steps())
                .isEmpty();
        assertThat(twice.stage()).isEqualTo(new Stage.Missing());
        assertThat(twice.former()).isEqualTo(TEAM);
        assertThat(restoring.stage()).isEqualTo(new Stage.Gone(TEAM, HOUR, 2));
    }

    @ParameterizedTest
    @EnumSource(Deleted.class)
    void looksForTheDeletedTeamOfAStoreThatIsClosedOrHasNoManager(Deleted policy) {
        Want closed = Want.team().owner("ada").nobody().finding(new Finding.StoreClosed());

        KnownTeam missed = after(new Stage.Gone(TEAM, null), LOOK, new Outcome.GroupMissing());

        assertThat(plan(policy, closed, new Stage.Gone(TEAM, null)).next(NOW)).contains(LOOK);
        Plan later = plan(policy, closed, missed.stage());
        assertThat(later.steps())
                .isEqualTo(policy == Deleted.RESTORE ? List.of(new Step.RestoreGroup(TEAM)) : List.of());
        assertThat(plan(Deleted.REPORT, closed, missed.stage()).findings()).contains(new Finding.TeamDeleted(TEAM));
        assertThat(plan(Deleted.REPORT, closed, missed.stage()).standing().state())
                .isEqualTo(Standing.State.WAITING);
        assertThat(plan(Deleted.REPORT, closed, missed.stage()).changesAt()).isEqualTo(HOUR);
    }

    @Test
    void makesNoTeamOfAGroupThatCameBackWithoutOneAndThatNobodyWants() {
        Outcome found = new Outcome.GroupFound(TEAM, "Houston", false, NOW);
        Stage gone = new Stage.Gone(TEAM, null, 2);

        KnownTeam after = Want.team().nobody().transition().after(Know.at(gone).build(), LOOK, found);

        assertThat(after.stage()).isEqualTo(new Stage.Gone(TEAM, HOUR, 3));
        assertThat(after(gone, LOOK, found).stage()).isInstanceOf(Stage.Group.class);
    }

    @Test
    void looksForTheTeamItselfBeforeItFollowsAMappingToAnother() {
        Want want = Want.team().owner("ada").mappedTo("other");
        Step other = new Step.FindMappedTeam("other");

        assertThat(plan(Deleted.RESTORE, want, new Stage.Gone(TEAM, null)).next(NOW))
                .contains(LOOK);
        assertThat(plan(Deleted.RESTORE, want, new Stage.Gone(TEAM, HOUR, 1)).next(NOW))
                .contains(other);
        assertThat(plan(Deleted.RESTORE, want, new Stage.Gone(TEAM, null, 2)).next(NOW))
                .as("it was restored just now")
                .contains(LOOK);
        KnownTeam vain = after(new Stage.Gone(TEAM, HOUR, 1), other, new Outcome.GroupMissing());
        assertThat(vain.stage()).isEqualTo(new Stage.Gone(TEAM, HOUR, 1, "other"));
        assertThat(plan(Deleted.RESTORE, want, vain.stage()).next(NOW)).contains(new Step.RestoreGroup(TEAM));
        assertThat(plan(Deleted.REPORT, want, vain.stage()).steps()).isEmpty();
        assertThat(plan(Deleted.REPORT, want.mappedTo("third"), vain.stage()).next(NOW))
                .contains(new Step.FindMappedTeam("third"));
    }

    @ParameterizedTest
    @CsvSource({"REPORT, REPORTED", "RESTORE, PUT_BACK", "REMAKE, REMADE"})
    void tellsOnceThatATeamWasDeleted(Deleted policy, Action action) {
        TeamPolicy told = TeamPolicy.defaults().with(new Life(30, policy));
        Outcome missing = new Outcome.GroupMissing();
        KnownTeam before = Know.at(new Stage.Gone(TEAM, null)).build();
        Transition transition = Want.team().owner("ada").transition();

        KnownTeam after = transition.after(before, LOOK, missing);

        assertThat(transition.news(before, after, missing, told))
                .containsExactly(new Deviated(Want.STORE, TEAM, TeamNews.Deviation.DELETED, action));
        assertThat(transition.news(after, after, missing, told)).isEmpty();
    }

    @Test
    void measuresHowLongAMembershipTookUntilItWasSeen() {
        KnownTeam written =
                Know.ready().owner("ada").added("bob", TeamRole.MEMBER).build();
        Outcome read = new Outcome.RosterRead(List.of(
                new Outcome.RosterRead.Member("ada", Know.id("ada"), TeamRole.OWNER),
                new Outcome.RosterRead.Member("bob", Know.id("bob"), TeamRole.MEMBER)));

        KnownTeam seen =
                Want.team().owner("ada").member("bob").transition().after(written, new Step.ReadRoster(TEAM), read);

        assertThat(seen.becameVisible(written)).containsExactly(Duration.between(Know.EARLIER, NOW));
        assertThat(seen.becameVisible(seen)).isEmpty();
    }
}
