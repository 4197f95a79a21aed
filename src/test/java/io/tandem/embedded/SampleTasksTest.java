package io.tandem.embedded;

import static io.tandem.embedded.SampleJson.TODAY;
import static io.tandem.embedded.SampleJson.data;
import static io.tandem.embedded.SampleJson.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.commerce.EventParser;
import io.tandem.commerce.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SampleTasksTest {
    private final SampleCompany contoso = SampleCompany.contoso(TODAY);
    private final List<JsonNode> tasks = SampleJson.parse(contoso.tasks());

    @Test
    void tellsOnlyWhatTandemAccepts() {
        EventParser parser = new EventParser(InstantSource.fixed(Instant.MAX));

        assertThat(contoso.tasks())
                .allSatisfy(line -> assertThat(parser.read(line.getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOf(Reading.Accepted.class));
    }

    @Test
    void tellsEveryKindOfEventOfTasks() {
        assertThat(tasks.stream().map(SampleJson::type).distinct())
                .containsExactlyInAnyOrder(
                        "task.list.started",
                        "task.created",
                        "task.updated",
                        "task.assigned",
                        "task.status.changed",
                        "task.deleted");
        assertThat(texts(data(tasks, "task.status.changed"), "status").distinct())
                .containsExactlyInAnyOrder("InProgress", "Completed", "Canceled");
    }

    @Test
    void startsTheListsOverEveryOpenStore() {
        List<JsonNode> events = SampleJson.parse(contoso.events());
        Set<String> closed = texts(data(events, "store.closed"), "storeNumber").collect(Collectors.toSet());
        List<String> open = texts(data(events, "store.opened"), "storeNumber")
                .filter(store -> !closed.contains(store))
                .toList();

        assertThat(texts(data(tasks, "task.list.started"), "name"))
                .containsExactly("Holiday season preparation", "Daily closing checklist", "Daily closing checklist");
        assertThat(data(tasks, "task.list.started"))
                .allSatisfy(list -> assertThat(
                                StreamSupport.stream(list.get("storeNumbers").spliterator(), false)
                                        .map(JsonNode::asText))
                        .containsExactlyElementsOf(open));
        assertThat(closed).isNotEmpty();
    }

    @Test
    void hasTasksThatAreOverdueDueTodayAndStillToCome() {
        List<LocalDate> due = texts(rows("ProcessTasks"), "DueDate")
                .map(day -> LocalDate.parse(day.substring(0, 10)))
                .toList();

        assertThat(due).anyMatch(TODAY::isAfter).contains(TODAY).anyMatch(TODAY::isBefore);
    }

    @Test
    void givesHeadquartersOneRowForEachTaskThatEventsTellOf() {
        Set<String> told = Stream.concat(
                        data(tasks, "task.list.started").flatMap(SampleTasksTest::idsOfList),
                        texts(data(tasks, "task.created"), "taskId"))
                .collect(Collectors.toSet());
        told.removeAll(texts(data(tasks, "task.deleted"), "taskId").collect(Collectors.toSet()));
        Map<String, String> stores = rows("RetailTaskManagementReports")
                .collect(Collectors.toMap(
                        row -> row.get("TaskId").asText(),
                        row -> row.get("StoreNumber").asText()));

        List<String> known = rows("ProcessTasks")
                .map(row -> row.has("TemplateTaskId")
                        ? String.join(
                                "/",
                                row.get("ProcessId").asText(),
                                stores.get(row.get("TaskId").asText()),
                                row.get("TemplateTaskId").asText())
                        : row.get("TaskId").asText())
                .toList();

        assertThat(known).containsExactlyInAnyOrderElementsOf(told);
        assertThat(texts(rows("ProcessTasks"), "TaskId")).hasSize(stores.size()).doesNotHaveDuplicates();
    }

    @Test
    void tellsHeadquartersTheStatusesThatEventsToldLast() {
        Map<String, Long> statuses = texts(rows("ProcessTasks"), "Status")
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        // Of 19 tills one is canceled, one not counted yet; at five points of sale one task is done and one begun.
        assertThat(statuses)
                .containsEntry("Canceled", 1L)
                .containsEntry("InProgress", 6L)
                .containsEntry("Completed", 22L);
    }

    @Test
    void tellsHeadquartersTheAccountsOfWorkers() {
        assertThat(texts(rows("RetailStaffs"), "ExternalSubIdentifier"))
                .containsExactlyElementsOf(
                        texts(SampleJson.parse(contoso.people()).stream(), "id").toList());
    }

    @Test
    void makesTasksAtThePointOfSaleForPeopleOfTheStore() {
        SampleFold fold = new SampleFold(SampleJson.parse(contoso.events()), SampleJson.parse(contoso.people()));

        assertThat(data(tasks, "task.created"))
                .hasSize(15)
                .allMatch(task -> task.get("origin").asText().equals("pos"));
        assertThat(data(tasks, "task.assigned"))
                .allSatisfy(task -> assertThat(
                                fold.staff(task.get("storeNumber").asText()))
                        .containsAll(StreamSupport.stream(task.get("assignees").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList()));
    }

    @Test
    void tellsThemInTheOrderOfTheirTimesBetweenAllElseAndToday() {
        List<Instant> times = texts(tasks.stream(), "time").map(Instant::parse).toList();
        Instant before = Instant.parse(
                SampleJson.parse(contoso.events().getLast()).get("time").asText());

        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times.getFirst()).isAfter(before);
        assertThat(times.getLast()).isBefore(TODAY.atStartOfDay().toInstant(ZoneOffset.UTC));
        assertThat(texts(tasks.stream(), "id")).doesNotHaveDuplicates();
    }

    @Test
    void tellsTasksOfARetailerOfAnySize() {
        SampleRetailer small = SampleCompany.retailer(2, 3, 1, TODAY);

        assertThat(small.tasks()).isNotEmpty();
    }

    private Stream<JsonNode> rows(String set) {
        return SampleJson.parse(contoso.headquarters()).stream()
                .filter(line -> line.get("set").asText().equals(set))
                .map(line -> line.get("row"));
    }

    private static Stream<String> idsOfList(JsonNode list) {
        return elements(list.get("storeNumbers"))
                .flatMap(store -> elements(list.get("tasks"))
                        .map(task -> String.join(
                                "/",
                                list.get("processId").asText(),
                                store.asText(),
                                task.get("key").asText())));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
