package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {
    private static final EventKey EVENT = new EventKey("/d365/contoso/usrt", "0b1d|7e52");

    @Test
    void writesTimeSequenceIdAndSourceAtFixedWidths() {
        Stamp stamp = Stamp.of(Instant.parse("2026-11-22T09:30:00.1234567Z"), "5637620001", EVENT);

        assertThat(stamp)
                .hasToString("2026-11-22T09:30:00.123456700Z|00000000005637620001|0b1d|7e52|/d365/contoso/usrt");
    }

    @Test
    void knowsItsEventAndTime() {
        Instant time = Instant.parse("2026-11-22T09:30:00.1234567Z");

        assertThat(Stamp.of(time, null, EVENT).event()).isEqualTo(EVENT);
        assertThat(Stamp.of(time, "12", EVENT).event()).isEqualTo(EVENT);
        assertThat(Stamp.of(time, "12", EVENT).time()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 00000000000000000007",
        "000000000000000000000000000007, 00000000000000000007",
        "99999999999999999999, 99999999999999999999",
        "0, 00000000000000000000",
        "A7, A7"
    })
    void padsNumericSequences(String sequence, String written) {
        assertThat(Stamp.of(Instant.EPOCH, sequence, EVENT).text()).contains("Z|" + written + "|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "2026-11-22T09:30:00Z||id|source",
                "2026-11-22T09:30:00.123456700Z||id",
                "2026-11-22T09:30:00.123456700Z|",
                "2026-11-22T09:30:00.123456700Z||",
                "2026-11-22T09:30:00.123456700Z||id|",
                "2026-11-22T09:30:00.123456700Z|7||source",
                "2026-11-22T09:30:00.12345678:Z||id|source"
            })
    void refusesWhatIsNoStamp(String text) {
        assertThatThrownBy(() -> new Stamp(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T00:00:00Z, 2026-11-21",
        "2026-11-22T23:59:59Z, 2026-11-21",
        "2027-01-01T00:00:00Z, 2026-12-31"
    })
    void takesAtOnceForADayThatHasBegunEverywhere(Instant time, LocalDate day) {
        assertThat(Stamp.of(time, null, EVENT).atOnce()).isEqualTo(day);
        assertThat(day.atStartOfDay(java.time.ZoneOffset.ofHours(-12)).toInstant())
                .isBeforeOrEqualTo(time);
    }

    @Property
    void ordersByTimeThenSequenceThenId(
            @ForAll @LongRange(max = 3) long nanos,
            @ForAll @LongRange(max = 12) long sequence,
            @ForAll @IntRange(max = 3) int id,
            @ForAll @LongRange(max = 3) long otherNanos,
            @ForAll @IntRange(max = 3) int otherId) {
        Said one = new Said(Instant.EPOCH.plusNanos(nanos), sequence, id);
        Said other = new Said(Instant.EPOCH.plusNanos(otherNanos), 12 - sequence, otherId);

        int order = one.stamp().compareTo(other.stamp());

        assertThat(Integer.signum(order)).isEqualTo(Integer.signum(Said.ORDER.compare(one, other)));
    }

    private record Said(Instant time, long sequence, int id) {
        static final Comparator<Said> ORDER = Comparator.comparing(Said::time)
                .thenComparingLong(Said::sequence)
                .thenComparingInt(Said::id);

        Stamp stamp() {
            return Stamp.of(time, Long.toString(sequence), new EventKey("/s", Integer.toString(id)));
        }
    }
}
