package io.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamSourceTest {
    private static final StoreNumber HOUSTON = new StoreNumber("000135");

    @Test
    void hasAKeyThatLeadsBackToIt() {
        assertThat(HOUSTON.key()).hasToString("store/000135");
        assertThat(Communications.TEAM.key()).hasToString("team/communications");
        assertThat(TeamSource.of(HOUSTON.key())).isEqualTo(HOUSTON);
        assertThat(TeamSource.of(Communications.TEAM.key())).isEqualTo(Communications.TEAM);
    }

    @Test
    void saysWhatItIs() {
        assertThat(HOUSTON.words()).isEqualTo("store 000135");
        assertThat(Communications.TEAM.words()).isEqualTo("the communications managers");
        assertThat(Communications.TEAM).hasToString(Communications.TEAM.value());
    }

    @Test
    void isKnownOfWhatCommerceWants() {
        StoreStaff store = new StoreStaff(Store.unknown(HOUSTON), List.of(), null);

        assertThat(store.source()).isEqualTo(HOUSTON);
        assertThat(new CommunicationsStaff(List.of(), null).source()).isEqualTo(Communications.TEAM);
    }

    /** Their groups would have the same unique name, whatever its case. */
    @ParameterizedTest
    @ValueSource(strings = {"communications", "Communications"})
    void isNoStoreWithTheNameOfTheOtherTeam(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreNumber(number))
                .withMessageContaining("communications team");
    }
}
