package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RunLinesTest {
    @Test
    void saysOfEachKindHowFarItIsAndWhenItWillBeDoneIfAnybodyCanTell() throws JsonProcessingException {
        JsonNode status = new ObjectMapper().readTree("""
                {"progress": [
                  {"kind": "adoption", "done": 1, "left": 4, "begunAt": "2026-03-01T09:00:00Z", "readyAt": null},
                  {"kind": "rollOut", "done": 20, "left": 10, "begunAt": "2026-03-01T09:00:00Z",
                   "readyAt": "2026-03-01T09:03:10.123Z"}]}""");

        assertThat(RunLines.of(status))
                .containsExactly(
                        "Existing teams: 1 are there, 4 to come",
                        "New teams: 20 are there, 10 to come, ready at about 09:03:10 UTC");
        assertThat(RunLines.leftToAdopt(status)).isEqualTo(4);
    }
}
