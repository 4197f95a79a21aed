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

    @Test
    void saysWhatHappensToFewTeamsOnlyWhenItHappens() {
        assertThat(PlanWords.summary(JsonNodeFactory.instance
                        .objectNode()
                        .put("archivings", 3)
                        .put("unarchivings", 1)
                        .put("madePrivate", 1)))
                .contains("0 renames, 3 archivings, 1 reopening, 1 team to make private; ");
        assertThat(summary(1, 0)).contains("0 renames; 0 teams held");
    }

    private static String summary(int stores, int communications) {
        return PlanWords.summary(
                JsonNodeFactory.instance.objectNode().put("stores", stores).put("communications", communications));
    }
}
