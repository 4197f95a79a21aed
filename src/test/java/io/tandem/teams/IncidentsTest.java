package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Role;
import io.tandem.teams.Reconciler.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Misfortunes that have a name, told as stories. */
class IncidentsTest {
    private final Company company = new Company();
    private FakeGraph graph = new FakeGraph(FakeGraph.Manners.prompt());
    private Reconciler worker = new Reconciler(company, graph);

    private void slowGraph(Duration lag, boolean addingTwiceIsAnError) {
        graph = new FakeGraph(new FakeGraph.Manners(new Random(5), addingTwiceIsAnError, lag, Duration.ZERO, 0));
        worker = new Reconciler(company, graph);
    }

    private Company.Person employ(Role role, String user) {
        Company.Person person = new Company.Person("%06d".formatted(company.people.size()));
        person.user = user;
        person.employ(0, true, -5, 30);
        person.assign(role, -5, 30);
        company.people.add(person);
        company.usable.put(user, true);
        company.refresh();
        return person;
    }

    private void settle() {
        settleFor(Duration.ofHours(5));
    }

    private void settleFor(Duration time) {
        worker.wake();
        worker.runUntil(worker.now.plus(time));
        assertThat(graph.sins).isEmpty();
    }

    private void fail(Class<? extends Step> which, Fault fault) {
        List<Step> failed = new ArrayList<>();
        worker.run(step -> which.isInstance(step) && failed.isEmpty() && failed.add(step) ? fault : Fault.NONE);
        assertThat(failed).as("the fault happened").hasSize(1);
    }

    private FakeGraph.Group team() {
        assertThat(graph.byId).hasSize(1);
        return graph.byId.values().iterator().next();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void makesOneTeamWhateverHappensToTheCreationOfItsGroup(Fault fault) {
        employ(Role.MANAGER, "ada");
        employ(Role.WORKER, "bob");

        fail(Step.CreateGroup.class, fault);
        settle();

        assertThat(team().roles()).isEqualTo(Map.of("ada", TeamRole.OWNER, "bob", TeamRole.MEMBER));
        assertThat(worker.known.stage()).isInstanceOf(Stage.Ready.class);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void makesOneTeamWhateverHappensToTheRequestForIt(Fault fault) {
        employ(Role.MANAGER, "ada");

        fail(Step.CreateTeam.class, fault);
        settle();

        assertThat(team().roles()).isEqualTo(Map.of("ada", TeamRole.OWNER));
        assertThat(worker.known.stage()).isInstanceOf(Stage.Ready.class);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void putsPeopleOutWhoLeftBeforeTheAnswerToTheirAdditionCame(Fault fault) {
        employ(Role.MANAGER, "ada");
        settle();
        Company.Person bob = employ(Role.WORKER, "bob");
        fail(Step.AddMembers.class, fault);
        bob.assign(null, -5, 30);

        settle();

        assertThat(team().roles()).isEqualTo(Map.of("ada", TeamRole.OWNER));
        assertThat(worker.known.members()).containsOnlyKeys("ada");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void putsPeopleOutWhateverHappensToTheirRemoval(Fault fault) {
        employ(Role.MANAGER, "ada");
        Company.Person bob = employ(Role.WORKER, "bob");
        settle();
        bob.assign(null, -5, 30);

        fail(Step.RemoveMembers.class, fault);
        settle();

        assertThat(team().roles()).isEqualTo(Map.of("ada", TeamRole.OWNER));
        assertThat(worker.known.members()).containsOnlyKeys("ada");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void renamesBackWhateverHappensToTheFirstRenaming(Fault fault) {
        employ(Role.MANAGER, "ada");
        settle();
        company.name = "Katy";
        fail(Step.RenameTeam.class, fault);
        company.name = "Houston";

        settle();

        assertThat(team().name).isEqualTo("Houston");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void changesTheRoleWhateverHappensToTheFirstTry(Fault fault) {
        employ(Role.MANAGER, "ada");
        Company.Person bob = employ(Role.WORKER, "bob");
        settle();
        bob.assign(Role.MANAGER, -5, 30);

        fail(Step.ChangeRole.class, fault);
        settle();

        assertThat(team().roles()).isEqualTo(Map.of("ada", TeamRole.OWNER, "bob", TeamRole.OWNER));
    }

    @Test
    void putsSomebodyOutWhoLeftAfterALostAdditionAndWasNotVisibleForAMinute() {
        slowGraph(Duration.ofMinutes(1), true);
        employ(Role.MANAGER, "ada");
        settle();
        Company.Person bob = employ(Role.WORKER, "bob");
        fail(Step.AddMembers.class, Fault.ANSWER_LOST);
        bob.assign(null, -5, 30);

        settle();

        assertThat(team().members).containsOnlyKeys("ada");
    }

    @Test
    void putsPeopleOutWhomTheCreationOfTheGroupBoundAndWhoLeftBeforeTheTeamWasReady() {
        employ(Role.MANAGER, "ada");
        Company.Person bob = employ(Role.WORKER, "bob");
        worker.run(step -> step instanceof Step.AwaitTeam ? Fault.THROTTLED : Fault.NONE);
        bob.assign(null, -5, 30);

        settle();

        assertThat(team().members).containsOnlyKeys("ada");
    }

    @Test
    void setsThePeopleRightOfAnUnclearCreationAfterWhichEverythingChanged() {
        slowGraph(Duration.ofSeconds(8), true);
        Company.Person ada = employ(Role.MANAGER, "ada");
        Company.Person bob = employ(Role.WORKER, "bob");
        fail(Step.CreateGroup.class, Fault.ANSWER_LOST);
        ada.assign(null, -5, 30);
        bob.assign(Role.MANAGER, -5, 30);
        employ(Role.WORKER, "cyd");

        settle();

        assertThat(team().roles()).isEqualTo(Map.of("bob", TeamRole.OWNER, "cyd", TeamRole.MEMBER));
    }

    @Test
    void hasNobodyLeftInMindWhoWasNeverIn() {
        employ(Role.MANAGER, "ada");
        settle();
        Company.Person bob = employ(Role.WORKER, "bob");
        fail(Step.AddMembers.class, Fault.KILLED_BEFORE_THE_CALL);
        bob.assign(null, -5, 30);

        settle();

        assertThat(worker.known.members()).containsOnlyKeys("ada");
        assertThat(worker.lastPlan.findings()).isEmpty();
    }

    @Test
    void keepsTheLastOwnerUntilTheNewOneIsSeen() {
        slowGraph(Duration.ofMinutes(1), false);
        Company.Person boss = employ(Role.MANAGER, "boss");
        employ(Role.WORKER, "bob");
        settle();
        boss.employ(0, false, -5, 30);
        settle();
        Set<String> alone = team().with(TeamRole.OWNER);
        List<Finding> findings = worker.lastPlan.findings();

        employ(Role.MANAGER, "ada");
        settle();

        assertThat(alone).containsExactly("boss");
        assertThat(findings).containsExactly(new Finding.NoManager(), new Finding.LastOwnerStays("boss"));
        assertThat(team().roles()).isEqualTo(Map.of("ada", TeamRole.OWNER, "bob", TeamRole.MEMBER));
    }

    @Test
    void keepsTheOldOwnerWhenTheNewOneNeverShows() {
        Company.Person boss = employ(Role.MANAGER, "boss");
        settle();
        boss.assign(null, -5, 30);
        employ(Role.MANAGER, "ada");
        graph.neverShown.add("ada");

        settle();

        assertThat(team().members).containsKey("boss");
        assertThat(worker.lastPlan.findings()).contains(new Finding.LastOwnerStays("boss"));
    }

    @Test
    void spendsThreeCallsAnHourAtTheMostOnSomebodyWhoNeverShows() {
        employ(Role.MANAGER, "ada");
        employ(Role.WORKER, "bob");
        graph.neverShown.add("bob");
        settle();
        int before = graph.calls.size();

        settleFor(Duration.ofDays(2));

        assertThat(graph.calls.size() - before).isLessThanOrEqualTo(3 * 48);
    }

    @Test
    void triesSomebodyWhomGraphRefusesOnceAnHour() {
        employ(Role.MANAGER, "ada");
        settle();
        employ(Role.WORKER, "bob");
        graph.blocked.add("bob");

        settleFor(Duration.ofHours(10).plusMinutes(1));

        assertThat(graph.calls).filteredOn(Step.AddMembers.class::isInstance).hasSize(11);
        assertThat(worker.lastPlan.findings()).containsExactly(new Finding.MemberRefused("bob", "NotFound"));
    }

    @Test
    void takesSomebodyInWithinTheHourOnceGraphDoes() {
        employ(Role.MANAGER, "ada");
        employ(Role.WORKER, "bob");
        settle();
        employ(Role.WORKER, "cyd");
        graph.blocked.add("cyd");
        settle();
        graph.blocked.remove("cyd");

        settleFor(Duration.ofHours(1));

        assertThat(team().members).containsKey("cyd");
    }

    @Test
    void doesNotGetStuckWhenSomebodyIsInAlready() {
        employ(Role.MANAGER, "ada");
        settle();
        graph.put(team(), "bob", TeamRole.MEMBER, worker.now);
        employ(Role.MANAGER, "bob");

        settleFor(Duration.ofMinutes(1));

        assertThat(team().roles()).isEqualTo(Map.of("ada", TeamRole.OWNER, "bob", TeamRole.OWNER));
        assertThat(worker.lastPlan.findings()).isEmpty();
    }

    @Test
    void letsSomebodyGoWhoWasAddedByHandBeforeTheHire() {
        employ(Role.MANAGER, "ada");
        settle();
        graph.put(team(), "bob", TeamRole.MEMBER, worker.now);
        worker.notified();
        settle();
        Company.Person bob = employ(Role.WORKER, "bob");
        settle();
        bob.assign(null, -5, 30);

        settle();

        assertThat(team().members).containsOnlyKeys("ada");
    }

    @Test
    void putsBackWhatWasChangedByHand() {
        employ(Role.MANAGER, "ada");
        employ(Role.WORKER, "bob");
        employ(Role.WORKER, "cyd");
        settle();
        Objects.requireNonNull(team().members.get("bob")).role = TeamRole.OWNER;
        team().members.remove("cyd");
        graph.put(team(), "xia", TeamRole.MEMBER, worker.now);
        worker.notified();

        settle();

        assertThat(team().roles())
                .isEqualTo(Map.of(
                        "ada", TeamRole.OWNER,
                        "bob", TeamRole.MEMBER,
                        "cyd", TeamRole.MEMBER,
                        "xia", TeamRole.MEMBER));
        assertThat(worker.lastPlan.findings()).containsExactly(new Finding.AddedByHand("xia"));
    }

    @Test
    void followsAPersonToAnotherAccount() {
        employ(Role.MANAGER, "ada");
        Company.Person bob = employ(Role.WORKER, "bob");
        settle();
        company.usable.put("bob-new", true);
        company.refresh();
        bob.user = "bob-new";

        settle();

        assertThat(team().members).containsOnlyKeys("ada", "bob-new");
    }

    @Test
    void letsTheFallbackOwnerComeAndGo() {
        worker.policy = new TeamPolicy(
                "{name}",
                "tandem-",
                Company.identity("fay"),
                TeamPolicy.Strangers.REPORT,
                TeamPolicy.Pace.documented());
        company.fallback = "fay";
        company.usable.put("fay", true);
        Company.Person bob = employ(Role.WORKER, "bob");
        settle();
        Map<String, TeamRole> before = team().roles();
        bob.assign(Role.MANAGER, -5, 30);
        settle();
        Map<String, TeamRole> between = team().roles();
        bob.assign(Role.WORKER, -5, 30);

        settle();

        assertThat(before).isEqualTo(Map.of("fay", TeamRole.OWNER, "bob", TeamRole.MEMBER));
        assertThat(between).isEqualTo(Map.of("bob", TeamRole.OWNER));
        assertThat(team().roles()).isEqualTo(before);
    }

    @Test
    void leavesADisabledAccountWhereItIs() {
        employ(Role.MANAGER, "ada");
        employ(Role.WORKER, "bob");
        settle();
        company.usable.put("bob", false);
        company.refresh();

        settle();

        assertThat(team().members).containsOnlyKeys("ada", "bob");
        assertThat(worker.lastPlan.steps()).isEmpty();
    }

    @Test
    void looksForAMissingMappedTeamOnceAnHour() {
        employ(Role.MANAGER, "ada");
        company.mappedTeam = "nowhere";

        settleFor(Duration.ofHours(10).plusMinutes(1));

        assertThat(graph.calls).hasSize(11).allMatch(new Step.FindMappedTeam("nowhere")::equals);
        assertThat(worker.lastPlan.standing().state()).isEqualTo(Standing.State.WAITING);
    }

    @Test
    void adoptsAMappedTeamWithoutAManagerAndLeavesItsOwnersAlone() {
        employ(Role.WORKER, "bob");
        graph.existingTeam("existing", "Old name", company.start(), Map.of("xia", TeamRole.OWNER));
        company.mappedTeam = "existing";

        settle();

        assertThat(team().roles()).isEqualTo(Map.of("xia", TeamRole.OWNER, "bob", TeamRole.MEMBER));
        assertThat(team().name).isEqualTo("Houston");
    }

    @Test
    void keepsTheTeamOfAStoreThatWasClosedOrLostItsManager() {
        Company.Person ada = employ(Role.MANAGER, "ada");
        Company.Person bob = employ(Role.WORKER, "bob");
        settle();
        company.closedOn = Company.FIRST;
        bob.assign(null, -5, 30);
        ada.assign(null, -5, 30);

        settle();

        assertThat(team().roles()).isEqualTo(Map.of("ada", TeamRole.OWNER));
        assertThat(worker.lastPlan.standing().state()).isEqualTo(Standing.State.IN_SYNC);
        assertThat(worker.lastPlan.standing().reason()).startsWith("the store is closed; the team is archived at ");
    }

    @Test
    void makesTheTeamAsSoonAsTheGroupIsOldEnough() {
        graph = new FakeGraph(new FakeGraph.Manners(new Random(3), true, Duration.ZERO, Duration.ofMinutes(14), 0));
        worker = new Reconciler(company, graph);
        employ(Role.MANAGER, "ada");

        settleFor(Duration.ofMinutes(16));

        assertThat(worker.known.stage()).isInstanceOf(Stage.Ready.class);
        assertThat(graph.calls).filteredOn(Step.CreateTeam.class::isInstance).hasSizeBetween(1, 6);
    }

    @Test
    void asksForTheTeamAgainAfterAFailedOperation() {
        graph = new FakeGraph(new FakeGraph.Manners(new Random(3), true, Duration.ZERO, Duration.ZERO, 3));
        worker = new Reconciler(company, graph);
        employ(Role.MANAGER, "ada");

        settle();

        assertThat(worker.known.stage()).isInstanceOf(Stage.Ready.class);
        assertThat(graph.calls).filteredOn(Step.CreateTeam.class::isInstance).hasSize(4);
    }

    @Test
    void carriesTheRosterOnWhenGraphRefusesTheNewName() {
        employ(Role.MANAGER, "ada");
        settle();
        company.name = "Katy";
        employ(Role.WORKER, "bob");
        graph.refusesNames = true;

        worker.wake();
        worker.run();

        assertThat(team().members).containsOnlyKeys("ada", "bob");
        assertThat(worker.refusals).isEqualTo(1);
    }
}
