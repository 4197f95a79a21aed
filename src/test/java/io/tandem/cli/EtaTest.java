package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EtaTest {
    private static final Instant BEGUN = Instant.parse("2026-03-01T09:00:00Z");

    private final Eta eta = new Eta(BEGUN);

    @Test
    void saysNothingWhileNothingIsDone() {
        assertThat(eta.sentence(100, BEGUN.plusSeconds(60))).isEmpty();
    }

    @Test
    void saysNothingInTheFirstSeconds() {
        eta.seconds(100, BEGUN);

        assertThat(eta.sentence(10, BEGUN.plusSeconds(2))).isEmpty();
    }

    @Test
    void goesOnAsItWentSoFar() {
        eta.seconds(100, BEGUN);

        assertThat(eta.sentence(75, BEGUN.plusSeconds(10))).isEqualTo(", about 30 s to go");
        assertThat(eta.sentence(90, BEGUN.plusSeconds(60))).isEqualTo(", about 9 min to go");
    }

    @Test
    void countsFromTheMostThatWasEverLeft() {
        eta.seconds(10, BEGUN);
        eta.seconds(100, BEGUN.plusSeconds(1));

        assertThat(eta.seconds(50, BEGUN.plusSeconds(10))).hasValue(10);
    }
}
