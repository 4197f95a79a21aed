package io.tandem.teams;

import static io.tandem.teams.Bookcase.team;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.MappingDesk.Report;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MappingDeskTest {
    private final Bookcase books = new Bookcase()
            .store("000135", "Houston")
            .store("000136", "Katy")
            .store("000137", "Annapolis", team(7), null)
            .store("000138", "Atlanta", null, team(8))
            .existing(team(1), "Houston", "houston")
            .existing(team(2), "Katy", "katy")
            .existing(team(7), "Annapolis", "annapolis")
            .existing(team(8), "Atlanta", "atlanta");
    private final MappingDesk desk = books.desk();

    @Test
    void importsTeamsOfStoresAndOfTheCommunicationsManagers() {
        Report report =
                desk.take(file("RetailStore,000135," + team(1), "Communication,Regions," + team(2)), false, "ann");

        assertThat(report).isEqualTo(new Report(2, 0, 0, List.of()));
        assertThat(desk.export().lines())
                .containsExactly(
                        "SOURCETYPE,SOURCEID,TEAMID,NAME",
                        "RetailStore,000135," + team(1) + ",Houston",
                        "RetailStore,000136,,Katy",
                        "RetailStore,000137," + team(7) + ",Annapolis",
                        "RetailStore,000138," + team(8) + ",Atlanta",
                        "Communication,Regions," + team(2) + ",");
    }

    @Test
    void takesTeamIdsInAnyCase() {
        assertThat(desk.take(file("RetailStore,000137," + team(7).toUpperCase(Locale.ROOT)), false, "ann"))
                .isEqualTo(new Report(0, 1, 0, List.of()));
    }

    @Test
    void importsNothingWhenALineIsWrong() {
        Report report = desk.take(file("RetailStore,000135," + team(1), "RetailStore,135," + team(2)), false, "ann");

        assertThat(report)
                .isEqualTo(new Report(
                        0, 0, 0, List.of(new Flaw(3, "Commerce never opened a store 135; is 000135 meant?"))));
        assertThat(desk.export()).doesNotContain(team(1));
    }

    @Test
    void importsWhatIsRightOnRequest() {
        Report report = desk.take(
                file("RetailStore,000135," + team(1), "RetailStore,000136,Katy", "RetailStore,000138,", "x,y,z"),
                true,
                "ann");

        assertThat(report.imported()).isOne();
        assertThat(report.empty()).isOne();
        assertThat(report.flaws()).extracting(Flaw::line).containsExactly(3L, 5L);
        assertThat(desk.export()).contains("000135," + team(1));
    }

    @Test
    void takesItsOwnExportBackWithoutChangingAnything() {
        desk.take(desk.export(), false, "ann");
        String export = desk.export();

        assertThat(desk.take(export, false, "ann")).isEqualTo(new Report(0, 2, 3, List.of()));
        assertThat(desk.export()).isEqualTo(export);
    }

    @Test
    void namesTheStoreThatNobodyKnows() {
        assertThat(flaws("RetailStore,000999," + team(1))).containsExactly("2: Commerce never opened a store 000999");
    }

    @Test
    void namesBothLinesOfAStoreThatStandsTwice() {
        assertThat(flaws("RetailStore,000135," + team(1), "RetailStore,000135," + team(2)))
                .containsExactly("2: also in line 3: store 000135", "3: also in line 2: store 000135");
        assertThat(flaws("Communication,a," + team(1), "Communication,b," + team(2)))
                .containsExactly(
                        "2: also in line 3: the communications managers",
                        "3: also in line 2: the communications managers");
    }

    @Test
    void namesEveryLineOfATeamThatIsUsedTwice() {
        assertThat(flaws("RetailStore,000135," + team(1), "RetailStore,000136," + team(1), "Communication,," + team(1)))
                .containsExactly(
                        "2: also in line 3 and 4: team " + team(1),
                        "3: also in line 2 and 4: team " + team(1),
                        "4: also in line 2 and 3: team " + team(1));
    }

    @Test
    void namesATeamThatServesAnotherStore() {
        assertThat(flaws("RetailStore,000135," + team(7), "RetailStore,000136," + team(8)))
                .containsExactly(
                        "2: team " + team(7) + " serves store 000137 already",
                        "3: team " + team(8) + " serves store 000138 already");
    }

    @Test
    void letsATeamChangeHandsThatWasOnlyNamed() {
        assertThat(flaws("RetailStore,000135," + team(7), "RetailStore,000137," + team(1)))
                .isEmpty();
    }

    @Test
    void namesAStoreThatHasAnotherTeam() {
        assertThat(flaws("RetailStore,000138," + team(1)))
                .containsExactly("2: team " + team(8) + " serves store 000138 already");
        books.communications(team(2));
        assertThat(flaws("Communication,," + team(1)))
                .containsExactly("2: team " + team(2) + " serves the communications managers already");
    }

    @Test
    void letsAnotherTeamBeNamedForAStoreWhoseTeamWasTakenOver() {
        books.adopted("000139", "Tomball", team(1));

        assertThat(flaws("RetailStore,000139," + team(2))).isEmpty();
    }

    @Test
    void namesATeamThatIsNotThereAndAsksOnlyForWhatIsRightOtherwise() {
        assertThat(flaws("RetailStore,000135," + team(9), "RetailStore,000999," + team(5)))
                .containsExactly(
                        "2: there is no team " + team(9) + " in Microsoft Teams",
                        "3: Commerce never opened a store 000999");
        assertThat(books.asked()).containsExactly(team(9));
    }

    @Test
    void asksNobodyWhenNothingIsRight() {
        desk.take(file("RetailStore,000999," + team(5)), true, "ann");

        assertThat(books.asked()).isEmpty();
    }

    private List<String> flaws(String... lines) {
        return desk.take(file(lines), false, "ann").flaws().stream()
                .map(flaw -> flaw.line() + ": " + flaw.reason())
                .toList();
    }

    private static String file(String... lines) {
        return Stream.concat(Stream.of("SOURCETYPE,SOURCEID,TEAMID"), Stream.of(lines))
                .collect(Collectors.joining("\n"));
    }
}
