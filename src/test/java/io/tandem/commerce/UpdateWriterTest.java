package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import io.tandem.commerce.CommerceUpdate.MembershipChange;
import io.tandem.commerce.CommerceUpdate.MembershipDrifted;
import io.tandem.commerce.CommerceUpdate.Observation;
import io.tandem.commerce.CommerceUpdate.PlanLinked;
import io.tandem.commerce.CommerceUpdate.PlannerTask;
import io.tandem.commerce.CommerceUpdate.PlannerTaskAssigned;
import io.tandem.commerce.CommerceUpdate.PlannerTaskCreated;
import io.tandem.commerce.CommerceUpdate.PlannerTaskDeleted;
import io.tandem.commerce.CommerceUpdate.PlannerTaskStatusChanged;
import io.tandem.commerce.CommerceUpdate.PlannerTaskUpdated;
import io.tandem.commerce.CommerceUpdate.Response;
import io.tandem.commerce.CommerceUpdate.TeamProvisioned;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateWriterTest {
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final String TEAM = "11111111-2222-4333-8444-555555550135";
    private static final String ADA = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final PlannerTask LINKED =
            new PlannerTask(STORE, "plan", "planner-task", new TaskId("HOL-2026/000135/windows"));
    private static final PlannerTask NEW = new PlannerTask(STORE, "plan", "planner-task", null);
    private static final Observation BY_ADA = new Observation(ADA, Instant.parse("2026-11-22T09:31:10Z"));
    private static final Observation BY_SOMEBODY = new Observation(null, Instant.parse("2026-11-22T09:31:10Z"));
    private static final String REFERENCE = "\"storeNumber\":\"000135\",\"planId\":\"plan\",\"plannerTaskId\":"
            + "\"planner-task\",\"taskId\":\"HOL-2026/000135/windows\",";
    private static final String SEEN = ",\"actor\":\"" + ADA + "\",\"observedAt\":\"2026-11-22T09:31:10Z\"}";
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    static Stream<Arguments> updates() {
        return Stream.of(
                Arguments.of(
                        new TeamProvisioned(STORE, TEAM, "https://teams.example/135"),
                        "{\"storeNumber\":\"000135\",\"teamId\":\"" + TEAM
                                + "\",\"webUrl\":\"https://teams.example/135\"}"),
                Arguments.of(
                        new MembershipDrifted(STORE, TEAM, ADA, MembershipChange.ROLE_CHANGED, Response.REVERTED),
                        "{\"storeNumber\":\"000135\",\"teamId\":\"" + TEAM + "\",\"userId\":\"" + ADA
                                + "\",\"change\":\"roleChanged\",\"action\":\"reverted\"}"),
                Arguments.of(new PlanLinked(STORE, "plan"), "{\"storeNumber\":\"000135\",\"planId\":\"plan\"}"),
                Arguments.of(
                        new PlannerTaskCreated(
                                NEW,
                                "Safety",
                                Map.of(
                                        TaskField.TITLE, "Check the sprinklers",
                                        TaskField.NOTES, "One.\nTwo.",
                                        TaskField.DUE_DATE, "2026-11-30",
                                        TaskField.ASSIGNEES, "000205 000300",
                                        TaskField.STATUS, "InProgress",
                                        TaskField.LINKS, "https://a.example\nhttps://b.example"),
                                BY_SOMEBODY),
                        "{\"storeNumber\":\"000135\",\"planId\":\"plan\",\"plannerTaskId\":\"planner-task\",\"title\":"
                                + "\"Check the sprinklers\",\"notes\":\"One.\\nTwo.\",\"dueDate\":\"2026-11-30\","
                                + "\"assignees\":[\"000205\",\"000300\"],\"status\":\"InProgress\",\"links\":"
                                + "[\"https://a.example\",\"https://b.example\"],\"listName\":\"Safety\","
                                + "\"observedAt\":\"2026-11-22T09:31:10Z\"}"),
                Arguments.of(
                        new PlannerTaskCreated(NEW, null, Map.of(TaskField.TITLE, "Dust"), BY_ADA),
                        "{\"storeNumber\":\"000135\",\"planId\":\"plan\",\"plannerTaskId\":\"planner-task\","
                                + "\"title\":\"Dust\"" + SEEN),
                Arguments.of(
                        new PlannerTaskUpdated(
                                LINKED,
                                Map.of(
                                        TaskField.TITLE, Change.to("Dust"),
                                        TaskField.NOTES, Change.unchanged(),
                                        TaskField.DUE_DATE, Change.cleared(),
                                        TaskField.LINKS, Change.to("https://a.example")),
                                BY_ADA),
                        "{" + REFERENCE + "\"title\":\"Dust\",\"dueDate\":null,\"links\":[\"https://a.example\"]"
                                + SEEN),
                Arguments.of(
                        new PlannerTaskAssigned(
                                LINKED, List.of(new PersonnelNumber("000300"), new PersonnelNumber("000205")), BY_ADA),
                        "{" + REFERENCE + "\"assignees\":[\"000205\",\"000300\"]" + SEEN),
                Arguments.of(
                        new PlannerTaskAssigned(LINKED, List.of(), BY_ADA),
                        "{" + REFERENCE + "\"assignees\":[]" + SEEN),
                Arguments.of(
                        new PlannerTaskStatusChanged(
                                LINKED,
                                TaskStatus.COMPLETED,
                                TaskStatus.IN_PROGRESS,
                                Instant.parse("2026-11-22T09:30:58Z"),
                                BY_ADA),
                        "{" + REFERENCE
                                + "\"status\":\"Completed\",\"previousStatus\":\"InProgress\",\"completedAt\":\"2026-11-22T09:30:58Z\""
                                + SEEN),
                Arguments.of(
                        new PlannerTaskStatusChanged(LINKED, TaskStatus.IN_PROGRESS, null, null, BY_ADA),
                        "{" + REFERENCE + "\"status\":\"InProgress\"" + SEEN),
                Arguments.of(
                        new PlannerTaskDeleted(LINKED, null, BY_ADA),
                        "{" + REFERENCE + "\"status\":\"Canceled\"" + SEEN),
                Arguments.of(
                        new PlannerTaskDeleted(LINKED, TaskStatus.NOT_STARTED, BY_ADA),
                        "{" + REFERENCE + "\"status\":\"Canceled\",\"previousStatus\":\"NotStarted\"" + SEEN));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void writesTheData(CommerceUpdate update, String data) {
        assertThat(written(update).path("data")).hasToString(data);
    }

    @ParameterizedTest
    @MethodSource("updates")
    void writesWhatItsSchemaAsksFor(CommerceUpdate update, String data) {
        JsonNode event = written(update);
        String title = event.path("type").asText().substring("io.tandem.".length());

        assertThat(schema(title).validate(event.path("data"))).isEmpty();
        assertThat(schema("envelope").validate(event)).isEmpty();
        assertThat(Catalog.messages("commerceUpdates"))
                .extracting(message -> message.path("name").asText())
                .contains(event.path("type").asText());
    }

    @Test
    void tellsEachTypeThatAsyncApiLists() {
        assertThat(updates()
                        .map(update -> written((CommerceUpdate) update.get()[0])
                                .path("type")
                                .asText())
                        .distinct())
                .containsExactlyElementsOf(Catalog.messages("commerceUpdates").stream()
                        .map(message -> message.path("name").asText())
                        .toList());
    }

    @Test
    void writesWhatTheCloudEventsSdkReads() {
        PlanLinked update = new PlanLinked(STORE, "plan");

        CloudEvent event = new JsonFormat().deserialize(bytes(update));

        assertThat(event.getId()).isEqualTo("outbox-7");
        assertThat(event.getSource()).isEqualTo(URI.create("/tandem"));
        assertThat(event.getType()).isEqualTo("io.tandem.planner.plan.linked");
        assertThat(event.getSubject()).isEqualTo("store/000135").isEqualTo(update.subject());
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-22T09:31:12Z"));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(Objects.requireNonNull(event.getData()).toBytes())
                .asString()
                .isEqualTo("{\"storeNumber\":\"000135\",\"planId\":\"plan\"}");
    }

    @ParameterizedTest
    @EnumSource(MembershipChange.class)
    void hasAWordForEveryDrift(MembershipChange change) {
        for (Response response : Response.values()) {
            JsonNode event = written(new MembershipDrifted(STORE, TEAM, ADA, change, response));

            assertThat(schema("teams.membership.drifted").validate(event.path("data")))
                    .isEmpty();
        }
    }

    @Test
    void refusesATaskWithoutTitleAndAChangeOfNothing() {
        assertThatThrownBy(() -> new PlannerTaskCreated(NEW, null, Map.of(TaskField.NOTES, "One."), BY_ADA))
                .hasMessageContaining("title");
        assertThatThrownBy(() -> new PlannerTaskUpdated(LINKED, Map.of(), BY_ADA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new PlannerTaskUpdated(LINKED, Map.of(TaskField.STATUS, Change.to("Completed")), BY_ADA))
                .hasMessageContaining("STATUS");
        assertThatThrownBy(() -> new PlannerTaskUpdated(LINKED, Map.of(TaskField.ASSIGNEES, Change.cleared()), BY_ADA))
                .hasMessageContaining("ASSIGNEES");
    }

    private static JsonNode written(CommerceUpdate update) {
        try {
            return new ObjectMapper().readTree(bytes(update));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static byte[] bytes(CommerceUpdate update) {
        return new UpdateWriter("/tandem").write(update, "outbox-7", Instant.parse("2026-11-22T09:31:12Z"));
    }

    private static JsonSchema schema(String title) {
        return SCHEMAS.getSchema(SchemaLocation.of("classpath:schemas/" + title + ".json"));
    }
}
