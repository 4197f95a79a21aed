package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Display names, unique names and mail nicknames. */
class NamesTest {
    private static final StoreNumber NUMBER = new StoreNumber("000135");

    private static Store store(String name) {
        return new Store(NUMBER, name, null, Store.Place.unknown(), null, null);
    }

    private static TeamPolicy template(String template) {
        return new TeamPolicy(template, "tandem-", null, TeamPolicy.Strangers.REPORT, TeamPolicy.Pace.documented());
    }

    @ParameterizedTest
    @CsvSource({
        "San Francisco, SANFRANCISCO",
        "São Paulo, SAOPAULO",
        "Straße 7, STRASSE7",
        "Zürich-Höngg, ZURICHHONGG",
        "東京, STORE",
        "ﬁve, FIVE"
    })
    void makesAReadableStem(String name, String stem) {
        assertThat(MailNickname.stem(name)).isEqualTo(stem);
    }

    @Test
    void endsTheNicknameWithTheStoreNumber() {
        assertThat(MailNickname.of("SANFRANCISCO", NUMBER)).isEqualTo("SANFRANCISCO_000135");
    }

    @Test
    void shortensTheNicknameToSixtyFourCharacters() {
        assertThat(MailNickname.of("A".repeat(57), NUMBER)).isEqualTo("A".repeat(57) + "_000135");
        assertThat(MailNickname.of("A".repeat(58), NUMBER)).isEqualTo("A".repeat(57) + "_000135");
    }

    @Property(tries = 200)
    void makesANicknameThatGraphTakesOfAnyName(@ForAll @StringLength(max = 300) String name) {
        assertThat(MailNickname.of(MailNickname.stem(name), NUMBER)).matches("[A-Z0-9]{1,57}_000135");
    }

    @ParameterizedTest
    @CsvSource({
        "{name}, Houston, Houston",
        "Store {name} ({number}), Houston, Store Houston (000135)",
        "{number}, Houston, 000135",
        "{name}, ' Houston ', Houston",
        "{name}, ' ', 000135",
        "{name}, , 000135"
    })
    void fillsTheTemplate(String template, String name, String displayName) {
        assertThat(template(template).displayName(store(name))).isEqualTo(displayName);
    }

    @Test
    void cutsANameThatGraphWouldRefuse() {
        assertThat(TeamPolicy.defaults().displayName(store("x".repeat(256)))).hasSize(256);
        assertThat(TeamPolicy.defaults().displayName(store("x".repeat(257)))).hasSize(256);
    }

    @Test
    void makesTheUniqueNameOfPrefixAndNumber() {
        assertThat(TeamPolicy.defaults().uniqueName(NUMBER, null)).isEqualTo("tandem-000135");
    }

    @Test
    void changesThePaceAndNothingElse() {
        TeamPolicy.Pace fast = new TeamPolicy.Pace(
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(3),
                Duration.ofMillis(4),
                Duration.ofMillis(5),
                Duration.ofMillis(6));

        TeamPolicy policy = template("Store {name}").with(fast);

        assertThat(policy)
                .isEqualTo(new TeamPolicy("Store {name}", "tandem-", null, TeamPolicy.Strangers.REPORT, fast));
    }

    @Test
    void waitsAsMicrosoftAsks() {
        TeamPolicy.Pace pace = TeamPolicy.Pace.documented();

        assertThat(pace.poll()).isGreaterThan(Duration.ofSeconds(30));
        assertThat(pace.youngGroupRetry()).isEqualTo(Duration.ofSeconds(10));
        assertThat(pace.youngGroup()).isEqualTo(Duration.ofMinutes(15));
    }
}
