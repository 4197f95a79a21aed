package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.console.Holds.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    @Test
    void whatHasWaitedForMoreThanADayIsOverdueAndWhatIsDecidedIsNot() {
        List<Row> holds = List.of(
                hold(1, "people", "open", Duration.ofDays(3)),
                hold(2, "archives", "open", Duration.ofHours(30)),
                hold(3, "people", "open", Duration.ofHours(24)),
                hold(4, "people", "rejected", Duration.ofDays(3)));

        assertThat(Holds.overdue(holds, NOW))
                .isEqualTo(Map.of(
                        "hold-1",
                        "hold 1 has waited for 3 days: 12 people of 3 teams would be removed if somebody approved it;"
                                + " './tandem holds show 1' shows what it is about",
                        "hold-2",
                        "hold 2 has waited for 30 h: 3 teams would be archived if somebody approved it;"
                                + " './tandem holds show 2' shows what it is about"));
    }

    private static Row hold(long number, String kind, String state, Duration age) {
        return new Row(number, kind, state, NOW.minus(age), 12, 3, null, null, null, null, null);
    }
}
