package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskOrigin;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The zone of a store that turns out to be another than Commerce said at first. */
class DueDayTest {
    private static final ZoneId CHICAGO = FakeCommerce.ZONE;

    private static Shop in(String zone, Map<TaskField, String> values) {
        Shop shop = Shop.empty();
        shop.commerce.zone = ZoneId.of(zone);
        shop.commerce.put(Shop.TASK, TaskOrigin.POS, false, values, shop.worker.now);
        return shop.inStep();
    }

    private static void correct(Shop shop, ZoneId zone) {
        shop.commerce.zone = zone;
        shop.sync();
        shop.hear();
        shop.sync();
    }

    @ParameterizedTest
    @CsvSource({
        "Pacific/Auckland, 2026-03-20, 2026-03-20T17:00:00Z",
        "Pacific/Auckland, 2026-03-08, 2026-03-08T17:00:00Z",
        "Pacific/Auckland, 2026-11-01, 2026-11-01T18:00:00Z",
        "Pacific/Kiritimati, 2026-03-20, 2026-03-20T17:00:00Z"
    })
    void theDayThatCommerceNamedIsWrittenAnewAndNobodyIsTold(String zone, String day, Instant noon) {
        Shop shop = in(zone, Shop.titled(TaskField.DUE_DATE, day));

        correct(shop, CHICAGO);

        assertThat(shop.item().due).isEqualTo(noon);
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
        assertThat(shop.commerce.task(Shop.TASK).value(TaskField.DUE_DATE)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "Pacific/Auckland, America/Chicago, 2026-03-21T23:30:00Z",
        "Asia/Kolkata, Asia/Karachi, 2026-03-21T18:45:00Z",
        "America/Chicago, UTC, 2026-11-01T04:30:00Z",
        "Etc/UTC, Asia/Kathmandu, 2026-03-21T18:15:00Z"
    })
    void aTimeThatPeopleChoseStaysAndNobodyIsTold(String zone, String other, Instant chosen) {
        Shop shop = in(zone, Shop.titled(TaskField.DUE_DATE, "2026-03-11"));
        shop.change(new Setting.Due(chosen));
        shop.inStep();
        String day = shop.commerce.task(Shop.TASK).value(TaskField.DUE_DATE);

        correct(shop, ZoneId.of(other));

        assertThat(shop.item().due).isEqualTo(chosen);
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
        assertThat(shop.commerce.task(Shop.TASK).value(TaskField.DUE_DATE)).isEqualTo(day);
        assertThat(shop.known().shown(TaskField.DUE_DATE)).isNotEqualTo(day);
    }

    @Test
    void whatPeopleChangeMeanwhileIsToldByTheZoneThatHolds() {
        Shop shop = in("Pacific/Auckland", Shop.titled(TaskField.DUE_DATE, "2026-03-20"));
        shop.change(new Setting.Due(Instant.parse("2026-03-25T02:00:00Z")));

        correct(shop, CHICAGO);

        assertThat(shop.commerce.task(Shop.TASK).value(TaskField.DUE_DATE)).isEqualTo("2026-03-24");
        assertThat(shop.item().due).isEqualTo(Instant.parse("2026-03-25T02:00:00Z"));
    }

    @Test
    void aWordOfCommerceThatComesWithTheCorrectionHolds() {
        Shop shop = in("Pacific/Auckland", Shop.titled(TaskField.DUE_DATE, "2026-03-20"));
        shop.say(TaskField.DUE_DATE, "2026-03-22");

        correct(shop, CHICAGO);

        assertThat(shop.item().due).isEqualTo(Instant.parse("2026-03-22T17:00:00Z"));
        assertThat(shop.worker.news).isEmpty();
        assertThat(shop.worker.entries).isEmpty();
    }
}
