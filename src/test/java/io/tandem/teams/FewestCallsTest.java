package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a team costs in Graph calls. */
class FewestCallsTest {
    private final Company company = new Company();
    private final FakeGraph graph = new FakeGraph(FakeGraph.Manners.prompt());
    private final Reconciler worker = new Reconciler(company, graph);

    private Company.Person employ(Role role, String user) {
        Company.Person person = new Company.Person("%06d".formatted(company.people.size()));
        person.user = user;
        person.employ(0, true, -5, 30);
        person.assign(role, -5, 30);
        company.people.add(person);
        company.usable.put(user, true);
        company.refresh();
        worker.wake();
        return person;
    }

    private void settle() {
        worker.wake();
        worker.runUntil(worker.now.plus(Duration.ofHours(4)));
        assertThat(graph.sins).isEmpty();
        assertThat(worker.lastPlan.steps()).isEmpty();
    }

    private FakeGraph.Group team() {
        return Objects.requireNonNull(graph.byUniqueName.get("tandem-000135"));
    }

    private List<String> calls() {
        return graph.calls.stream().map(step -> step.getClass().getSimpleName()).toList();
    }

    private void settleAndForgetTheCalls() {
        settle();
        graph.calls.clear();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "18"})
    void makesASmallTeamWithFourCallsAndItsPolls(int members) {
        employ(Role.MANAGER, "boss");
        for (int i = 0; i < members; i++) {
            employ(Role.WORKER, "worker-%03d".formatted(i));
        }

        settle();

        assertThat(calls()).containsExactly("FindGroup", "CreateGroup", "CreateTeam", "AwaitTeam", "ReadRoster");
        assertThat(worker.known.calls()).isEqualTo(new KnownTeam.Calls(4, 1));
        assertThat(team().members).hasSize(members + 1);
    }

    @ParameterizedTest
    @CsvSource({"19, 1", "218, 1", "219, 2", "450, 3"})
    void addsTheRestInCallsOfTwoHundred(int members, int adds) {
        employ(Role.MANAGER, "boss");
        for (int i = 0; i < members; i++) {
            employ(Role.WORKER, "worker-%03d".formatted(i));
        }

        settle();

        assertThat(calls()).filteredOn("AddMembers"::equals).hasSize(adds);
        assertThat(worker.known.calls()).isEqualTo(new KnownTeam.Calls(4 + adds, 1));
        assertThat(team().members).hasSize(members + 1);
    }

    @Test
    void hiresWithOneCallAndALook() {
        employ(Role.MANAGER, "boss");
        settleAndForgetTheCalls();
        employ(Role.WORKER, "bob");
        employ(Role.WORKER, "cyd");

        settle();

        assertThat(calls()).containsExactly("AddMembers", "ReadRoster");
    }

    @Test
    void letsAWorkerGoWithOneCall() {
        employ(Role.MANAGER, "boss");
        Company.Person bob = employ(Role.WORKER, "bob");
        settleAndForgetTheCalls();
        bob.assign(null, 0, 30);

        settle();

        assertThat(calls()).containsExactly("RemoveMembers");
    }

    @Test
    void replacesAManagerWithThreeCalls() {
        Company.Person boss = employ(Role.MANAGER, "boss");
        settleAndForgetTheCalls();
        boss.assign(null, 0, 30);
        employ(Role.MANAGER, "ada");

        settle();

        assertThat(calls()).containsExactly("AddMembers", "ReadRoster", "RemoveMembers");
        assertThat(team().with(TeamRole.OWNER)).containsExactly("ada");
    }

    @Test
    void exchangesTwoRolesWithTwoChangesAndALookAfterEach() {
        Company.Person boss = employ(Role.MANAGER, "boss");
        Company.Person bob = employ(Role.WORKER, "bob");
        settleAndForgetTheCalls();
        boss.assign(Role.WORKER, 0, 30);
        bob.assign(Role.MANAGER, 0, 30);

        settle();

        assertThat(calls()).containsExactly("ChangeRole", "ReadRoster", "ChangeRole", "ReadRoster");
    }

    @Test
    void renamesWithOneCall() {
        employ(Role.MANAGER, "boss");
        settleAndForgetTheCalls();
        company.name = "Katy";

        settle();

        assertThat(calls()).containsExactly("RenameTeam");
    }

    @Test
    void adoptsAMappedTeamWithThreeCallsWhenNothingIsToBeChanged() {
        employ(Role.MANAGER, "boss");
        graph.existingTeam("existing", "Houston", company.start(), Map.of("boss", TeamRole.OWNER));
        company.mappedTeam = "existing";

        settle();

        assertThat(calls()).containsExactly("FindMappedTeam", "ReadTeam", "ReadRoster");
    }

    @Test
    void makesAnAdoptedTeamPrivateWithOneCallMore() {
        employ(Role.MANAGER, "boss");
        graph.existingTeam("existing", "Houston", company.start(), Map.of("boss", TeamRole.OWNER)).visibility =
                Profile.Visibility.PUBLIC;
        company.mappedTeam = "existing";

        settle();

        assertThat(calls()).containsExactly("FindMappedTeam", "ReadTeam", "ReadRoster", "MakePrivate");
    }

    @Test
    void spendsNothingOnAStoreThatIsInStep() {
        employ(Role.MANAGER, "boss");
        settleAndForgetTheCalls();

        settle();

        assertThat(calls()).isEmpty();
    }

    @Test
    void spendsNothingOnAStoreWithoutAManager() {
        employ(Role.WORKER, "bob");

        settle();

        assertThat(calls()).isEmpty();
        assertThat(worker.lastPlan.standing())
                .isEqualTo(new Standing(Standing.State.WAITING, "no manager with a usable account"));
    }

    @Test
    void goesOnAtOnceAfterItWasThrottledBeforeACall() {
        employ(Role.MANAGER, "boss");
        settleAndForgetTheCalls();
        employ(Role.WORKER, "bob");

        worker.run(step -> Reconciler.Fault.THROTTLED);
        settle();

        assertThat(calls()).containsExactly("AddMembers", "ReadRoster");
    }
}
