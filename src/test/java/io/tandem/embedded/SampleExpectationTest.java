package io.tandem.embedded;

import static io.tandem.embedded.SampleJson.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.embedded.Expected.Finding;
import io.tandem.embedded.Expected.Problem;
import io.tandem.embedded.Expected.State;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SampleExpectationTest {
    private final SampleCompany contoso = SampleCompany.contoso(TODAY);
    private final Map<String, Expected> expected = contoso.expected();

    @Test
    void agreesWithAPlainReadingOfTheEvents() {
        SampleFold fold = new SampleFold(SampleJson.parse(contoso.events()), SampleJson.parse(contoso.people()));

        assertThat(fold.expected()).isEqualTo(expected);
    }

    @Test
    void agreesWithAPlainReadingOfTheEventsOfAnyRetailer() {
        SampleRetailer retailer = SampleCompany.retailer(60, 1_500, 7, TODAY);
        Map<String, Expected> all = new TreeMap<>();
        retailer.expected().forEach(each -> all.put(each.storeNumber(), each));

        SampleFold fold = new SampleFold(
                SampleJson.parse(retailer.events().toList()),
                SampleJson.parse(retailer.people().toList()));

        assertThat(fold.expected()).isEqualTo(all);
        assertThat(all.values()).extracting(Expected::state).contains(State.values());
    }

    @Test
    void letsTheStoresWithoutAUsableManagerWait() {
        assertThat(expected.values())
                .filteredOn(store -> store.state() == State.WAITING_NO_MANAGER)
                .extracting(Expected::storeNumber)
                .containsExactly("000010", "000018", "000213");
    }

    @Test
    void givesTheClosedStoreNoTeam() {
        assertThat(expected.values())
                .filteredOn(store -> store.state() == State.CLOSED_WITHOUT_TEAM)
                .extracting(Expected::storeNumber)
                .containsExactly("000019");
    }

    @Test
    void givesEveryTeamAnOwnerAndNobodyTwoRoles() {
        assertThat(expected.values()).hasSize(39).allSatisfy(store -> {
            assertThat(store.owners().isEmpty()).isEqualTo(!store.hasTeam());
            assertThat(store.owners()).noneMatch(store.members()::contains);
        });
    }

    @Test
    void findsThoseWhoCannotBeInATeam() {
        assertThat(expected.values())
                .flatExtracting(Expected::findings)
                .containsExactlyInAnyOrder(
                        new Finding("000165", Problem.NO_ACCOUNT),
                        new Finding("000166", Problem.NO_ACCOUNT),
                        new Finding("000167", Problem.NO_ACCOUNT),
                        new Finding("000168", Problem.DISABLED),
                        new Finding("000169", Problem.UNLICENSED));
    }

    @Test
    void namesTheTeamOfTheRenamedStoreAsItIsCalledToday() {
        assertThat(contoso.expected("000016").name()).isEqualTo("Seattle Pike Street");
    }
}
