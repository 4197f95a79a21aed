package io.tandem.teams;

import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TeamSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What would be done about stores, and what the brake would say to it. */
class OutlookTest {
    private static final Outlook OUTLOOK = new Outlook(TeamPolicy.defaults(), Brake.defaults());
    private static final TeamSurvey.Wave CALM = new TeamSurvey.Wave(0, 1000, 0);
    private static final Staff STAFF = Staff.store().manager("1", "ada");
    private static final Directory DIRECTORY =
            new Directory(Map.of(Staff.identity("ada"), new Account("ada", true, true)));

    @Test
    void aFewLeaversGo() {
        Foreseen foreseen = of(team(5), Leave.free(), Set.of());

        assertThat(foreseen.plan().departures()).isEqualTo(leavers(5));
        assertThat(foreseen.leaving()).isEqualTo(leavers(5));
        assertThat(foreseen.brake()).isNull();
        assertThat(foreseen.size()).isEqualTo(6);
    }

    @Test
    void manyOfOneTeamWouldWait() {
        assertThat(of(team(6), Leave.free(), Set.of()).brake())
                .isEqualTo("6 of 7 people would be removed, which would wait for approval: more than 5 people and more"
                        + " than 20 % of the team");
    }

    @Test
    void oneMoreOfATeamThatLostSomeInThisWaveWouldWait() {
        Map<TeamSource, Outflow> before = Map.of(Staff.HOUSTON, new Outflow(5, 7));

        Foreseen foreseen = braked(of(team(1), Leave.free(), Set.of()), new TeamSurvey.Wave(5, 1000, 0, before));

        assertThat(foreseen.brake())
                .isEqualTo("1 of 2 people would be removed, which would wait for approval: more than 5 people and more"
                        + " than 20 % of the team, with 5 whom the brake let go in the last 10 minutes");
    }

    @Test
    void whoMayGoAlreadyIsNotCountedAgain() {
        Foreseen foreseen = of(team(6), Leave.free(), Set.of(), leavers(6));

        assertThat(foreseen.leaving()).isEmpty();
        assertThat(foreseen.brake()).isNull();
        assertThat(foreseen.plan().departures()).isEqualTo(leavers(6));
    }

    @Test
    void whoIsHeldWouldLeaveOnceThatIsApprovedAndWhoIsKeptWouldNot() {
        Set<String> kept = Set.of("leaver-4");
        Set<String> held = Set.of("leaver-0", "leaver-1", "leaver-2", "leaver-3", "out-already");

        Foreseen foreseen = of(team(6), new Leave(held, kept, 7L, null), Set.of());

        assertThat(foreseen.waiting().userIds()).containsExactly("leaver-0", "leaver-1", "leaver-2", "leaver-3");
        assertThat(foreseen.waiting().hold()).isEqualTo(7L);
        assertThat(foreseen.plan().departures()).containsExactly("leaver-5");
    }

    @Test
    void nobodyWaitsWhoseDecisionIsOver() {
        Foreseen foreseen = of(team(0), new Leave(Set.of("out-already"), Set.of(), 7L, null), Set.of());

        assertThat(foreseen.waiting().userIds()).isEmpty();
        assertThat(foreseen.waiting().hold()).isNull();
    }

    @Test
    void oneMoreLeaverBesideThoseWhoAreHeldWouldWaitToo() {
        Foreseen foreseen = of(team(6), new Leave(leavers(5), Set.of(), 7L, null), Set.of());

        assertThat(foreseen.leaving()).containsExactly("leaver-5");
        assertThat(foreseen.brake()).startsWith("1 of 7 people would be removed");
        assertThat(foreseen.plan().holds()).hasSize(1);
    }

    @Test
    void aFewOfManyTeamsWouldWaitTogether() {
        List<Foreseen> all = List.of(
                of(team(5), Leave.free(), Set.of()),
                of(team(5), Leave.free(), Set.of()),
                of(team(0), Leave.free(), Set.of()));

        List<Foreseen> braked = OUTLOOK.braked(all, new TeamSurvey.Wave(0, 100, 0));

        assertThat(braked.subList(0, 2))
                .extracting(Foreseen::brake)
                .containsOnly("5 of 6 people would be removed, which would wait for approval: more than 5 people and"
                        + " more than 5 % of all memberships, for 10 leave all teams");
        assertThat(braked.getLast().brake()).isNull();
        assertThat(OUTLOOK.braked(all, CALM)).isEqualTo(all);
    }

    @Test
    void whoIsCountedInTheWaveAlreadyIsNotCountedAgain() {
        List<Foreseen> all = List.of(of(team(5), Leave.free(), leavers(5)));

        assertThat(OUTLOOK.braked(all, new TeamSurvey.Wave(5, 100, 0))).isEqualTo(all);
        assertThat(OUTLOOK.braked(all, new TeamSurvey.Wave(6, 100, 0))
                        .getFirst()
                        .brake())
                .isNotNull();
    }

    @Test
    void whatHoldsForOneTeamIsNotSaidAgainOfAll() {
        List<Foreseen> all = List.of(of(team(6), Leave.free(), Set.of()));

        assertThat(OUTLOOK.braked(all, new TeamSurvey.Wave(100, 100, 0))).isEqualTo(all);
    }

    @Test
    void moreThanTwoTeamsAtOnceWouldWaitToBeArchived() {
        Foreseen closed = closed(TeamSurvey.Archive.unasked());

        List<Foreseen> braked = OUTLOOK.braked(List.of(closed, closed, closed), CALM);

        assertThat(closed.plan().archives()).isTrue();
        assertThat(braked)
                .extracting(one -> one.archive().brake())
                .containsOnly("3 teams would be archived at once, which would wait for approval: more than 2");
        assertThat(OUTLOOK.braked(List.of(closed, closed), CALM)).isEqualTo(List.of(closed, closed));
    }

    @Test
    void whatIsAskedAlreadyIsNotCountedAgainAndWhatIsGrantedDoesNotWait() {
        Foreseen asked = closed(new TeamSurvey.Archive(Permit.free(), true, false));
        Foreseen granted = closed(new TeamSurvey.Archive(Permit.free(), false, true));
        List<Foreseen> all = List.of(asked, granted);

        List<Foreseen> braked = OUTLOOK.braked(all, new TeamSurvey.Wave(0, 1000, 3));

        assertThat(braked.getFirst().archive().brake()).isNotNull();
        assertThat(braked.getLast()).isEqualTo(granted);
        assertThat(OUTLOOK.braked(all, new TeamSurvey.Wave(0, 1000, 2))).isEqualTo(all);
    }

    @Test
    void whatIsHeldOrRejectedIsNotForeseenAsDone() {
        assertThat(closed(new TeamSurvey.Archive(new Permit(7L, false, null), false, false))
                        .plan()
                        .holds())
                .hasSize(1);
        assertThat(closed(new TeamSurvey.Archive(new Permit(null, true, null), false, false))
                        .plan()
                        .archives())
                .isFalse();
    }

    @Test
    void aRosterInDoubtIsTakenForWhatItWas() {
        Foreseen foreseen = of(team(1).unclear(), Leave.free(), Set.of());

        assertThat(foreseen.readFirst()).isTrue();
        assertThat(foreseen.plan().departures()).containsExactly("leaver-0");
        assertThat(of(team(1), Leave.free(), Set.of()).readFirst()).isFalse();
    }

    @Test
    void aTeamThatIsNotThereIsNotRead() {
        Foreseen foreseen =
                of(Know.at(new Stage.Unknown(null)).look(new Look(true, null, 0, null)), Leave.free(), Set.of());

        assertThat(foreseen.readFirst()).isFalse();
        assertThat(foreseen.plan().steps()).first().isInstanceOf(Step.FindGroup.class);
    }

    private static Foreseen closed(TeamSurvey.Archive archive) {
        KnownTeam known = Know.ready().owner("ada").build();
        Staff staff = Staff.store().manager("1", "ada").closedOn("2020-01-01");
        return OUTLOOK.of(
                new TeamSurvey.Picture(staff.staff(), known, Leave.free(), archive, Set.of(), Set.of()),
                DIRECTORY,
                NOW);
    }

    private static Know team(int leavers) {
        Know known = Know.ready().owner("ada");
        leavers(leavers).forEach(known::member);
        return known;
    }

    private static Set<String> leavers(int count) {
        return IntStream.range(0, count).mapToObj(n -> "leaver-" + n).collect(Collectors.toSet());
    }

    private static Foreseen of(Know known, Leave leave, Set<String> asked) {
        return of(known, leave, asked, Set.of());
    }

    private static Foreseen of(Know known, Leave leave, Set<String> asked, Set<String> granted) {
        TeamSurvey.Picture picture = new TeamSurvey.Picture(
                STAFF.staff(), known.build(), leave, TeamSurvey.Archive.unasked(), asked, granted);
        return braked(OUTLOOK.of(picture, DIRECTORY, NOW), CALM);
    }

    private static Foreseen braked(Foreseen one, TeamSurvey.Wave wave) {
        return OUTLOOK.braked(List.of(one), wave).getFirst();
    }
}
