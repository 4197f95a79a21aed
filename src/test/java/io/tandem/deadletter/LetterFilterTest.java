package io.tandem.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tandem.deadletter.DeadLetterBook.By;
import io.tandem.deadletter.ReplayBook.Order;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterFilterTest {
    @Test
    void readsWhatIsGiven() {
        Map<String, String> given = Map.of(
                "cause",
                "invalid",
                "type",
                "store.opened",
                "state",
                "Open",
                "from",
                "2026-03-01T09:30:00Z",
                "key",
                " ");

        LetterFilter filter = LetterFilter.read(given::get);

        assertThat(filter.cause()).isEqualTo("invalid");
        assertThat(filter.state()).isEqualTo(LetterState.OPEN);
        assertThat(filter.from()).isEqualTo(Instant.parse("2026-03-01T09:30:00Z"));
        assertThat(filter.key()).isNull();
        assertThat(filter.sentence()).isEqualTo("cause=invalid from=2026-03-01T09:30:00Z state=open type=store.opened");
    }

    @Test
    void meansAllWhenNothingIsGiven() {
        assertThat(LetterFilter.read(name -> null)).isEqualTo(LetterFilter.ALL);
        assertThat(LetterFilter.ALL.sentence()).isEqualTo("all");
    }

    @Test
    void namesLetters() {
        LetterFilter filter = LetterFilter.of(Set.of(new LetterId(0, 17), new LetterId(0, 3)));

        assertThat(filter.sentence()).isEqualTo("ids=0-17,0-3");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LetterFilter.read(Map.of("to", "yesterday")::get))
                .withMessage("to=yesterday is no time such as 2026-11-22T09:30:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LetterFilter.read(Map.of("state", "lost")::get))
                .withMessageContaining("state=lost is no state; use open, replaying, replayed, discarded, superseded");
        assertThatIllegalArgumentException().isThrownBy(() -> By.of("colour")).withMessageStartingWith("by=colour");
        assertThat(By.of("Cause")).isEqualTo(By.CAUSE);
    }

    @Test
    void readsAnIdAsItIsWritten() {
        assertThat(LetterId.parse("0-1523")).isEqualTo(new LetterId(0, 1523)).hasToString("0-1523");
        assertThat(LetterId.parse("0-1523-1764000000000"))
                .isEqualTo(new LetterId(0, 1523).writtenAt(Instant.ofEpochMilli(1_764_000_000_000L)))
                .hasToString("0-1523-1764000000000");
        assertThat(new LetterId(0, 5).writtenAt(Instant.ofEpochMilli(-1))).hasToString("0-5-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1523", "0-", "-1", "a-1", "0-1-", "0-1-2-3", "0-99999999999999999999"})
    void refusesWhatIsNoId(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LetterId.parse(text))
                .withMessageContaining("no id of a dead letter");
    }

    @Test
    void takesNoRateThatIsNone() {
        for (int rate : new int[] {0, -1, Order.FASTEST + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Order("ann", LetterFilter.ALL, Set.of(), rate))
                    .withMessageContaining("rate=" + rate);
        }
    }

    @Test
    void mendsNoMoreThanOneLetterWithAPayload() {
        Set<LetterId> two = Set.of(new LetterId(0, 1), new LetterId(0, 2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order("ann", LetterFilter.of(two), Set.of(), 1, new byte[1]));
        assertThat(new Order("ann", LetterFilter.of(two), Set.of(), 1).repaired())
                .isNull();
    }
}
