package io.tandem.teams;

import static io.tandem.teams.Bookcase.team;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    @ParameterizedTest
    @CsvSource({
        "Houston 000135,     whatever,       99, number and name",
        "Sales,              HOUSTON_000135, 99, number and name",
        "Sales 000135,       whatever,       85, 'number, but another name'",
        "houston store team, HOUSTON_D365,   95, name and mail nickname",
        "Hóuston,            whatever,       90, name",
        "Texans,             Houston,        75, mail nickname",
        "Houston Downtown,   whatever,       50, similar name",
        "Downtown of the Texans, whatever,   0,  no team looks like it",
        "Houston Downtown by the Bay, whatever, 0, no team looks like it"
    })
    void tellsHowMuchATeamLooksLikeAStoreAndWhy(String name, String nickname, int confidence, String reason) {
        Bookcase books = new Bookcase().store("000135", "Houston").existing(team(1), name, nickname);

        assertThat(suggest(books).getFirst()).satisfies(suggestion -> {
            assertThat(suggestion.confidence()).isEqualTo(confidence);
            assertThat(suggestion.reason()).isEqualTo(reason);
            assertThat(suggestion.team() != null).isEqualTo(confidence > 0);
        });
    }

    @Test
    void trustsNoNumberThatMayBeAnything() {
        Bookcase books = new Bookcase().store("12", "Houston").existing(team(1), "Floor 12", "floor12");

        assertThat(suggest(books).getFirst().team()).isNull();
    }

    @Test
    void givesEachTeamToTheStoreThatItLooksLikeMost() {
        Bookcase books = new Bookcase()
                .store("000135", "Houston Galleria")
                .store("000136", "Houston")
                .existing(team(1), "Houston", "houston1")
                .existing(team(2), "Houston Galleria", "galleria");

        assertThat(suggest(books))
                .extracting(Suggestion::team)
                .extracting(team -> team == null ? "" : team.id())
                .containsExactly(team(2), team(1), "");
    }

    @Test
    void doubtsWhatLooksLikeTwo() {
        Bookcase twoTeams = new Bookcase()
                .store("000135", "Houston")
                .existing(team(1), "Houston", "a")
                .existing(team(2), "Houston", "b");
        Bookcase twoStores = new Bookcase()
                .store("000135", "Houston")
                .store("000136", "Houston")
                .existing(team(1), "Houston", "a");

        assertThat(suggest(twoTeams).getFirst()).satisfies(suggestion -> {
            assertThat(suggestion.confidence()).isEqualTo(45);
            assertThat(suggestion.reason()).isEqualTo("name; but team " + team(2) + " looks like it too");
        });
        assertThat(suggest(twoStores))
                .extracting(Suggestion::confidence, Suggestion::reason)
                .contains(tuple(45, "name; but the team looks like store 000136 too"));
    }

    @Test
    void leavesOutWhoeverHasATeamAndTeamsThatServeSomebody() {
        Bookcase books = new Bookcase()
                .store("000135", "Houston", null, team(1))
                .store("000136", "Houston", team(2), null)
                .closed("000137", "Houston")
                .store("000138", "Houston")
                .existing(team(1), "Houston", "a")
                .existing(team(2), "Houston", "b")
                .communications(team(3));

        assertThat(suggest(books))
                .singleElement()
                .satisfies(suggestion -> assertThat(suggestion.team()).isNull());
    }

    @Test
    void findsTheTeamOfTheCommunicationsManagersByTheNameThatItWouldHave() {
        Bookcase books = new Bookcase().existing(team(1), "Retail Communication", "comm");

        assertThat(books.desk().suggest().lines())
                .containsExactly(
                        "SOURCETYPE,SOURCEID,TEAMID,CONFIDENCE,NAME,TEAMNAME,REASON",
                        "Communication,communications," + team(1) + ",90,,Retail Communication,name");
    }

    @Test
    void proposesAFileThatCanBeImported() {
        Bookcase books = new Bookcase()
                .store("000135", "Houston")
                .store("000136", "Katy")
                .existing(team(1), "=Houston", "houston");

        assertThat(books.desk().take(books.desk().suggest(), false, "ann"))
                .isEqualTo(new MappingDesk.Report(1, 0, 2, List.of()));
    }

    private static List<Suggestion> suggest(Bookcase books) {
        return Suggestions.of(books.served(), books.all(), "Retail Communication");
    }
}
