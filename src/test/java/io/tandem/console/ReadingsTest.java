package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final Readings READINGS = Readings.of("""
            # HELP tandem_graph_calls_seconds calls
            tandem_graph_calls_seconds_count{answer="success",method="POST",path="/teams"} 30
            tandem_graph_calls_seconds_count{answer="throttled",method="POST",path="/teams"} 2.0
            tandem_graph_calls_seconds_count{answer="success",method="GET",path="/teams/{id}/members"} 5
            tandem_keys_oldest NaN
            tandem_freshness_seconds_bucket{cause="news",kind="store",le="10.0"} 9
            tandem_freshness_seconds_bucket{cause="news",kind="store",le="+Inf"} 12
            tandem_freshness_seconds_bucket{cause="time",kind="store",le="+Inf"} 100
            """);

    @Test
    void addsUp() {
        assertThat(READINGS.sum("tandem_graph_calls_seconds_count")).isEqualTo(37);
        assertThat(READINGS.sums("tandem_graph_calls_seconds_count", call -> call.label("method")))
                .isEqualTo(Map.of("GET", 5.0, "POST", 32.0));
        assertThat(READINGS.named("tandem_keys_oldest")).isEmpty();
    }

    @Test
    void freshnessCountsNewsAlone() {
        assertThat(Freshness.of(READINGS)).isEqualTo(new Freshness(12, 9)).returns(75L, Freshness::percent);
    }

    @Test
    void plannerStandsWhatItSeemsTo() {
        var shares = Ceiling.shares(
                Map.of(
                        "GET /planner/plans/{id}/tasks",
                        40.0,
                        "GET /groups/{id}/planner/plans",
                        5.0,
                        "GET /groups",
                        9.0),
                1.5);

        assertThat(Ceiling.of(shares)).last().isEqualTo(new Ceiling("Planner", 45, 90));
        assertThat(Ceiling.of(Ceiling.shares(Map.of(), 0)))
                .as("until something is known of it")
                .extracting(Ceiling::name)
                .doesNotContain("Planner")
                .startsWith("Make a team");
    }

    @Test
    void aCeilingCountsItsOwnCallsOfAMinute() {
        var ceilings = Ceiling.of(Ceiling.shares(
                READINGS.sums(
                        "tandem_graph_calls_seconds_count", call -> call.label("method") + " " + call.label("path")),
                0));

        assertThat(ceilings)
                .filteredOn(ceiling -> ceiling.name().equals("Make a team"))
                .singleElement()
                .satisfies(ceiling -> assertThat(ceiling.used()).isEqualTo(32))
                .satisfies(ceiling -> assertThat(ceiling.allowed()).isCloseTo(498, Offset.offset(0.1)))
                .returns(6L, Ceiling::percent);
        assertThat(ceilings)
                .filteredOn(ceiling -> ceiling.name().equals("Read members"))
                .singleElement()
                .satisfies(ceiling -> assertThat(ceiling.used()).isEqualTo(5));
        assertThat(ceilings.stream().mapToDouble(Ceiling::used).sum()).isEqualTo(37);
    }
}
