package io.tandem.teams;

import static io.tandem.teams.Staff.identity;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.Timeline;
import io.tandem.model.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final PersonnelNumber BOB = new PersonnelNumber("000202");

    @Test
    void makesManagersOwnersAndWorkersMembers() {
        DesiredTeam team = Staff.store()
                .manager("000201", "ada")
                .manager("000203", "eve")
                .worker("000202", "bob")
                .team();

        assertThat(team.wanted()).isTrue();
        assertThat(team.people())
                .isEqualTo(Map.of("ada", TeamRole.OWNER, "eve", TeamRole.OWNER, "bob", TeamRole.MEMBER));
        assertThat(team.with(TeamRole.OWNER)).containsExactly("ada", "eve");
        assertThat(team.findings()).isEmpty();
        assertThat(team.tolerated()).isEmpty();
        assertThat(team.changesAt()).isNull();
    }

    @Test
    void namesTheTeamAfterTheStore() {
        DesiredTeam team =
                Staff.store().named("São Paulo 1").manager("000201", "ada").team();

        assertThat(team.source()).isEqualTo(Staff.HOUSTON);
        assertThat(team.name()).isEqualTo("São Paulo 1");
        assertThat(team.nicknameStem()).isEqualTo("SAOPAULO1");
    }

    @Test
    void makesAManagerHereAndAWorkerThereOwnerHereAndMemberThere() {
        Worker ada = new Worker(
                new PersonnelNumber("000201"),
                "Ada",
                identity("ada"),
                List.of(Staff.EMPLOYED),
                Map.of(Staff.HOUSTON, Timeline.always(Role.MANAGER), Staff.KATY, Timeline.always(Role.WORKER)));
        Staff houston = Staff.store().account("ada", true, true).worker(ada);
        Staff katy = Staff.store().number(Staff.KATY).account("ada", true, true).worker(ada);

        assertThat(houston.team().people()).isEqualTo(Map.of("ada", TeamRole.OWNER));
        assertThat(katy.team().people()).isEqualTo(Map.of("ada", TeamRole.MEMBER));
    }

    @Test
    void givesTheGreaterRightToAnAccountThatTwoWorkersShare() {
        Staff oneWay = Staff.store().manager("000201", "till").worker("000202", "till");
        Staff otherWay = Staff.store().worker("000201", "till").manager("000202", "till");
        Staff twoWorkers = Staff.store().worker("000201", "till").worker("000202", "till");

        assertThat(oneWay.team().people()).isEqualTo(Map.of("till", TeamRole.OWNER));
        assertThat(otherWay.team().people()).isEqualTo(Map.of("till", TeamRole.OWNER));
        assertThat(twoWorkers.team().people()).isEqualTo(Map.of("till", TeamRole.MEMBER));
    }

    @Test
    void comparesUserIdsWithoutRegardToCase() {
        DesiredTeam team = Staff.store().manager("000201", "ADA").team();

        assertThat(team.people()).containsOnlyKeys("ada");
    }

    @Test
    void leavesOutWhoIsAssignedElsewhereOnly() {
        DesiredTeam team = Staff.store()
                .manager("000201", "ada")
                .account("bob", true, true)
                .worker("000202", identity("bob"), Timeline.empty(), Staff.EMPLOYED)
                .team();

        assertThat(team.people()).containsOnlyKeys("ada");
        assertThat(team.findings()).isEmpty();
    }

    @Test
    void asksForTheHireOfSomebodyWhoIsAssignedAndWasNeverHired() {
        DesiredTeam team = Staff.store()
                .manager("000201", "ada")
                .account("bob", true, true)
                .worker("000202", identity("bob"), Timeline.always(Role.WORKER))
                .team();

        assertThat(team.people()).containsOnlyKeys("ada");
        assertThat(team.findings()).containsExactly(new Finding.NotEmployed(BOB));
    }

    @Test
    void leavesOutWhoIsEmployedNowhereAnyMore() {
        DesiredTeam team = Staff.store()
                .manager("000201", "ada")
                .account("bob", true, true)
                .worker("000202", identity("bob"), Timeline.always(Role.WORKER), Timeline.empty())
                .team();

        assertThat(team.people()).containsOnlyKeys("ada");
        assertThat(team.findings()).isEmpty();
    }

    @Test
    void findsWhoIsNotLinked() {
        DesiredTeam team = withBob(Staff.store(), Identity.none());

        assertThat(team.findings()).containsExactly(new Finding.NotLinked(BOB));
        assertThat(team.people()).containsOnlyKeys("ada");
        assertThat(team.tolerated()).isEmpty();
    }

    @Test
    void findsWhoseAccountDoesNotExist() {
        DesiredTeam team = withBob(Staff.store(), identity("bob"));

        assertThat(team.findings()).containsExactly(new Finding.AccountMissing(BOB));
        assertThat(team.tolerated()).isEmpty();
    }

    @Test
    void findsAndToleratesWhoseAccountIsDisabled() {
        DesiredTeam team = withBob(Staff.store().account("bob", false, true), identity("bob"));

        assertThat(team.findings()).containsExactly(new Finding.AccountDisabled(BOB));
        assertThat(team.tolerated()).containsOnlyKeys("bob");
        assertThat(team.belongs("bob")).isTrue();
        assertThat(team.people()).containsOnlyKeys("ada");
    }

    @Test
    void findsAndToleratesWhoHasNoLicence() {
        DesiredTeam team = withBob(Staff.store().account("bob", true, false), identity("bob"));

        assertThat(team.findings()).containsExactly(new Finding.NotLicensed(BOB));
        assertThat(team.tolerated()).containsOnlyKeys("bob");
    }

    @Test
    void findsAndToleratesWhomTheDirectoryDoesNotShowAnyMore() {
        DesiredTeam team = withBob(Staff.store().missing("bob"), identity("bob"));

        assertThat(team.findings()).containsExactly(new Finding.AccountMissing(BOB));
        assertThat(team.tolerated()).containsOnlyKeys("bob");
        assertThat(new TeamPlanner(TeamPolicy.defaults())
                        .wish(team, Know.ready().owner("ada").member("bob").build(), Want.NOW)
                        .orElseThrow()
                        .unwanted())
                .isEmpty();
    }

    private static DesiredTeam withBob(Staff staff, Identity identity) {
        return staff.manager("000201", "ada")
                .somebody(Role.WORKER, "000202", identity)
                .team();
    }

    @Test
    void wantsNoTeamWithoutAManager() {
        DesiredTeam team = Staff.store().worker("000202", "bob").team();

        assertThat(team.wanted()).isFalse();
        assertThat(team.findings()).containsExactly(new Finding.NoManager());
        assertThat(team.people()).isEqualTo(Map.of("bob", TeamRole.MEMBER));
    }

    @Test
    void wantsNoTeamWhenTheOnlyManagerCannotUseTeams() {
        DesiredTeam team = Staff.store()
                .account("ada", false, true)
                .somebody(Role.MANAGER, "000202", identity("ada"))
                .team();

        assertThat(team.wanted()).isFalse();
        assertThat(team.findings()).containsExactly(new Finding.NoManager(), new Finding.AccountDisabled(BOB));
    }

    @Test
    void adoptsAMappedTeamEvenWithoutAManager() {
        DesiredTeam team =
                Staff.store().worker("000202", "bob").mappedTo("existing").team();

        assertThat(team.wanted()).isTrue();
        assertThat(team.mappedTeam()).isEqualTo("existing");
        assertThat(team.findings()).containsExactly(new Finding.NoManager());
    }

    @Test
    void letsTheFallbackOwnerStandInForAMissingManager() {
        DesiredTeam team = Staff.store()
                .worker("000202", "bob")
                .fallback("fay")
                .account("fay", true, true)
                .team();

        assertThat(team.wanted()).isTrue();
        assertThat(team.people()).isEqualTo(Map.of("fay", TeamRole.OWNER, "bob", TeamRole.MEMBER));
        assertThat(team.findings()).isEmpty();
    }

    @Test
    void makesTheFallbackOwnerOwnerWhoIsAlsoAWorkerHere() {
        DesiredTeam team = Staff.store().worker("000202", "bob").fallback("bob").team();

        assertThat(team.people()).isEqualTo(Map.of("bob", TeamRole.OWNER));
    }

    @Test
    void hasNoUseForTheFallbackOwnerOnceThereIsAManager() {
        DesiredTeam team = Staff.store()
                .manager("000201", "ada")
                .fallback("fay")
                .account("fay", true, true)
                .team();

        assertThat(team.people()).containsOnlyKeys("ada");
        assertThat(team.belongs("fay")).isFalse();
    }

    @Test
    void wantsNoTeamWhenTheFallbackOwnerDoesNotExist() {
        DesiredTeam team = Staff.store().worker("000202", "bob").fallback("fay").team();

        assertThat(team.wanted()).isFalse();
        assertThat(team.findings()).containsExactly(new Finding.FallbackOwnerUnusable());
    }

    @Test
    void toleratesAFallbackOwnerWhoCannotUseTeamsNow() {
        DesiredTeam team =
                Staff.store().fallback("fay").account("fay", false, true).team();

        assertThat(team.wanted()).isFalse();
        assertThat(team.tolerated()).containsOnlyKeys("fay");
        assertThat(team.findings()).containsExactly(new Finding.FallbackOwnerUnusable());
    }

    @Test
    void wantsNoTeamForAStoreOfWhichCommerceNeverTold() {
        DesiredTeam team = Staff.store()
                .named(null)
                .manager("000201", "ada")
                .mappedTo("existing")
                .team();

        assertThat(team.wanted()).isFalse();
        assertThat(team.findings()).containsExactly(new Finding.StoreUnknown());
        assertThat(team.name()).isEqualTo("000135");
    }

    @Test
    void wantsNoSecondTeamForAStoreUnderANewNumberAndSaysWhatToDo() {
        DesiredTeam team =
                Staff.store().manager("000201", "ada").formerly(Staff.KATY).team();

        assertThat(team.wanted()).isFalse();
        assertThat(team.findings()).containsExactly(new Finding.Renumbered(Staff.KATY));
        assertThat(new TeamPlanner(TeamPolicy.defaults())
                        .plan(team, KnownTeam.unknown(), Instant.parse("2026-03-10T15:00:00Z"))
                        .standing())
                .isEqualTo(new Standing(
                        Standing.State.WAITING,
                        "the store has the operating unit or retail channel of store 000136, which is open and has a team; a store"
                                + " keeps its number, so go on with 000136, or close it in Commerce for this one to get a team"
                                + " of its own"));
    }

    @Test
    void wantsNoTeamForAClosedStoreAndKeepsItsPeople() {
        DesiredTeam team = Staff.store()
                .manager("000201", "ada")
                .closedOn("2026-03-10")
                .mappedTo("existing")
                .team();

        assertThat(team.wanted()).isFalse();
        assertThat(team.findings()).containsExactly(new Finding.StoreClosed());
        assertThat(team.people()).containsOnlyKeys("ada");
    }

    @Test
    void keepsTheFallbackOwnerInTheTeamOfAClosedStore() {
        DesiredTeam team = Staff.store()
                .fallback("fay")
                .account("fay", true, true)
                .closedOn("2026-03-10")
                .team();

        assertThat(team.people()).isEqualTo(Map.of("fay", TeamRole.OWNER));
        assertThat(team.findings()).containsExactly(new Finding.StoreClosed());
    }

    @Test
    void looksUpEveryLinkedPersonOnceAndTheFallbackOwner() {
        Staff staff = Staff.store()
                .manager("000201", "ada")
                .worker("000202", "bob")
                .worker("000203", "bob")
                .somebody(Role.WORKER, "000204", Identity.none())
                .fallback("fay");

        assertThat(Roster.identities(staff.staff(), staff.policy()))
                .containsExactly(identity("ada"), identity("bob"), identity("fay"));
    }

    @Test
    void looksUpNobodyElseWithoutAFallbackOwner() {
        Staff staff = Staff.store().manager("000201", "ada");

        assertThat(Roster.identities(staff.staff(), staff.policy())).containsExactly(identity("ada"));
    }
}
