package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.tasks.Agreed;
import io.tandem.tasks.TaskRef;
import io.tandem.tasks.Trial;
import io.tandem.tasks.Twins;
import io.tandem.tasks.Unanswered;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskJsonTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void readsNewsThatWasStoredWithoutTheTimeOfItsChange() {
        Map<TaskField, Agreed> agreed = TaskJson.agreed("""
                {"STATUS": {"value": "Completed", "stamp": "", "planner": "Completed", "owed": false,
                            "told": {"at": "2026-03-10T12:00:00Z", "earlier": ["NotStarted"]}}}""");

        assertThat(agreed)
                .containsEntry(
                        TaskField.STATUS,
                        new Agreed(
                                "Completed",
                                "",
                                "Completed",
                                false,
                                new Agreed.Told(NOON, NOON, List.of("NotStarted"))));
    }

    @Test
    void readsTheTwinsThatItWrote() {
        Twins twins = new Twins(List.of(
                new Unanswered(
                        TaskRef.of(new TaskId("list/000135/a")), "", Map.of(TaskField.TITLE, "\ud800"), NOON, null),
                new Unanswered(
                        TaskRef.madeInPlanner("p"), "b", Map.of(), NOON, new Unanswered.Twin("q", "W/\"1\"", true))));

        String json = TaskJson.write(twins.requests());

        assertThat(TaskJson.twins(json)).isEqualTo(twins);
        assertThat(TaskJson.twins("[]")).isEqualTo(Twins.none());
    }

    @Test
    void readsWhatItWrote() {
        Agreed told = new Agreed(
                "a",
                "s",
                "b",
                true,
                new Agreed.Told(NOON, NOON.minusNanos(1), List.of("c")),
                NOON,
                new Trial("b", "", true, NOON));

        String json = TaskJson.write(Map.of(TaskField.TITLE, told));

        assertThat(TaskJson.agreed(json)).containsEntry(TaskField.TITLE, told);
    }
}
