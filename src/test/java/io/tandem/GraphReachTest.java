package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphCallListener.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphReachTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T09:30:00Z");
    private static final GraphAnswer AWAY = new GraphAnswer.Unavailable(true, "status 503", null);

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final GraphReach reach = new GraphReach(now::get);
    private final GraphMeter meter = new GraphMeter(new SimpleMeterRegistry(), reach, () -> true);

    static Stream<GraphAnswer> inVain() {
        return Stream.of(
                AWAY,
                new GraphAnswer.Throttled(Duration.ofSeconds(9), true, "r"),
                new GraphAnswer.Throttled(Duration.ofSeconds(9), false, ""),
                new GraphAnswer.Rejected(401, "AADSTS7000222", "the secret of zoe has expired", "r"),
                new GraphAnswer.Rejected(403, "Authorization_RequestDenied", "", "r"));
    }

    static Stream<GraphAnswer> answered() {
        return Stream.of(
                new GraphAnswer.Success(200, MissingNode.getInstance(), Map.of(), "r"),
                new GraphAnswer.Rejected(404, "NotFound", "", "r"));
    }

    @ParameterizedTest
    @MethodSource("inVain")
    void warnsOnceEveryCallWasInVainForMinutes(GraphAnswer answer) {
        calledAt(Duration.ZERO, answer);
        calledAt(Duration.ofMinutes(4), answer);
        assertThat(reach.warnings()).as("Graph's everyday").isEmpty();

        calledAt(Duration.ofMinutes(5), answer);

        assertThat(reach.warnings()).containsOnlyKeys("graph");
        assertThat(reach.warnings().get("graph"))
                .contains("since 2026-03-01T09:30:00Z", "the last call, at 2026-03-01T09:35:00Z, came: ")
                .doesNotContain("zoe");
    }

    @ParameterizedTest
    @MethodSource("answered")
    void oneAnswerEndsTheTrouble(GraphAnswer answer) {
        calledAt(Duration.ZERO, AWAY);
        calledAt(Duration.ofMinutes(9), AWAY);
        assertThat(reach.warnings()).isNotEmpty();

        calledAt(Duration.ofMinutes(10), answer);
        assertThat(reach.warnings()).isEmpty();

        calledAt(Duration.ofMinutes(11), AWAY);
        assertThat(reach.warnings()).as("it counts anew").isEmpty();
    }

    /** When nothing is asked nothing is known. */
    @Test
    void oneCallInVainIsNoTroubleHoweverLongAgo() {
        calledAt(Duration.ZERO, AWAY);

        now.set(BEGIN.plus(Duration.ofHours(3)));

        assertThat(reach.warnings()).isEmpty();
    }

    @Test
    void whatTandemItselfHoldsBackSaysNothingOfGraph() {
        GraphMeter disabled = new GraphMeter(new SimpleMeterRegistry(), reach, () -> false);
        GraphAnswer held = new GraphAnswer.Unavailable(false, "changes are switched off", null);
        for (int minutes : new int[] {0, 9}) {
            now.set(BEGIN.plus(Duration.ofMinutes(minutes)));
            disabled.called(new Call("POST", "/teams", 0, Duration.ZERO, "", held));
        }

        assertThat(reach.warnings()).isEmpty();
    }

    private void calledAt(Duration later, GraphAnswer answer) {
        now.set(BEGIN.plus(later));
        meter.called(new Call("GET", "/teams/{id}", 0, Duration.ZERO, "r", answer));
    }
}
