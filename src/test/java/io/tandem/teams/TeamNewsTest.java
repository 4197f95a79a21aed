package io.tandem.teams;

import static io.tandem.teams.Know.TEAM;
import static io.tandem.teams.Want.NOW;
import static io.tandem.teams.Want.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Communications;
import io.tandem.teams.Outcome.RosterRead;
import io.tandem.teams.Outcome.RosterRead.Member;
import io.tandem.teams.TeamNews.Action;
import io.tandem.teams.TeamNews.Change;
import io.tandem.teams.TeamNews.Drifted;
import io.tandem.teams.TeamPolicy.Strangers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TeamNewsTest {
    private static final Step READ = new Step.ReadRoster(TEAM);
    private static final Look READ_BEFORE = new Look(true, NOW.minusSeconds(60), 0, null);

    private final Want want = Want.team().owner("ada").member("bob");

    @Test
    void tellsOnceThatATeamIsThere() {
        KnownTeam making =
                Know.at(new Stage.Provisioning(TEAM, NOW, "operations/7", NOW)).build();
        Outcome done = new Outcome.OperationSucceeded();

        KnownTeam ready = want.transition().after(making, new Step.AwaitTeam("operations/7"), done);

        assertThat(want.transition().news(making, ready, done, policy(Strangers.REPORT)))
                .containsExactly(new TeamNews.Provisioned(STORE, TEAM));
        assertThat(want.transition().news(ready, ready, done, policy(Strangers.REPORT)))
                .isEmpty();
    }

    @Test
    void saysNothingOfATeamThatIsAsItWasLeft() {
        assertThat(news(read(), Strangers.REPORT, owner("ada"), member("bob"))).isEmpty();
    }

    @Test
    void tellsOnceOfSomebodyWhoWasPutInByHand() {
        KnownTeam before = read();
        RosterRead now = roster(owner("ada"), member("bob"), member("xia"));
        KnownTeam after = want.transition().after(before, READ, now);

        assertThat(want.transition().news(before, after, now, policy(Strangers.REPORT)))
                .containsExactly(new Drifted(STORE, TEAM, "xia", Change.ADDED, Action.REPORTED));
        assertThat(want.transition().news(before, after, now, policy(Strangers.REMOVE)))
                .containsExactly(new Drifted(STORE, TEAM, "xia", Change.ADDED, Action.PUT_BACK));
        assertThat(want.transition().news(before, after, now, policy(Strangers.KEEP)))
                .isEmpty();
        assertThat(want.transition()
                        .news(after, want.transition().after(after, READ, now), now, policy(Strangers.REPORT)))
                .isEmpty();
    }

    @Test
    void tellsOfSomebodyWhoWasPutOutByHandAndPutsTheOneBack() {
        assertThat(news(read(), Strangers.REPORT, owner("ada")))
                .containsExactly(new Drifted(STORE, TEAM, "bob", Change.REMOVED, Action.PUT_BACK));
    }

    @Test
    void tellsOfARoleThatWasChangedByHand() {
        assertThat(news(read(), Strangers.REPORT, owner("ada"), owner("bob")))
                .containsExactly(new Drifted(STORE, TEAM, "bob", Change.PROMOTED, Action.PUT_BACK));
        assertThat(news(read(), Strangers.REPORT, member("ada"), member("bob")))
                .containsExactly(new Drifted(STORE, TEAM, "ada", Change.DEMOTED, Action.PUT_BACK));
    }

    @Test
    void takesNobodyForPutOutWhoWasNeverSeen() {
        KnownTeam before = Know.ready()
                .owner("ada")
                .added("bob", TeamRole.MEMBER)
                .look(READ_BEFORE)
                .build();

        assertThat(news(before, Strangers.REPORT, owner("ada"))).isEmpty();
    }

    @Test
    void saysNothingOfWhomCommerceTookAway() {
        KnownTeam before = Know.ready()
                .owner("ada")
                .member("bob")
                .member("cyd")
                .look(READ_BEFORE)
                .build();

        assertThat(news(before, Strangers.REPORT, owner("ada"), member("bob"))).isEmpty();
    }

    @Test
    void takesThePeopleOfATeamThatWasNeverReadAsTheyAre() {
        KnownTeam adopted = Know.ready().look(Look.never()).build();

        assertThat(news(adopted, Strangers.REPORT, owner("xia"), member("yan"))).isEmpty();
    }

    @Test
    void tellsOfTheTeamOfTheCommunicationsManagersToo() {
        DesiredTeam team = new DesiredTeam(
                Communications.TEAM,
                true,
                true,
                "Regions",
                "REGIONS",
                Map.of("ada", TeamRole.OWNER, "bob", TeamRole.MEMBER),
                Map.of(),
                null,
                List.of(),
                null,
                null);
        Transition transition = new Transition(team, TeamPolicy.Pace.documented(), NOW);
        RosterRead now = roster(owner("ada"));

        List<TeamNews> news =
                transition.news(read(), transition.after(read(), READ, now), now, policy(Strangers.REPORT));

        assertThat(news)
                .containsExactly(new Drifted(Communications.TEAM, TEAM, "bob", Change.REMOVED, Action.PUT_BACK));
    }

    @Test
    void putsStrangersOutWhenThePolicySaysSo() {
        TeamPlanner planner = new TeamPlanner(TeamPolicy.defaults().with(Strangers.REMOVE));

        Plan plan = planner.plan(
                want.build(),
                Know.ready()
                        .owner("ada")
                        .member("bob")
                        .stranger("xia", TeamRole.MEMBER)
                        .build(),
                NOW);

        assertThat(plan.steps()).containsExactly(new Step.RemoveMembers(TEAM, List.of("xia")));
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void leavesGuestsAloneWhateverThePolicySays() {
        Know known = Know.ready()
                .owner("ada")
                .member("bob")
                .stranger("gus", TeamRole.GUEST)
                .with("gil", new KnownMember(TeamRole.GUEST, true, Know.id("gil"), null, NOW, null));
        Member guest = new Member("gus", "m-gus", TeamRole.GUEST);

        for (Strangers strangers : Strangers.values()) {
            Plan plan = new TeamPlanner(TeamPolicy.defaults().with(strangers)).plan(want.build(), known.build(), NOW);
            assertThat(plan.steps()).isEmpty();
            assertThat(plan.findings()).isEmpty();
            assertThat(news(read(), strangers, owner("ada"), member("bob"), guest))
                    .isEmpty();
        }
    }

    @Test
    void aManagerWhoIsAGuestIsNoOwnerForWhomTheLastOneMayLeave() {
        Plan plan = Want.team().owner("gus").planFrom(Know.ready().owner("ada").stranger("gus", TeamRole.GUEST));

        assertThat(plan.departures()).isEmpty();
        assertThat(plan.findings()).contains(new Finding.LastOwnerStays("ada"));
    }

    private static TeamPolicy policy(Strangers strangers) {
        return TeamPolicy.defaults().with(strangers);
    }

    private List<TeamNews> news(KnownTeam before, Strangers strangers, Member... members) {
        RosterRead read = roster(members);
        return want.transition().news(before, want.transition().after(before, READ, read), read, policy(strangers));
    }

    private static KnownTeam read() {
        return Know.ready().owner("ada").member("bob").look(READ_BEFORE).build();
    }

    private static RosterRead roster(Member... members) {
        return new RosterRead(Arrays.asList(members));
    }

    private static Member owner(String user) {
        return new Member(user, "m-" + user, TeamRole.OWNER);
    }

    private static Member member(String user) {
        return new Member(user, "m-" + user, TeamRole.MEMBER);
    }
}
