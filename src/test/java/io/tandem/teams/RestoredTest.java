package io.tandem.teams;

import static io.tandem.teams.Staff.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Restored;
import io.tandem.model.Role;
import io.tandem.model.Timeline;
import io.tandem.model.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** People whose removal was undone are in their teams as if Commerce wanted them, until it does. */
class RestoredTest {
    private static final Instant NOW = Instant.parse("2026-03-10T15:00:00Z");

    @Test
    void areInTheTeamInTheRoleThatTheyHad() {
        DesiredTeam team = Staff.store()
                .manager("000201", "ada")
                .restored(Role.MANAGER, "bob", true)
                .restored(Role.WORKER, "cleo", true)
                .team();

        assertThat(team.people())
                .isEqualTo(Map.of("ada", TeamRole.OWNER, "bob", TeamRole.OWNER, "cleo", TeamRole.MEMBER));
        assertThat(team.findings())
                .containsExactly(new Finding.KeptByDecision("bob"), new Finding.KeptByDecision("cleo"));
    }

    @Test
    void areToldOfOnce() {
        DesiredTeam desired = Staff.store()
                .manager("000201", "ada")
                .restored(Role.WORKER, "bob", true)
                .team();
        Leave leave = new Leave(Set.of(), Set.of("bob"), null, null);

        Plan plan = new TeamPlanner(TeamPolicy.defaults()).plan(desired, KnownTeam.unknown(), leave, NOW);

        assertThat(plan.findings()).containsExactly(new Finding.KeptByDecision("bob"));
    }

    @Test
    void ownTheTeamSoThatNobodyHasToFillIn() {
        Staff staff = Staff.store().fallback("zoe").account("zoe", true, true);

        assertThat(staff.team().people()).isEqualTo(Map.of("zoe", TeamRole.OWNER));
        assertThat(staff.restored(Role.MANAGER, "bob", true).team().people()).isEqualTo(Map.of("bob", TeamRole.OWNER));
    }

    @Test
    void whoeverCannotBeAddedIsAFindingAndIsNotPutOut() {
        DesiredTeam team = Staff.store()
                .manager("000201", "ada")
                .restored(Role.WORKER, "bob", false)
                .team();

        assertThat(team.people()).containsOnlyKeys("ada");
        assertThat(team.tolerated()).isEqualTo(Map.of("bob", TeamRole.MEMBER));
        assertThat(team.findings())
                .containsExactly(new Finding.RestoredUnusable("bob"))
                .allMatch(Finding::mayPassByItself);
        assertThat(team.findings().getFirst().sentence()).startsWith("the removal of user bob was undone, but");
    }

    @Test
    void whoeverCommerceWantsAgainHasTheRoleThatCommerceSays() {
        Staff staff = Staff.store()
                .manager("000201", "ada")
                .worker("000202", "bob")
                .restored(Role.MANAGER, "bob", true)
                .restored(Role.WORKER, "cleo", true);

        assertThat(staff.team().people())
                .isEqualTo(Map.of("ada", TeamRole.OWNER, "bob", TeamRole.MEMBER, "cleo", TeamRole.MEMBER));
        assertThat(staff.decidedAnew()).containsExactly("bob");
        assertThat(Staff.store().manager("000201", "ada").decidedAnew()).isEmpty();
    }

    @Test
    void leaveWhenCommerceEndsTheirEmploymentOrAssignmentAfterItWasUndone() {
        Instant undone = NOW.minusSeconds(3600);
        Timeline<Role> assigned = Timeline.always(Role.WORKER);
        Staff staff = Staff.store().manager("000201", "ada");
        List.of("before", "after", "unassigned", "unspoken", "later").forEach(user -> {
            staff.account(user, true, true);
            staff.restoredSince(undone, user);
        });
        staff.worker("000202", identity("before"), assigned, ended("2026-03-01", undone.minusSeconds(1)))
                .worker("000203", identity("after"), assigned, ended("2026-03-01", undone.plusSeconds(1)))
                .worker(
                        "000204",
                        identity("unassigned"),
                        new Timeline<>(List.of(
                                new Timeline.Span<>(null, null, Role.WORKER),
                                new Timeline.Span<>(LocalDate.parse("2026-03-01"), null, null, undone.plusSeconds(1)))),
                        Staff.EMPLOYED)
                .worker("000206", identity("later"), assigned, ended("2026-04-01", undone.plusSeconds(1)));

        assertThat(staff.decidedAnew()).as("later is wanted").containsExactlyInAnyOrder("after", "unassigned", "later");
        assertThat(staff.team().people()).containsKeys("before", "unspoken").doesNotContainKeys("after", "unassigned");
    }

    @Test
    void leaveOnTheDayOfAnEndThatWasToldBefore() {
        Instant undone = NOW.minus(Duration.ofDays(2));
        Staff staff = Staff.store()
                .manager("000201", "ada")
                .account("bob", true, true)
                .restoredSince(undone, "bob")
                .worker(
                        "000202",
                        identity("bob"),
                        Timeline.always(Role.WORKER),
                        ended("2026-03-10", undone.minus(Duration.ofDays(30))));

        assertThat(staff.decidedAnew()).containsExactly("bob");
    }

    private static Timeline<Boolean> ended(String day, Instant told) {
        return new Timeline<>(List.of(
                new Timeline.Span<>(null, null, true), new Timeline.Span<>(LocalDate.parse(day), null, null, told)));
    }

    @Test
    void areLookedUpLikeEverybodyElse() {
        Staff staff = Staff.store().manager("000201", "ada").restored(Role.WORKER, "BOB", true);

        assertThat(Roster.identities(staff.staff(), staff.policy()))
                .containsExactly(identity("ada"), new Identity("bob", null));
    }

    @Test
    void areInTheTeamOfTheCommunicationsManagersToo() {
        CommunicationsStaff staff =
                new CommunicationsStaff(List.of(), "team-1").restoring(List.of(new Restored("bob", Role.WORKER)));
        Directory directory = new Directory(Map.of(new Identity("bob", null), new Account("bob", true, true)));

        DesiredTeam team = Roster.desired(staff, directory, TeamPolicy.defaults(), NOW);

        assertThat(team.people()).isEqualTo(Map.of("bob", TeamRole.MEMBER));
    }

    @Test
    void leaveTheTeamOfTheCommunicationsManagersWhenTheirRoleIsRevokedOrTheyLeaveAfterItWasUndone() {
        Instant undone = NOW.minusSeconds(60);
        List<Restored> restored = List.of(
                new Restored("bob", Role.WORKER, undone).as(Set.of(new PersonnelNumber("000201"))),
                new Restored("cleo", Role.WORKER, undone).as(Set.of(new PersonnelNumber("000202"))),
                new Restored("dan", Role.WORKER, undone).as(Set.of(new PersonnelNumber("000203"))));
        CommunicationsStaff staff = new CommunicationsStaff(
                List.of(),
                "team-1",
                Map.of(
                        former("000201", Staff.EMPLOYED),
                        undone.plusSeconds(30),
                        former("000202", Staff.EMPLOYED),
                        undone.minusSeconds(30),
                        former("000203", ended("2026-03-01", undone.plusSeconds(1))),
                        undone.minusSeconds(30)),
                restored);

        assertThat(Roster.decidedAnew(staff, new Directory(Map.of()), TeamPolicy.defaults(), NOW))
                .containsExactlyInAnyOrder("bob", "dan");
    }

    private static Worker former(String number, Timeline<Boolean> employment) {
        return new Worker(new PersonnelNumber(number), null, Identity.none(), List.of(employment), Map.of());
    }

    @Test
    void leaveThoughTheyWereUnlinkedOrLinkedToAnotherAccountWhenTheyWereEnded() {
        Instant undone = NOW.minusSeconds(60);
        Timeline<Role> assigned = Timeline.always(Role.WORKER);
        Timeline<Boolean> ended = ended("2026-03-01", undone.plusSeconds(1));
        Staff staff = Staff.store()
                .manager("000201", "ada")
                .decided(Restored.Cause.UNDONE, undone, "bob", "000202")
                .decided(Restored.Cause.UNDONE, undone, "cleo", "000203")
                .worker("000202", Identity.none(), assigned, ended)
                .worker("000203", identity("other"), assigned, ended);

        assertThat(staff.decidedAnew()).containsExactlyInAnyOrder("bob", "cleo");
    }

    @Test
    void whoeverWasOnlyNotPutOutIsAskedForAnewOnceCommerceEndsThePersonAfterThat() {
        Instant rejected = NOW.minusSeconds(60);
        Timeline<Role> assigned = Timeline.always(Role.WORKER);
        Staff staff = Staff.store()
                .manager("000201", "ada")
                .decided(Restored.Cause.REJECTED, rejected, "bob", "000202")
                .decided(Restored.Cause.REJECTED, rejected, "cleo", "000203")
                .worker("000202", identity("bob"), assigned, ended("2026-03-01", rejected.plusSeconds(1)))
                .worker("000203", identity("cleo"), assigned, ended("2026-03-01", rejected.minusSeconds(1)));

        assertThat(staff.decidedAnew()).containsExactly("bob");
        assertThat(staff.team().people()).as("nobody is put back").containsOnlyKeys("ada");
        assertThat(new Leave(Set.of("dan"), Set.of("bob", "cleo"), 1L, null).without(staff.decidedAnew()))
                .isEqualTo(new Leave(Set.of("dan"), Set.of("cleo"), 1L, null));
    }

    @Test
    void anOwnerWhoHadToStayIsFreeToGoOnceCommerceWantsAnOwner() {
        Instant undone = NOW.minusSeconds(60);
        Staff staff = Staff.store()
                .fallback("zoe")
                .account("zoe", true, true)
                .worker("000203", "cleo")
                .decided(Restored.Cause.UNDONE, undone, "ada")
                .decided(Restored.Cause.LAST_OWNER, undone, "gil");
        assertThat(staff.decidedAnew()).as("whoever fills in is no such owner").isEmpty();
        assertThat(staff.team().people()).containsKeys("ada", "gil");

        staff.manager("000204", "mia");

        assertThat(staff.decidedAnew()).containsExactly("gil");
        assertThat(staff.team().people())
                .isEqualTo(Map.of("ada", TeamRole.OWNER, "mia", TeamRole.OWNER, "cleo", TeamRole.MEMBER));
    }
}
