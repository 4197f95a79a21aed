package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.RetailTask;
import io.tandem.model.Said;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskReaderTest {
    private static final String WINDOWS = "HOL-2026/000135/windows";

    private final MemoryState state = new MemoryState();
    private int second;

    @Test
    void makesATaskForEachStoreOfAListThatIsStarted() {
        tell(TestEvent.store("store.opened", "000135").data("name", "Annapolis").data("timeZone", "America/New_York"));
        tell(TestEvent.list("HOL-2026", "000135", "000136")
                .data(
                        "tasks",
                        List.of(
                                Map.of("key", "windows", "title", "Dress the windows", "dueOffsetDays", -7),
                                Map.of("key", "signs", "title", "Put up the hours", "dueOffsetDays", 30))));

        assertThat(state.tasks("000135").store().zone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(state.tasks("000135").tasks())
                .extracting(
                        task -> task.id().value(),
                        RetailTask::list,
                        RetailTask::origin,
                        RetailTask::deleted,
                        task -> value(task, TaskField.TITLE),
                        task -> value(task, TaskField.DUE_DATE),
                        task -> value(task, TaskField.STATUS))
                .containsExactly(
                        tuple(
                                "HOL-2026/000135/signs",
                                "Holiday season preparation",
                                TaskOrigin.HQ,
                                false,
                                "Put up the hours",
                                "2027-01-03",
                                "NotStarted"),
                        tuple(
                                WINDOWS,
                                "Holiday season preparation",
                                TaskOrigin.HQ,
                                false,
                                "Dress the windows",
                                "2026-11-27",
                                "NotStarted"));
        assertThat(state.tasks("000136").tasks()).hasSize(2);
        assertThat(state.tasks("000137").tasks()).isEmpty();
    }

    @Test
    void writesTheContactBelowTheNotes() {
        tell(TestEvent.list("HOL-2026", "000135")
                .data(
                        "tasks",
                        List.of(
                                Map.of("key", "both", "title", "A", "notes", "One.\nTwo.", "contact", "Ada"),
                                Map.of("key", "contact", "title", "B", "contact", "Ada"),
                                Map.of("key", "neither", "title", "C"),
                                Map.of("key", "notes", "title", "D", "notes", "One."))));

        assertThat(state.tasks("000135").tasks())
                .extracting(task -> value(task, TaskField.NOTES))
                .containsExactly("One.\nTwo.\nContact: Ada", "Contact: Ada", null, "One.");
    }

    @Test
    void readsLinksAsLinesAndAssigneesInOrder() {
        tell(TestEvent.task("task.created", "T1", "000135")
                .data("title", "Clean")
                .data("assignees", List.of("000300", "000205"))
                .data("links", List.of("https://b.example", "https://a.example")));

        RetailTask task = task("T1");

        assertThat(task.value(TaskField.ASSIGNEES)).contains("000205 000300");
        assertThat(task.value(TaskField.LINKS)).contains("https://b.example\nhttps://a.example");
    }

    @Test
    void readsOfWhichTaskOfPlannerATaskIsMadeUntilThatIsTakenBack() {
        TestEvent event = TestEvent.task("task.created", "T1", "000135").data("title", "Clean");
        tell(event);
        assertThat(task("T1").plannerTaskId()).isNull();
        tell(TestEvent.task("task.created", "T1", "000135")
                .data("title", "Clean")
                .data("plannerTaskId", "P1"));
        tell(TestEvent.task("task.updated", "T1", "000135").data("title", "Sweep"));
        assertThat(task("T1").plannerTaskId()).isEqualTo("P1");

        tell(TestEvent.task("task.created", "T1", "000135")
                .data("title", "Clean")
                .data("plannerTaskId", null));

        assertThat(task("T1").plannerTaskId()).isNull();
    }

    @Test
    void saysWhenAndByWhichEventAFieldWasSaid() {
        tell(TestEvent.task("task.created", "T1", "000135").data("title", "Clean"));
        tell(TestEvent.task("task.updated", "T1", "000135").data("notes", null).with("id", "cleared"));

        RetailTask task = task("T1");

        assertThat(task.words())
                .containsOnlyKeys(TaskField.TITLE, TaskField.NOTES, TaskField.STATUS)
                .containsEntry(
                        TaskField.NOTES,
                        new Said(
                                null,
                                Instant.parse("2026-11-22T09:30:02Z"),
                                "2026-11-22T09:30:02.000000000Z||cleared|/d365/contoso/usrt"));
    }

    @Test
    void letsASingleTaskOverrideItsListFieldByField() {
        tell(TestEvent.list("HOL-2026", "000135", "000136"));
        tell(TestEvent.task("task.updated", WINDOWS, "000135").data("title", "Dress the door"));
        tell(TestEvent.task("task.status.changed", WINDOWS, "000135").data("status", "InProgress"));

        assertThat(task(WINDOWS).value(TaskField.TITLE)).contains("Dress the door");
        assertThat(task(WINDOWS).value(TaskField.STATUS)).contains("InProgress");
        assertThat(task(WINDOWS).value(TaskField.DUE_DATE)).contains("2026-12-04");
        assertThat(value(state.tasks("000136").tasks().getFirst(), TaskField.TITLE))
                .isEqualTo("Dress the windows");
    }

    @Test
    void waitsWithWordsOnATaskUntilItsListIsStarted() {
        tell(TestEvent.task("task.updated", WINDOWS, "000135").data("title", "Too early"));
        tell(TestEvent.task("task.status.changed", WINDOWS, "000135").data("status", "Completed"));
        assertThat(state.tasks("000135").tasks()).isEmpty();

        tell(TestEvent.list("HOL-2026", "000135"));

        assertThat(task(WINDOWS).value(TaskField.TITLE)).contains("Dress the windows");
        assertThat(task(WINDOWS).value(TaskField.STATUS)).contains("Completed");
    }

    @Test
    void addsStoresAndTasksWhenAListIsStartedAgainAndTakesNoneAway() {
        tell(TestEvent.list("HOL-2026", "000135"));
        tell(TestEvent.list("HOL-2026", "000136")
                .data("name", "Holidays")
                .data("targetDate", "2026-12-11")
                .data("tasks", List.of(Map.of("key", "signs", "title", "Put up the hours"))));

        for (String store : List.of("000135", "000136")) {
            assertThat(state.tasks(store).tasks())
                    .extracting(
                            RetailTask::list,
                            task -> value(task, TaskField.TITLE),
                            task -> value(task, TaskField.DUE_DATE))
                    .containsExactly(
                            tuple("Holidays", "Put up the hours", "2026-12-11"),
                            tuple("Holidays", "Dress the windows", "2026-12-11"));
        }
    }

    @Test
    void saysADueDateWhenItsTargetDateWasSaidIfThatIsNewer() {
        tell(TestEvent.list("HOL-2026", "000135"));
        tell(TestEvent.task("task.updated", WINDOWS, "000135").data("dueDate", "2026-12-01"));
        tell(TestEvent.list("HOL-2026", "000136")
                .data("targetDate", "2026-12-11")
                .data("tasks", List.of(Map.of("key", "signs", "title", "Put up the hours"))));

        Said due = task(WINDOWS).words().get(TaskField.DUE_DATE);

        assertThat(due)
                .extracting(Said::value, Said::at)
                .containsExactly("2026-12-11", Instant.parse("2026-11-22T09:30:03Z"));
    }

    @Test
    void doesNotTakeAStatusBackWhenAListIsStartedAgain() {
        tell(TestEvent.list("HOL-2026", "000135"));
        assertThat(task(WINDOWS).words()).containsEntry(TaskField.STATUS, new Said("NotStarted", Instant.EPOCH, ""));
        tell(TestEvent.task("task.status.changed", WINDOWS, "000135").data("status", "Completed"));

        tell(TestEvent.list("HOL-2026", "000135"));

        assertThat(task(WINDOWS).value(TaskField.STATUS)).contains("Completed");
    }

    @Test
    void bringsADeletedTaskBackOnlyWhenItIsCreatedLater() {
        tell(TestEvent.list("HOL-2026", "000135"));
        tell(TestEvent.task("task.deleted", WINDOWS, "000135"));
        tell(TestEvent.list("HOL-2026", "000135"));
        assertThat(task(WINDOWS).deleted()).isTrue();

        state.fold(TestEvent.task("task.created", WINDOWS, "000135")
                .data("title", "Old")
                .at("2026-11-22T09:00:00Z"));
        assertThat(task(WINDOWS).deleted()).isTrue();

        tell(TestEvent.task("task.created", WINDOWS, "000135").data("title", "New"));
        assertThat(task(WINDOWS).deleted()).isFalse();
        assertThat(task(WINDOWS).value(TaskField.TITLE)).contains("New");
    }

    @Test
    void knowsATaskThatWasDeletedBeforeItWasEverMade() {
        tell(TestEvent.task("task.deleted", "T1", "000135"));

        assertThat(task("T1").deleted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"pos, POS", "hq, HQ", ", HQ"})
    void knowsWhereATaskWasMade(@Nullable String told, TaskOrigin origin) {
        TestEvent event = TestEvent.task("task.created", "T1", "000135").data("title", "Clean");

        tell(told == null ? event : event.data("origin", told));

        assertThat(task("T1").origin()).isEqualTo(origin);
    }

    @Test
    void keepsTheTasksOfTwoStoresApartEvenUnderOneId() {
        tell(TestEvent.task("task.created", "T1", "000135")
                .data("title", "Here")
                .data("listName", "Safety"));
        tell(TestEvent.task("task.created", "T1", "000136")
                .data("title", "There")
                .data("listName", null));

        assertThat(task("T1").value(TaskField.TITLE)).contains("Here");
        assertThat(task("T1").list()).isEqualTo("Safety");
        assertThat(state.tasks("000136").tasks().getFirst().list()).isNull();
    }

    @Test
    void namesAssigneesAndEverybodyWhoWasEverInTheStore() {
        tell(TestEvent.worker("worker.identity.linked", "000205").data("userPrincipalName", "ada@contoso.example"));
        tell(TestEvent.worker("worker.identity.linked", "000206").data("userPrincipalName", "bob@contoso.example"));
        tell(TestEvent.worker("worker.store.unassigned", "000207").data("storeNumber", "000135"));
        tell(TestEvent.worker("worker.store.assigned", "000206")
                .data("storeNumber", "000136")
                .data("role", "worker"));
        tell(TestEvent.task("task.assigned", "T1", "000135").data("assignees", List.of("000205", "000208")));

        assertThat(state.tasks("000135").people())
                .containsOnly(
                        Map.entry(new PersonnelNumber("000205"), new Identity(null, "ada@contoso.example")),
                        Map.entry(new PersonnelNumber("000207"), Identity.none()),
                        Map.entry(new PersonnelNumber("000208"), Identity.none()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {
                "list/HOL-2026; none; task/signs; {",
                "list/HOL-2026; none; task/a/b; {\"title\":7}",
                "list/HOL-2026; none; targetDate; \"soon\"",
                "task/; store/000135; deleted; false",
                "task/HOL-2026/000135/windows; store/000135; title; 7",
                "task/HOL-2026/000135/windows; store/000135; dueDate; \"soon\"",
                "task/HOL-2026/000135/windows; store/000135; status; {\"status\":\"Done\"}",
                "task/HOL-2026/000135/windows; store/000135; assignees; {",
                "task/HOL-2026/000135/windows; store/000135; links; 1",
                "assignee/?; store/000135; tied; true"
            })
    void readsTheRestWhenSomethingStoredIsDamaged(String subject, @Nullable String about, String field, String value) {
        tell(TestEvent.list("HOL-2026", "000135"));
        List<Fact> facts = new ArrayList<>(state.facts());
        Stamp stamp = new Stamp("2026-11-23T00:00:00.000000000Z||damaged|/d365/contoso/usrt");

        facts.removeIf(fact -> fact.subject().equals(subject) && fact.field().equals(field));
        facts.add(new Fact(subject, about == null ? "" : about, field, value, stamp));
        RetailTask task = FactReader.tasks(new StoreNumber("000135"), facts).tasks().stream()
                .filter(read -> read.id().equals(new TaskId(WINDOWS)))
                .findFirst()
                .orElseThrow();

        assertThat(task.value(TaskField.TITLE)).contains("Dress the windows");
        assertThat(task.value(TaskField.STATUS)).contains("NotStarted");
    }

    private void tell(TestEvent event) {
        second++;
        state.fold(event.at("2026-11-22T09:30:0" + second + "Z"));
    }

    private RetailTask task(String id) {
        return state.tasks("000135").tasks().stream()
                .filter(task -> task.id().equals(new TaskId(id)))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable String value(RetailTask task, TaskField field) {
        return task.value(field).orElse(null);
    }
}
