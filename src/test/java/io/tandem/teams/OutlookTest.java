package io.tandem.teams;

import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

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
    void whoMayGoAlreadyIsNotCountedAgain() {
        Foreseen foreseen = of(team(6), Leave.free(), Set.of(), leavers(6));

        assertThat(foreseen.leaving()).isEmpty();
        assertThat(foreseen.brake()).isNull();
        assertThat(foreseen.plan().departures()).isEqualTo(leavers(6));
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
        assertThat(OUTLOOK.braked(all, new TeamSurvey.Wave(6, 100, 0)).getFirst().brake())
                .isNotNull();
    }

    @Test
    void whatHoldsForOneTeamIsNotSaidAgainOfAll() {
        List<Foreseen> all = List.of(of(team(6), Leave.free(), Set.of()));

        assertThat(OUTLOOK.braked(all, new TeamSurvey.Wave(100, 100, 0))).isEqualTo(all);
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
        return OUTLOOK.of(new TeamSurvey.Picture(STAFF.staff(), known.build(), leave, TeamSurvey.Archive.unasked(), asked, granted),
                DIRECTORY,
                NOW);
    }
}
