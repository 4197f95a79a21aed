package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderHintTest {

    @Test
    void firstBeforeAfterAndBetweenAreWhereTheySay() {
        String only = OrderHint.placed(" !");
        String before = OrderHint.placed(" " + only + "!");
        String after = OrderHint.placed(only + " !");
        String between = OrderHint.placed(only + " " + after + "!");

        assertThat(List.of(before, only, between, after)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void hintsThatWereNotSentYetMayBeNested() {
        String inner = OrderHint.placed("A B!");
        String left = OrderHint.placed("A A B!!");
        String right = OrderHint.placed("A B! B!");
        String last = OrderHint.placed("A ! !");

        assertThat(List.of("A", left, inner, right, "B")).isSorted().doesNotHaveDuplicates();
        assertThat(last).isGreaterThan(OrderHint.placed("A !"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "A", "A!", "A B", "A B!C", "A  B!", "A B!!", "A B! C", "Ä B!"})
    void anythingElseIsRefused(String hint) {
        assertThatThrownBy(() -> OrderHint.placed(hint)).isInstanceOf(GraphError.class);
    }

    @Test
    void whatIsNewStandsFirstEvenInTheSameMoment() {
        OrderHint hints = new OrderHint();
        Instant now = Instant.parse("2026-11-22T09:00:00Z");

        List<String> values = List.of(hints.newest(now.plusSeconds(1)), hints.newest(now), hints.newest(now));

        assertThat(values.reversed()).isSorted().doesNotHaveDuplicates();
    }

    /** Items put anywhere, one after another, stay in the order in which they were put. */
    @Property
    void thereIsRoomBetweenAnyTwo(@ForAll @Size(min = 1, max = 60) List<@IntRange(max = 1_000) Integer> places) {
        List<String> values = new ArrayList<>(List.of(new OrderHint().newest(Instant.EPOCH)));
        for (int place : places) {
            int at = place % (values.size() + 1);
            String before = at == 0 ? "" : values.get(at - 1);
            String after = at == values.size() ? "" : values.get(at);
            values.add(at, OrderHint.placed(before + " " + after + "!"));
        }

        assertThat(values).isSorted().doesNotHaveDuplicates().allMatch(value -> value.matches("[\"-~]+"));
    }
}
