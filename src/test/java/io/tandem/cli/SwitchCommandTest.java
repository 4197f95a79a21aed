package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchCommandTest {
    @Test
    void whoeverSaysAnythingButYesHasNotMeantIt() {
        for (String answer : List.of("", "\n", "no\n", "y\n", "yes, please\n")) {
            assertThat(SwitchCommand.isYes(answer.lines().findFirst().orElse(null)))
                    .as(answer)
                    .isFalse();
        }
        assertThat(SwitchCommand.isYes(" YES ")).isTrue();
    }

    @Test
    void whoeverEnablesTandemAgreesToWhatItDoesAndThatDataMayLeaveItsGeography() {
        ObjectNode plan = JsonNodeFactory.instance
                .objectNode()
                .put("stores", 39)
                .put("newTeams", 36)
                .put("additions", 361);

        assertThat(SwitchCommand.consent(plan))
                .containsExactly(
                        "From now on Tandem writes to Microsoft Graph what 'tandem plan' shows:",
                        "  39 stores: 0 to change, 0 in step. 36 new teams, 361 people to add, 0 people to remove, 0 role"
                                + " changes, 0 renames; 0 teams held, 0 findings.",
                        "It makes teams, adds and removes people, and writes tasks, and goes on with whatever Commerce says"
                                + " next.",
                        "Names of stores, who works where, and tasks leave Commerce for Microsoft 365, which may keep them in"
                                + " another country or region than Commerce does.",
                        "More removals than the brake lets through wait until somebody approves them.");
    }
}
