package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
