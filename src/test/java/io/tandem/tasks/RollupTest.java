package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.StoreNumber;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollupTest {
    private static final LocalDate TENTH = LocalDate.parse("2026-03-10");
    private static final List<Rollup.Row> ROWS = List.of(
            row("000001", "West", "Opening", TaskStatus.NOT_STARTED, "America/Los_Angeles"),
            row("000001", "West", "Opening", TaskStatus.COMPLETED, "America/Los_Angeles"),
            row("000002", "East", "Opening", TaskStatus.IN_PROGRESS, "America/New_York"),
            row("000002", "East", "Closing", TaskStatus.CANCELED, "America/New_York"),
            new Rollup.Row(
                    new StoreNumber("000002"), "East", "Closing", TaskStatus.NOT_STARTED, null, ZoneId.of("UTC")));

    private static Rollup.Row row(String store, String region, String list, TaskStatus status, String zone) {
        return new Rollup.Row(new StoreNumber(store), region, list, status, TENTH, ZoneId.of(zone));
    }

    @Test
    void countsByList() {
        assertThat(Rollup.of(ROWS, Rollup.By.LIST, Instant.parse("2026-03-10T12:00:00Z")))
                .containsEntry("Opening", new Rollup(1, 1, 1, 0))
                .containsEntry("Closing", new Rollup(1, 0, 0, 0))
                .hasSize(2);
    }

    @Test
    void countsByRegionAndByStore() {
        Instant now = Instant.parse("2026-03-10T12:00:00Z");

        assertThat(Rollup.of(ROWS, Rollup.By.REGION, now)).containsOnlyKeys("East", "West");
        assertThat(Rollup.of(ROWS, Rollup.By.STORE, now)).containsEntry("000002", new Rollup(1, 1, 0, 0));
    }

    @Test
    void aTaskIsOverdueWhenItsDayIsOverWhereTheStoreIs() {
        Instant midnightInNewYork = Instant.parse("2026-03-11T04:30:00Z");

        assertThat(Rollup.of(ROWS, Rollup.By.STORE, midnightInNewYork))
                .containsEntry("000001", new Rollup(1, 0, 1, 0))
                .containsEntry("000002", new Rollup(1, 1, 0, 1));
    }
}
