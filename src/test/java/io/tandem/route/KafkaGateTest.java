package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KafkaGateTest {
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final KafkaGate gate = new KafkaGate(() -> now);

    @Test
    void admitsEverybodyWhileKafkaTakesPosts() {
        gate.took();

        assertThat(gate.admits()).isTrue();
        assertThat(gate.admits()).isTrue();
    }

    @Test
    void admitsNobodyForASecondAfterARefusal() {
        gate.refused();

        pass(Duration.ofMillis(999));

        assertThat(gate.admits()).isFalse();
    }

    @Test
    void letsOneTryAtATime() {
        gate.refused();

        pass(Duration.ofSeconds(1));

        assertThat(gate.admits()).isTrue();
        assertThat(gate.admits()).isFalse();
    }

    @Test
    void letsAnotherTryWhenOneWasNeverHeardOfAgain() {
        gate.refused();
        pass(Duration.ofSeconds(1));
        gate.admits();

        pass(Duration.ofSeconds(4));

        assertThat(gate.admits()).isTrue();
    }

    @Test
    void admitsEverybodyAgainWhenATrySucceeds() {
        gate.refused();
        pass(Duration.ofSeconds(1));
        gate.admits();

        gate.took();

        assertThat(gate.admits()).isTrue();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
