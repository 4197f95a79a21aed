package io.tandem.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T09:30:00Z");

    @Test
    void beginsAtOnce() {
        assertThat(Pace.from(BEGIN, 200).pause(BEGIN)).isZero();
        assertThat(Pace.from(BEGIN, 200).slice()).isEqualTo(5);
        assertThat(Pace.from(BEGIN, 1).slice()).isEqualTo(1);
    }

    @Test
    void waitsForAsLongAsTheLettersBeforeTake() {
        Pace pace = Pace.from(BEGIN, 200).after(5, BEGIN);

        assertThat(pace.pause(BEGIN)).isEqualTo(Duration.ofMillis(25));
        assertThat(pace.pause(BEGIN.plusMillis(20))).isEqualTo(Duration.ofMillis(5));
        assertThat(pace.pause(BEGIN.plusMillis(30))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 200, 1000})
    void holdsTheRateWhenEachSliceIsALittleLate(int rate) {
        List<Instant> sent = send(rate, 10 * rate + 1, 15);

        double seconds = Duration.between(sent.getFirst(), sent.getLast()).toMillis() / 1000.0;
        assertThat((sent.size() - 1) / seconds).isBetween(rate * 0.95, rate * 1.05);
    }

    /** However long something stands still: it is not made good for by a rush. */
    @ParameterizedTest
    @ValueSource(ints = {40, 200, 1000})
    void isNeverAboveTheRateByMoreThanFiveInAHundredInAnySecond(int rate) {
        List<Instant> sent = send(rate, 5 * rate, 400);

        for (int i = 0; i < sent.size(); i++) {
            Instant end = sent.get(i).plusSeconds(1);
            long within = sent.subList(i, sent.size()).stream()
                    .takeWhile(at -> at.isBefore(end))
                    .count();
            assertThat(within).isLessThanOrEqualTo(Math.round(rate * 1.05));
        }
    }

    /** Sends as the route does; each send takes up to so many milliseconds. */
    private static List<Instant> send(int rate, int letters, int slowest) {
        Random random = new Random(rate);
        List<Instant> sent = new ArrayList<>();
        Instant now = BEGIN;
        Pace pace = Pace.from(BEGIN, rate);
        while (sent.size() < letters) {
            now = now.plus(pace.pause(now));
            for (int i = 0; i < pace.slice(); i++) {
                sent.add(now);
            }
            pace = pace.after(pace.slice(), now);
            now = now.plusMillis(random.nextInt(slowest + 1));
        }
        return sent;
    }
}
