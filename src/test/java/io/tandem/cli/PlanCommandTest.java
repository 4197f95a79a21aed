package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class PlanCommandTest {

    @Test
    void countsTheCommunicationsManagersAmongTheTeamsAndNotAmongTheStores() {
        assertThat(summary(12, 1)).startsWith("12 stores and the communications managers: 0 to change");
        assertThat(summary(1, 0)).startsWith("1 store: 0 to change");
        assertThat(summary(0, 1)).startsWith("the communications managers: 0 to change");
    }

    private static String summary(int stores, int communications) {
        return PlanCommand.summary(
                JsonNodeFactory.instance.objectNode().put("stores", stores).put("communications", communications));
    }
}
