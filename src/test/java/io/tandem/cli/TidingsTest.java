package io.tandem.cli;

import static io.tandem.cli.Deeds.deed;
import static io.tandem.cli.Deeds.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.cli.Deed.Kind;
import io.tandem.cli.Tidings.Told;
import io.tandem.cli.UpdatesReader.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TidingsTest {
    private final List<Deed> deeds = Stream.of(Kind.values()).map(Deeds::deed).toList();

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RENAMED", "AT_THE_TILL"},
            mode = EnumSource.Mode.EXCLUDE)
    void countsTheMessageOfADeed(Kind kind) {
        Tidings tidings = new Tidings(deeds, List.of(message(deed(kind))));

        assertThat(tidings.of(deed(kind))).isEqualTo(Told.ONCE);
        assertThat(tidings.unasked()).isEmpty();
    }

    @Test
    void countsEachMessageOfADeedThatIsToldTwice() {
        Update message = message(deed(Kind.COMPLETED));

        assertThat(new Tidings(deeds, List.of(message, message)).of(deed(Kind.COMPLETED)))
                .isEqualTo(new Told(2, 1));
    }

    @Test
    void countsAsDueWhatAnswersAWordOfCommerceThatCameAfterItWasTold() {
        Update first = clash("NotStarted");
        Update answer = clash("InProgress");

        assertThat(new Tidings(deeds, List.of(first, answer)).of(deed(Kind.CLASHED)))
                .isEqualTo(new Told(2, 0));
        assertThat(new Tidings(deeds, List.of(first, answer, answer)).of(deed(Kind.CLASHED)))
                .isEqualTo(new Told(3, 1));
    }

    private static Update clash(String previous) {
        Update message = message(deed(Kind.CLASHED));
        ((ObjectNode) message.data()).put("previousStatus", previous);
        return message;
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RENAMED", "AT_THE_TILL"})
    void takesAMessageOnWhatPlannerWasToldForAnEcho(Kind kind) {
        Update echo = new Update("planner.task.updated", message(deed(kind)).data());

        assertThat(new Tidings(deeds, List.of(echo)).unasked()).hasSize(1);
    }

    @Test
    void takesAMessageWithAnotherStatusForAnEcho() {
        Update echo = message(deed(Kind.STARTED));
        List<Deed> completed = List.of(deed(Kind.COMPLETED));

        assertThat(new Tidings(completed, List.of(echo)).unasked()).hasSize(1);
    }

    @Test
    void passesOverWhatIsToldOfTeamsAndPlans() {
        List<Update> updates = new ArrayList<>();
        for (String type : List.of("teams.team.provisioned", "planner.plan.linked")) {
            updates.add(new Update(type, JsonNodeFactory.instance.objectNode().put("storeNumber", "000135")));
        }

        assertThat(new Tidings(deeds, updates).unasked()).isEmpty();
    }
}
