package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.TargetingStatus.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PowerShell prints of an upload (commerce-contract R27). */
class TargetingStatusTest {

    @ParameterizedTest
    @CsvSource({"Starting,STARTING", "Validating,VALIDATING", "Successful,SUCCESSFUL", "Failed,FAILED"})
    void r27ReadsEachOfTheFourStates(String word, State state) {
        List<String> lines = List.of(
                "",
                "Id             : 4f2dc9d1a0a94b1e8d8a1b6f0f6c7d11",
                "Status         : " + word,
                "ErrorMessage   : ",
                "LastUpdatedAt  : 2026-11-23T10:11:12Z",
                "FileName       : C:\\hierarchy.csv",
                "");

        assertThat(TargetingStatus.read(lines))
                .contains(new TargetingStatus("4f2dc9d1a0a94b1e8d8a1b6f0f6c7d11", state, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ErrorMessage", "ErrorDetails"})
    void r27ReadsTheErrorsUnderEachOfTheNamesThatMicrosoftGives(String field) {
        TargetingStatus status = TargetingStatus.read(List.of(
                        "Status : Failed",
                        "LastKnownStatus : Validating",
                        field + " : InvalidTeamId: row 2",
                        "               InvalidTeamId: row 4",
                        "LastModifiedBy : ann"))
                .orElseThrow();

        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.errors()).containsExactly("InvalidTeamId: row 2", "InvalidTeamId: row 4");
    }

    @Test
    void r27MakesNoStateUp() {
        assertThat(TargetingStatus.read(List.of("Status : Paused"))).isEmpty();
        assertThat(TargetingStatus.read(List.of("who knows"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STARTING,not done", "VALIDATING,not done", "SUCCESSFUL,has taken", "FAILED,has refused"})
    void saysInASentenceWhatItMeans(State state, String words) {
        assertThat(new TargetingStatus("", state, List.of()).sentence()).contains(words);
    }
}
