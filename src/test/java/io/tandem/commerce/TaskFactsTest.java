package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Facts are written as {@code subject about field=value}. */
class TaskFactsTest {

    @Test
    void tellsAListOnceAndTiesEachStoreToIt() {
        TestEvent event = TestEvent.list("HOL-2026", "000135", "000001")
                .data(
                        "tasks",
                        List.of(Map.of(
                                "key",
                                "windows",
                                "title",
                                "Dress",
                                "dueOffsetDays",
                                -7,
                                "contact",
                                "Michael",
                                "links",
                                List.of("https://a.example"))));

        assertThat(facts(event))
                .containsExactly(
                        "list/HOL-2026  name=\"Holiday season preparation\"",
                        "list/HOL-2026  targetDate=\"2026-12-04\"",
                        "list/HOL-2026  task/windows={\"title\":\"Dress\",\"dueOffsetDays\":-7,\"notes\":null,"
                                + "\"contact\":\"Michael\",\"links\":[\"https://a.example\"]}",
                        "list/HOL-2026 store/000135 tied=true",
                        "list/HOL-2026 store/000001 tied=true");
    }

    @Test
    void tellsAListOfAThousandStoresInAThousandSmallFacts() {
        String[] stores = IntStream.range(0, 1000).mapToObj("%06d"::formatted).toArray(String[]::new);

        List<String> facts = facts(TestEvent.list("HOL-2026", stores));

        assertThat(facts).hasSize(1003);
        assertThat(facts.subList(3, 1003)).allMatch(fact -> fact.length() < 60);
    }

    @Test
    void tellsThatAMadeTaskExistsAndWhatItSays() {
        TestEvent event = TestEvent.task("task.created", "T1", "000135")
                .data("title", "Clean")
                .data("notes", "a\nb")
                .data("assignees", List.of("000300", "000205"))
                .data("status", "InProgress")
                .data("origin", "pos")
                .data("links", List.of("https://a.example"))
                .data("plannerTaskId", "P1");

        assertThat(facts(event))
                .containsExactly(
                        "task/T1 store/000135 deleted=false",
                        "task/T1 store/000135 title=\"Clean\"",
                        "task/T1 store/000135 notes=\"a\\nb\"",
                        "task/T1 store/000135 assignees=[\"000205\",\"000300\"]",
                        "assignee/000205 store/000135 tied=true",
                        "assignee/000300 store/000135 tied=true",
                        "task/T1 store/000135 links=[\"https://a.example\"]",
                        "task/T1 store/000135 status={\"status\":\"InProgress\"}",
                        "task/T1 store/000135 origin=\"pos\"",
                        "task/T1 store/000135 plannerTaskId=\"P1\"");
    }

    @Test
    void clearsWhatIsNull() {
        assertThat(facts(TestEvent.task("task.updated", "T1", "000135")
                        .data("notes", null)
                        .data("dueDate", null)))
                .containsExactly("task/T1 store/000135 notes=null", "task/T1 store/000135 dueDate=null");
        assertThat(facts(TestEvent.task("task.assigned", "T1", "000135").data("assignees", List.of())))
                .containsExactly("task/T1 store/000135 assignees=null");
    }

    @Test
    void keepsWhoResolvedATaskWithItsStatus() {
        TestEvent event = TestEvent.task("task.status.changed", "T1", "000135").data("status", "Completed");

        assertThat(facts(event)).containsExactly("task/T1 store/000135 status={\"status\":\"Completed\"}");
        assertThat(facts(event.data("resolvedBy", "000205").data("completedAt", "2026-11-27T18:05:00+01:00")))
                .containsExactly("task/T1 store/000135 status={\"status\":\"Completed\",\"resolvedBy\":\"000205\","
                        + "\"completedAt\":\"2026-11-27T17:05:00Z\"}");
    }

    @Test
    void tellsThatADeletedTaskDoesNotExist() {
        assertThat(facts(TestEvent.task("task.deleted", "T1", "000135")))
                .containsExactly("task/T1 store/000135 deleted=true");
    }

    private static List<String> facts(TestEvent event) {
        return Facts.of(event.accepted()).stream()
                .map(fact -> fact.subject() + " " + fact.about() + " " + fact.field() + "=" + fact.value())
                .toList();
    }
}
