package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Map<String, Long> NONE = Map.of();

    @Test
    void isInStepWhenNothingIsLeftForAnybody() {
        Standing standing = Standing.of(vitals(Map.of(), Map.of("events", 0L), ""), NONE, "", NONE, 0);

        assertThat(standing.kind()).isEqualTo("inSync");
        assertThat(standing.words()).isEqualTo("Everything is in step");
        assertThat(standing.sentences()).isEmpty();
    }

    @Test
    void isNotInStepWhileALetterOrAHoldWaits() {
        Standing letters = Standing.of(vitals(Map.of(), Map.of(), ""), NONE, "", NONE, 3);
        Standing held = Standing.of(vitals(Map.of(), Map.of(), ""), Map.of("held", 1L), "", NONE, 0);

        assertThat(letters.kind()).isEqualTo("waiting");
        assertThat(letters.words()).isEqualTo("Waiting for you");
        assertThat(letters.sentences())
                .containsExactly("3 dead letters are open until somebody replays or discards them.");
        assertThat(held.sentences()).containsExactly("1 team is held until somebody approves or rejects removals.");
    }

    @Test
    void tellsAParkedTeamFromOneThatIsTriedAgain() {
        String metrics = """
                tandem_keys{kind="store",state="parked"} 2.0
                tandem_keys{kind="store",state="failed"} 3.0
                tandem_keys{kind="tasks",state="parked"} 1.0
                """;

        Standing standing = Standing.of(
                vitals(Map.of(), Map.of(), metrics), Map.of("failed", 5L, "working", 1L), "", Map.of("failed", 1L), 0);

        assertThat(standing.kind()).isEqualTo("working");
        assertThat(standing.sentences())
                .containsExactly(
                        "1 team is being worked on.",
                        "3 teams have failed and will be tried again in minutes.",
                        "2 teams are parked after too many failures, until somebody replays the dead letter that says why.",
                        "1 task board is parked after too many failures, until somebody replays the dead letter that says why.");
    }

    @Test
    void saysFirstWhatIsDown() {
        Standing standing = Standing.of(
                vitals(Map.of("kafka", "kafka does not answer"), Map.of("events", -1L, "letters", 2L), ""),
                NONE,
                "failed",
                NONE,
                1);

        assertThat(standing.kind()).isEqualTo("failed");
        assertThat(standing.sentences())
                .startsWith("Kafka does not answer.")
                .contains("Nobody knows how many records wait on events.", "2 records wait on letters.")
                .contains("1 communications team has failed and will be tried again in minutes.");
    }

    private static Vitals vitals(Map<String, String> troubles, Map<String, Long> lag, String metrics) {
        return new Vitals(Instant.EPOCH, troubles, Map.of(), lag, Readings.of(metrics));
    }
}
