package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.console.CanaryView.Shown;
import io.tandem.model.CanaryBook;
import io.tandem.model.CanaryBook.Flight;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryViewTest {
    private static final Duration SHORT = Duration.ofMinutes(3);
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void saysHowTheCanaryFares() {
        assertThat(shown(Flight.NONE)).isEqualTo(new Shown("none", "not sent yet"));
        assertThat(shown(new Flight(SHORT, SHORT, null, false, null)))
                .isEqualTo(new Shown("working", "sent 3 min ago and on its way"));
        assertThat(shown(new Flight(SHORT, LONG, SHORT, false, null)))
                .isEqualTo(new Shown("failed", "lost: sent 10 min ago, and no notification came"));
        assertThat(shown(new Flight(LONG, null, SHORT, false, null)))
                .isEqualTo(new Shown("inSync", "came back 3 min ago"));
        assertThat(shown(new Flight(SHORT, null, null, true, null))).isEqualTo(new Shown("none", "sent 3 min ago"));
        assertThat(shown(new Flight(SHORT, null, LONG, false, "403 Forbidden")))
                .isEqualTo(new Shown("failed", "Graph refuses to change its team (403 Forbidden)"));
    }

    @Test
    void saysThatNoTeamIsNamed() {
        assertThat(new CanaryView(null, new OneFlight(Flight.NONE), LONG)
                        .shown()
                        .words())
                .contains("tandem.webhook.canary-team names no team");
    }

    private static Shown shown(Flight flight) {
        return new CanaryView("team", new OneFlight(flight), LONG).shown();
    }

    /** Of which nothing is asked but how it stands. */
    private record OneFlight(Flight stands) implements CanaryBook {
        @Override
        public Flight flight(String team) {
            return stands;
        }

        @Override
        public void begin(String team) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sent(String team) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refused(String team, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Duration> seen(String team) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(String team) {
            throw new UnsupportedOperationException();
        }
    }
}
