package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.console.Chart.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void aBarGivesEachPartItsShareAndTheSmallestAPlace() {
        List<Part> parts = List.of(
                new Part("inSync", "In sync", 1999), new Part("held", "Held", 0), new Part("failed", "Failed", 1));

        String bar = Chart.bar(parts, Chart.words(parts));

        assertThat(bar)
                .contains("aria-label=\"1,999 in sync, 1 failed\"")
                .contains("<rect class=\"failed\" x=\"98.5\" width=\"1.5\"")
                .doesNotContain("held", "style=");
    }

    @Test
    void aBarOfNothingIsThereAllTheSame() {
        assertThat(Chart.bar(List.of(), "none")).contains("<rect class=\"none\" width=\"100\"");
    }

    @Test
    void aLineGoesFromFloorToTop() {
        assertThat(Chart.line(List.of(0.0, 10.0), "a \"b\" & c"))
                .contains("points=\"0.0,46.0 240.0,4.0\"")
                .contains("aria-label=\"a &quot;b&quot; &amp; c\"");
    }

    @Test
    void oneValueMakesNoLine() {
        assertThat(Chart.line(List.of(3.0), "x")).doesNotContain("polyline");
    }
}
