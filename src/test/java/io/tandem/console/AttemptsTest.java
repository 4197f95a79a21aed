package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.simulator.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final TestClock time = new TestClock();
    private final Attempts attempts = new Attempts(time);

    @Test
    void letsAnAddressFailTenTimesAMinute() {
        for (int wrong = 0; wrong < 10; wrong++) {
            assertThat(attempts.pause("192.0.2.1")).isEmpty();
            attempts.failed("192.0.2.1", "guess " + wrong);
        }

        assertThat(attempts.pause("192.0.2.1")).hasValue(Duration.ofSeconds(6));
        assertThat(attempts.pause("192.0.2.2")).isEmpty();
        time.advance(Duration.ofSeconds(6));
        assertThat(attempts.pause("192.0.2.1")).isEmpty();
    }

    @Test
    void letsAllAddressesTogetherFailAHundredTimesAMinute() {
        attempts.succeeded("192.0.2.250");
        for (int wrong = 0; wrong < 100; wrong++) {
            attempts.failed("192.0.2." + wrong, "guess");
        }

        assertThat(attempts.pause("192.0.2.200"))
                .hasValueSatisfying(pause -> assertThat(pause).isBetween(Duration.ofMillis(1), Duration.ofMillis(600)));
        assertThat(attempts.pause("192.0.2.250")).isEmpty();
        time.advance(Duration.ofMillis(600));
        assertThat(attempts.pause("192.0.2.200")).isEmpty();
    }

    @Test
    void trustsNoAddressSoFarThatItMayGuess() {
        attempts.succeeded("192.0.2.1");
        for (int wrong = 0; wrong < 10; wrong++) {
            attempts.failed("192.0.2.1", "guess " + wrong);
        }
        attempts.succeeded("192.0.2.1");

        assertThat(attempts.pause("192.0.2.1")).isPresent();
    }

    @Test
    void countsTheSameWrongTokenOnceAndTellsOfItOnceAMinute() {
        assertThat(attempts.failed("192.0.2.1", "stale")).isTrue();
        for (int again = 0; again < 150; again++) {
            assertThat(attempts.failed("192.0.2.1", "stale")).isFalse();
        }

        assertThat(attempts.pause("192.0.2.1")).isEmpty();
        assertThat(attempts.pause("192.0.2.2")).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(attempts.failed("192.0.2.1", "stale")).isTrue();
        assertThat(attempts.failed("192.0.2.1", "stale")).isFalse();
    }

    @Test
    void keepsAStaleTokenInMindThatComesBetweenGuessesButNotForEver() {
        attempts.failed("192.0.2.1", "forgotten");
        for (int wrong = 0; wrong < 20; wrong++) {
            attempts.failed("192.0.2.1", "stale");
            attempts.failed("192.0.2.1", "guess " + wrong);
            time.advance(Duration.ofSeconds(6));
        }
        time.advance(Duration.ofMinutes(1));
        for (int wrong = 20; wrong < 29; wrong++) {
            attempts.failed("192.0.2.1", "stale");
            attempts.failed("192.0.2.1", "guess " + wrong);
        }

        assertThat(attempts.pause("192.0.2.1")).isEmpty();
        attempts.failed("192.0.2.1", "forgotten");
        assertThat(attempts.pause("192.0.2.1")).isPresent();
    }

    @Test
    void forgetsTheAddressesThatWereSeenLongest() {
        for (int wrong = 0; wrong < 10; wrong++) {
            attempts.failed("192.0.2.1", "guess " + wrong);
        }
        time.advance(Duration.ofSeconds(1));
        for (int other = 0; other < 10_000; other++) {
            attempts.succeeded("address " + other);
        }

        assertThat(attempts.pause("192.0.2.1")).isEmpty();
    }
}
