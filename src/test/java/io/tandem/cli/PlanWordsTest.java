package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class PlanWordsTest {

    @Test
    void countsTheCommunicationsManagersAmongTheTeamsAndNotAmongTheStores() {
        assertThat(summary(12, 1)).startsWith("12 stores and the communications managers: 0 to change");
        assertThat(summary(1, 0)).startsWith("1 store: 0 to change");
        assertThat(summary(0, 1)).startsWith("the communications managers: 0 to change");
    }

    @Test
    void saysHowManyOfThoseWhoAreToBeRemovedWaitForApproval() {
        assertThat(PlanWords.summary(JsonNodeFactory.instance
                        .objectNode()
                        .put("removals", 1200)
                        .put("awaitingApproval", 1190)))
                .contains(", 1200 people to remove (1190 wait for approval), ");
        assertThat(summary(1, 0)).contains(", 0 people to remove, ");
    }

    private static String summary(int stores, int communications) {
        return PlanWords.summary(
                JsonNodeFactory.instance.objectNode().put("stores", stores).put("communications", communications));
    }
}
