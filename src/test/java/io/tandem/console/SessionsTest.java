package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.simulator.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Caller CALLER = new Caller("somebody", Caller.Role.VIEWER);

    private final TestClock time = new TestClock();
    private final Sessions sessions = new Sessions(time);

    @Test
    void endsAfterEightHoursHoweverBusy() {
        String id = sessions.open(CALLER, Instant.MAX);
        for (int half = 1; half < 24; half++) {
            time.advance(Duration.ofMinutes(20));
            assertThat(sessions.use(id)).as("after %s thirds of an hour", half).isPresent();
        }

        time.advance(Duration.ofMinutes(20));

        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void endsWithTheTokenThatOpenedIt() {
        String id = sessions.open(CALLER, time.instant().plus(Duration.ofMinutes(5)));

        assertThat(sessions.use(id)).isPresent();
        time.advance(Duration.ofMinutes(5));
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void keepsThoseThatAreUsedWhenThereAreTooMany() {
        List<String> ids = IntStream.range(0, 1000)
                .mapToObj(n -> sessions.open(CALLER, Instant.MAX))
                .toList();
        assertThat(sessions.use(ids.getFirst())).isPresent();

        sessions.open(CALLER, Instant.MAX);

        assertThat(sessions.use(ids.getFirst())).isPresent();
        assertThat(sessions.use(ids.get(1))).isEmpty();
        assertThat(sessions.use(ids.get(2))).isPresent();
    }

    @Test
    void givesEachSessionItsOwnIdAndProof() {
        String one = sessions.open(CALLER, Instant.MAX);
        String other = sessions.open(CALLER, Instant.MAX);

        assertThat(one).hasSize(64).isNotEqualTo(other);
        assertThat(sessions.use(one).orElseThrow().csrf())
                .hasSize(64)
                .isNotEqualTo(one)
                .isNotEqualTo(sessions.use(other).orElseThrow().csrf());
    }
}
