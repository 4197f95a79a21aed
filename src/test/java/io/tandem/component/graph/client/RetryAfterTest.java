package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | PT10S",
                " 10 | PT10S",
                "2.128 | PT2.128S",
                "0 | PT0S",
                "-5 | PT0S",
                "1e99 | PT24H",
                "Sun, 22 Nov 2026 10:01:30 GMT | PT1M30S",
                "Sun, 22 Nov 2026 09:00:00 GMT | PT0S"
            })
    void readsSecondsAndDates(String text, Duration pause) {
        assertThat(RetryAfter.parse(text, NOW)).contains(pause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "Sun, 99 Nov 2026 10:01:30 GMT"})
    void readsNothingElse(String text) {
        assertThat(RetryAfter.parse(text, NOW)).isEmpty();
    }
}
