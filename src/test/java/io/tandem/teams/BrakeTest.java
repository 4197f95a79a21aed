package io.tandem.teams;

import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may be put out of a team, and what becomes of the others. */
class BrakeTest {
    private static final Brake BRAKE = Brake.defaults();

    @ParameterizedTest
    @CsvSource({"5, 5, false", "6, 30, false", "6, 29, true", "40, 200, false", "41, 200, true"})
    void stopsMoreThanFivePeopleThatAreMoreThanAFifthOfATeam(int leaving, int size, boolean stops) {
        assertThat(BRAKE.stopsTeam(leaving, size)).isEqualTo(stops);
    }

    @ParameterizedTest
    @CsvSource({"5, 10, false", "6, 120, false", "6, 119, true", "3000, 60000, false", "3001, 60000, true"})
    void stopsAWaveOfMoreThanATwentiethOfAllMemberships(long leaving, long all, boolean stops) {
        assertThat(BRAKE.stopsWave(leaving, all)).isEqualTo(stops);
    }

    @Test
    void whoeverIsHeldStaysAndAllElseIsDone() {
        Know known = Know.ready().owner("ada").member("bob").member("cleo");

        Plan plan = plan(Want.team().owner("ada").member("dora"), known, new Leave(Set.of("bob"), Set.of(), 7L, null));

        assertThat(plan.steps())
                .extracting(Step::sentence)
                .containsExactly("add 0 owners and 1 members", "remove 1 people: cleo");
        assertThat(plan.holds())
                .containsExactly(new Hold("1 of 3 people would be removed, which waits for approval in hold 7"));
    }

    @Test
    void aPlanOfWhichNothingElseIsLeftIsHeld() {
        Know known = Know.ready().owner("ada").member("bob");

        Plan plan = plan(Want.team().owner("ada"), known, new Leave(Set.of("bob"), Set.of(), 7L, null));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.standing().state()).isEqualTo(Standing.State.HELD);
    }

    @Test
    void whoeverIsKeptStaysAndPeopleAreTold() {
        Know known = Know.ready().owner("ada").member("bob");

        Plan plan = plan(Want.team().owner("ada"), known, new Leave(Set.of(), Set.of("bob"), null, null));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.KeptByDecision("bob"));
        assertThat(plan.standing().state()).isEqualTo(Standing.State.IN_SYNC);
    }

    @Test
    void anOwnerWhoIsHeldLetsNoOtherGoForWhomNobodyAsked() {
        Know known = Know.ready().owner("ada").owner("bob").member("cleo");
        Plan wanted = plan(Want.team().nobody(), known, Leave.free());

        Plan plan = plan(Want.team().nobody(), known, new Leave(wanted.departures(), Set.of(), 7L, null));

        assertThat(wanted.departures()).containsExactlyInAnyOrder("bob", "cleo");
        assertThat(plan.departures()).isEmpty();
        assertThat(plan.findings()).containsExactly(new Finding.LastOwnerStays("ada"));
    }

    @Test
    void anOwnerWhoStaysByDecisionLetsAnotherBecomeAMember() {
        Know known = Know.ready().owner("ada").owner("bob");

        Plan plan = plan(Want.team().member("ada"), known, new Leave(Set.of(), Set.of("bob"), null, null));

        assertThat(plan.steps()).extracting(Step::sentence).containsExactly("make plain member: user ada");
    }

    @Test
    void aRemovalWaitsUntilItsTimeAndAnAdditionDoesNot() {
        Leave later = new Leave(Set.of(), Set.of(), null, NOW.plus(Duration.ofSeconds(1)));
        Know known = Know.ready().owner("ada").member("bob");

        Plan removal = plan(Want.team().owner("ada"), known, later);
        Plan both = plan(Want.team().owner("ada").member("cleo"), known, later);

        assertThat(removal.next(NOW)).isEmpty();
        assertThat(removal.next(NOW.plusSeconds(1))).contains(new Step.RemoveMembers(Know.TEAM, List.of("bob")));
        assertThat(both.next(NOW)).hasValueSatisfying(step -> assertThat(step).isInstanceOf(Step.AddMembers.class));
    }

    @Test
    void asLongAsNobodyKnowsWhoIsThereNobodyIsAskedFor() {
        Stage gone = new Stage.Gone(Know.TEAM, null);
        Stage archiving = new Stage.Archiving(Know.TEAM, true, NOW, "/operations/1", NOW);

        assertThat(wish(Know.ready()))
                .contains(new Departures.Wish(Want.STORE, 3, Set.of("bob", "cleo"), Set.of("bob", "cleo")));
        assertThat(wish(Know.ready().unclear())).isEmpty();
        assertThat(wish(Know.at(gone))).isEmpty();
        assertThat(wish(Know.at(archiving))).isEmpty();
    }

    @Test
    void whoeverIsUnwantedAndCannotGoYetIsNotForgotten() {
        Know owners = Know.ready().owner("ada").owner("bob");
        Know stuck = Know.ready().owner("ada").stuck("bob", TeamRole.OWNER, NOW.plusSeconds(60));

        assertThat(wish(Want.team().nobody(), owners))
                .as("one has to stay as the last owner")
                .contains(new Departures.Wish(Want.STORE, 2, Set.of("bob"), Set.of("ada", "bob")));
        assertThat(wish(Want.team().owner("ada"), stuck))
                .as("Graph refused to remove bob a moment ago")
                .contains(new Departures.Wish(Want.STORE, 2, Set.of(), Set.of("bob")));
    }

    private static Optional<Departures.Wish> wish(Know known) {
        return wish(Want.team().owner("ada"), known.owner("ada").member("bob").member("cleo"));
    }

    private static Optional<Departures.Wish> wish(Want want, Know known) {
        return new TeamPlanner(TeamPolicy.defaults()).wish(want.build(), known.build(), NOW);
    }

    private static Plan plan(Want want, Know known, Leave leave) {
        return new TeamPlanner(TeamPolicy.defaults()).plan(want.build(), known.build(), leave, NOW);
    }
}
