package io.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NounsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
    private static final StoreNumber HOUSTON = new StoreNumber("000135");
    private static final StoreNumber KATY = new StoreNumber("000136");

    @Test
    void keepsLeadingZeros() {
        assertThat(HOUSTON).hasToString("000135").isNotEqualTo(new StoreNumber("135"));
        assertThat(new PersonnelNumber("000205")).hasToString("000205");
    }

    @Test
    void ordersNumbersAsText() {
        assertThat(HOUSTON).isLessThan(KATY);
        assertThat(new PersonnelNumber("000205")).isLessThan(new PersonnelNumber("000206"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12 3", "1/2", "ä", "123456789012345678901"})
    void takesNoOtherTextForANumber(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreNumber(text))
                .withMessageContaining("storeNumber '" + text + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PersonnelNumber(text))
                .withMessageContaining("personnelNumber '" + text + "'");
    }

    @Test
    void writesAndReadsKeys() {
        Key key = Key.of(HOUSTON);

        assertThat(key).hasToString("store/000135");
        assertThat(Key.parse("store/000135")).isEqualTo(key);
        assertThat(Key.parse("list/a/b")).isEqualTo(new Key("list", "a/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "store", "store/", "/000135", " /1"})
    void takesNoOtherTextForAKey(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Key.parse(text)).withMessageContaining("is not kind/id");
    }

    @Test
    void takesNoKindWithASlash() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Key("a/b", "c"));
    }

    @Test
    void comparesIdentitiesWithoutRegardToCase() {
        assertThat(new Identity(" ABC ", "Ada@Contoso.Example")).isEqualTo(new Identity("abc", "ada@contoso.example"));
    }

    @Test
    void isLinkedByObjectIdOrSignInName() {
        assertThat(new Identity("abc", null).isLinked()).isTrue();
        assertThat(new Identity(null, "ada@contoso.example").isLinked()).isTrue();
        assertThat(new Identity(" ", "").isLinked()).isFalse();
        assertThat(Identity.none()).isEqualTo(new Identity("", null));
    }

    @Test
    void closesAStoreFromItsDayOn() {
        Store store = new Store(HOUSTON, "Houston", null, Store.Place.unknown(), null, DAY);

        assertThat(store.isClosedOn(DAY.minusDays(1))).isFalse();
        assertThat(store.isClosedOn(DAY)).isTrue();
        assertThat(store.isClosedOn(DAY.plusDays(1))).isTrue();
        assertThat(Store.unknown(HOUSTON).isClosedOn(DAY)).isFalse();
    }

    @Test
    void knowsAStoreByItsName() {
        assertThat(Store.unknown(HOUSTON).isKnown()).isFalse();
        assertThat(new Store(HOUSTON, "Houston", null, Store.Place.unknown(), null, null).isKnown())
                .isTrue();
    }

    @Test
    void beginsItsDaysInItsZoneOrElseInUtc() {
        ZoneId chicago = ZoneId.of("America/Chicago");

        assertThat(new Store(HOUSTON, "Houston", chicago, Store.Place.unknown(), null, null).zone())
                .isEqualTo(chicago);
        assertThat(Store.unknown(HOUSTON).zone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void employsWhileAnyEmploymentIsOpen() {
        Timeline<Boolean> ended = new Timeline<>(List.of(new Timeline.Span<>(null, DAY, true)));

        assertThat(worker(List.of(ended)).isEmployedOn(DAY.minusDays(1))).isTrue();
        assertThat(worker(List.of(ended)).isEmployedOn(DAY)).isFalse();
        assertThat(worker(List.of(ended, Timeline.always(true))).isEmployedOn(DAY))
                .isTrue();
        assertThat(worker(List.of()).isEmployedOn(DAY)).isFalse();
    }

    @Test
    void knowsTheRoleOfEachStore() {
        Worker worker = worker(List.of());

        assertThat(worker.roleIn(HOUSTON, DAY)).contains(Role.MANAGER);
        assertThat(worker.roleIn(KATY, DAY)).isEmpty();
        assertThat(worker.assignmentTo(KATY)).isEqualTo(Timeline.empty());
    }

    private static Worker worker(List<Timeline<Boolean>> employments) {
        return new Worker(
                new PersonnelNumber("000205"),
                "Ada",
                Identity.none(),
                employments,
                Map.of(HOUSTON, Timeline.always(Role.MANAGER)));
    }

    @Test
    void copiesThePeopleOfAStore() {
        List<Worker> workers = new ArrayList<>(List.of(worker(List.of())));
        StoreStaff staff = new StoreStaff(Store.unknown(HOUSTON), workers, null);

        workers.clear();

        assertThat(staff.workers()).hasSize(1);
    }

    @Test
    void tellsVerdictsApart() {
        assertThat(Verdict.done(null)).isEqualTo(new Verdict.Done(null));
        assertThat(Verdict.againAt(Instant.EPOCH, "waits")).isEqualTo(new Verdict.AgainAt(Instant.EPOCH, "waits"));
        assertThat(Verdict.failed("503")).isEqualTo(new Verdict.Failed("503", false));
        assertThat(Verdict.brokeOff(new IllegalStateException("no")))
                .isEqualTo(new Verdict.Failed("no", false, null, "java.lang.IllegalStateException"));
        assertThat(Verdict.brokeOff(new IllegalStateException()))
                .extracting("reason")
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(Verdict.failedForGood("403")).isEqualTo(new Verdict.Failed("403", true));
    }
}
