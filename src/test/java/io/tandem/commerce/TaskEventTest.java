package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.commerce.TaskEvent.ListTask;
import io.tandem.commerce.TaskEvent.TaskWords;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskEventTest {
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final TaskId TASK = new TaskId("T1");
    private static final TaskWords NO_WORDS = new TaskWords(Change.unchanged(), Change.unchanged(), Change.unchanged());

    @Test
    void readsAListThatIsStarted() {
        CommerceEvent event = TestEvent.list("HOL-2026", "000135", "000001", "000135")
                .data(
                        "tasks",
                        List.of(
                                Map.of(
                                        "key",
                                        "windows",
                                        "title",
                                        "Dress the windows",
                                        "dueOffsetDays",
                                        -7,
                                        "notes",
                                        "Winter set.\r\nPhotos.\n\n",
                                        "contact",
                                        "Michael Ellen",
                                        "links",
                                        List.of("https://a.example", "https://b.example", "https://a.example")),
                                Map.of("key", "signs", "title", "Put up the hours", "notes", " ")))
                .accepted();

        assertThat(event)
                .isEqualTo(new TaskEvent.TaskListStarted(
                        event.header(),
                        "HOL-2026",
                        "Holiday season preparation",
                        LocalDate.parse("2026-12-04"),
                        List.of(STORE, new StoreNumber("000001")),
                        List.of(
                                new ListTask(
                                        "windows",
                                        "Dress the windows",
                                        -7,
                                        "Winter set.\nPhotos.",
                                        "Michael Ellen",
                                        List.of("https://a.example", "https://b.example")),
                                new ListTask("signs", "Put up the hours", 0, null, null, List.of()))));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"process/HOL-2026", "store/000135", "store/000001"})
    void readsAListUnderItsOwnSubjectOrThatOfAStore(String subject) {
        TestEvent event = TestEvent.list("HOL-2026", "000135", "000001").with("subject", subject);

        assertThat(event.read()).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void readsATaskThatIsMade() {
        CommerceEvent event = TestEvent.task("task.created", "T1", "000135")
                .data("title", "Clean the floor")
                .data("listName", "Safety")
                .data("notes", "Now.")
                .data("dueDate", "2026-11-23")
                .data("assignees", List.of("000300", "000205", "000300"))
                .data("status", "InProgress")
                .data("origin", "pos")
                .data("links", List.of("https://a.example"))
                .data("plannerTaskId", "01gzSlKkIUSUl6DF_EilrmQAKDhh")
                .with("subject", "store/000135")
                .accepted();

        assertThat(event)
                .isEqualTo(new TaskEvent.TaskCreated(
                        event.header(),
                        TASK,
                        STORE,
                        new TaskWords(
                                Change.to("Clean the floor"),
                                Change.to("Now."),
                                Change.to(LocalDate.parse("2026-11-23"))),
                        Change.to("Safety"),
                        Change.to(List.of(new PersonnelNumber("000205"), new PersonnelNumber("000300"))),
                        Change.to(List.of("https://a.example")),
                        TaskStatus.IN_PROGRESS,
                        TaskOrigin.POS,
                        Change.to("01gzSlKkIUSUl6DF_EilrmQAKDhh")));
    }

    @Test
    void tellsWhatIsAbsentFromWhatIsCleared() {
        TestEvent event = TestEvent.task("task.created", "T1", "000135").data("title", "Clean the floor");
        CommerceEvent silent = event.accepted();
        CommerceEvent cleared = event.data("listName", null)
                .data("assignees", List.of())
                .data("links", null)
                .data("plannerTaskId", null)
                .data("dueDate", null)
                .data("notes", "\n")
                .accepted();
        TaskWords title = new TaskWords(Change.to("Clean the floor"), Change.unchanged(), Change.unchanged());
        TaskWords titleAlone = new TaskWords(Change.to("Clean the floor"), Change.cleared(), Change.cleared());

        assertThat(silent)
                .isEqualTo(new TaskEvent.TaskCreated(
                        silent.header(),
                        TASK,
                        STORE,
                        title,
                        Change.unchanged(),
                        Change.unchanged(),
                        Change.unchanged(),
                        null,
                        null,
                        Change.unchanged()));
        assertThat(cleared)
                .isEqualTo(new TaskEvent.TaskCreated(
                        cleared.header(),
                        TASK,
                        STORE,
                        titleAlone,
                        Change.cleared(),
                        Change.cleared(),
                        Change.cleared(),
                        null,
                        null,
                        Change.cleared()));
    }

    @Test
    void readsWhatHappensToATask() {
        CommerceEvent updated = TestEvent.task("task.updated", "T1", "000135").accepted();
        CommerceEvent assigned = TestEvent.task("task.assigned", "T1", "000135")
                .data("assignees", null)
                .accepted();
        CommerceEvent open = TestEvent.task("task.status.changed", "T1", "000135")
                .data("status", "NotStarted")
                .accepted();
        CommerceEvent done = TestEvent.task("task.status.changed", "T1", "000135")
                .data("status", "Completed")
                .data("resolvedBy", "000205")
                .data("completedAt", "2026-11-27T18:05:00+01:00")
                .accepted();
        CommerceEvent deleted = TestEvent.task("task.deleted", "T1", "000135").accepted();

        assertThat(List.of(updated, assigned, open, done, deleted))
                .containsExactly(
                        new TaskEvent.TaskUpdated(updated.header(), TASK, STORE, NO_WORDS),
                        new TaskEvent.TaskAssigned(assigned.header(), TASK, STORE, Change.cleared()),
                        new TaskEvent.TaskStatusChanged(open.header(), TASK, STORE, TaskStatus.NOT_STARTED, null, null),
                        new TaskEvent.TaskStatusChanged(
                                done.header(),
                                TASK,
                                STORE,
                                TaskStatus.COMPLETED,
                                new PersonnelNumber("000205"),
                                Instant.parse("2026-11-27T17:05:00Z")),
                        new TaskEvent.TaskDeleted(deleted.header(), TASK, STORE));
    }
}
