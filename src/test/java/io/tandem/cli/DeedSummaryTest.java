package io.tandem.cli;

import static io.tandem.cli.Deeds.deed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.cli.Aftermath.Outcome;
import io.tandem.cli.Aftermath.Picture;
import io.tandem.cli.Deed.Kind;
import io.tandem.cli.Tidings.Told;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeedSummaryTest {
    private final StringWriter said = new StringWriter();

    @Test
    void tellsWhatPeopleDidAndWhatCameOfIt() {
        boolean good = print(
                List.of(
                        new Outcome(deed(Kind.COMPLETED), Told.ONCE, true, "Completed by worker 000205"),
                        new Outcome(deed(Kind.CLASHED), Told.ONCE, true, "The status was set twice."),
                        new Outcome(deed(Kind.RENAMED), Told.NEVER, true, "The title was put back."),
                        new Outcome(deed(Kind.AT_THE_TILL), Told.NEVER, true, "100 percent"),
                        new Outcome(deed(Kind.ADDED), Told.ONCE, true, "left there")),
                List.of());

        assertThat(good).isTrue();
        assertThat(said.toString())
                .contains(
                        "2 changes made by people, 2 messages, 0 echoes",
                        "000135 San Francisco: Chris Naidoo completed \"Dress the windows\"; Commerce HQ shows Completed"
                                + " by worker 000205",
                        "1 status set at the point of sale, 1 seen in Planner",
                        "The status was set twice.",
                        "The title was put back.",
                        "Chris Naidoo added Robin Roy; left there")
                .doesNotContain("NOT ", "too many", "ECHO");
    }

    @Test
    void failsWhenSomethingHasNotArrived() {
        boolean good = print(List.of(new Outcome(deed(Kind.DELETED), Told.NEVER, false, "NotStarted")), List.of());

        assertThat(good).isFalse();
        assertThat(said.toString()).contains("1 change made by people, 0 messages", "NOT ARRIVED");
    }

    @Test
    void failsWhenAChangeIsToldTwice() {
        boolean good = print(List.of(new Outcome(deed(Kind.STARTED), new Told(2, 1), true, "InProgress")), List.of());

        assertThat(good).isFalse();
        assertThat(said.toString()).contains("2 messages, 1 echo\n", "(1 message too many)");
    }

    @Test
    void failsWhenThereIsAnEcho() {
        boolean good = print(
                List.of(new Outcome(deed(Kind.AT_THE_TILL), Told.NEVER, true, "100 percent")),
                List.of("planner.task.status.changed {}"));

        assertThat(good).isFalse();
        assertThat(said.toString()).contains("1 echo\n", "ECHO OR WRONG", "planner.task.status.changed {}");
    }

    private boolean print(List<Outcome> outcomes, List<String> unasked) {
        return new DeedSummary(new Picture(outcomes, unasked)).print(new PrintWriter(said, true));
    }
}
