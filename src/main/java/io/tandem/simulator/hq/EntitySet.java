package io.tandem.simulator.hq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.hq.PropertyType.Choice;
import io.tandem.simulator.hq.PropertyType.Guid;
import io.tandem.simulator.hq.PropertyType.Moment;
import io.tandem.simulator.hq.PropertyType.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A public data entity (commerce-contract 3.2, 3.5, 3.6).
 *
 * @param name of the set, as it stands in addresses
 * @param entity of one row, as refusals name it
 * @param keys properties that together name a row
 * @param properties type by name
 * @param writable whether rows can be written
 */
record EntitySet(
        String name, String entity, List<String> keys, Map<String, PropertyType> properties, boolean writable) {
    static final String TASKS = "ProcessTasks";
    static final String HEADERS = "ProcessHeaders";
    static final String REPORT = "RetailTaskManagementReports";

    private static final PropertyType TEXT = new Text();
    private static final PropertyType GUID = new Guid();
    private static final PropertyType MOMENT = new Moment();
    private static final List<String> STATUSES = List.of("NotStarted", "InProgress", "Completed", "Canceled");
    private static final PropertyType TASK_STATUS = new Choice("BusinessProcessTaskStatus", STATUSES);
    private static final PropertyType HEADER_STATUS = new Choice("BusinessProcessHeaderStatus", STATUSES);
    private static final PropertyType ASSIGNMENT =
            Choice.of("BusinessProcessAssignmentType", "Worker", "Manager", "Position", "Group", "Employee");
    private static final PropertyType SUBTYPE =
            Choice.of("BusinessProcessGenericSubtype", "Retail", "None", "HRProcess", "PayrollProcess");

    private static final Map<String, EntitySet> ALL = Stream.of(
                    of("IntegrationSourceMappings", "IntegrationSourceMapping", "SourceType", "SourceId")
                            .with(
                                    Choice.of("RetailTeamsIntegrationSourceType", "Communication", "RetailStore"),
                                    "SourceType")
                            .with(TEXT, "SourceId", "TeamId"),
                    of("ChannelPlannerConfigurations", "ChannelPlannerConfiguration", "PlanId")
                            .with(TEXT, "PlanId", "StoreNumber")
                            .with(Choice.of("ChannelPlannerConfigurationState", "None", "Active", "Deleted"), "State"),
                    of(HEADERS, "ProcessHeader", "ProcessId")
                            .with(GUID, "ProcessId")
                            .with(TEXT, "Name", "Description", "ProcessOwnerPersonnelNumber")
                            .with(TEXT, "SourceTemplateName", "ResolvedByPersonnelNumber")
                            .with(MOMENT, "TargetDate", "StartDateTime", "EndDateTime")
                            .with(HEADER_STATUS, "Status")
                            .with(
                                    Choice.of(
                                            "BusinessProcessType",
                                            "Generic",
                                            "Onboarding",
                                            "Offboarding",
                                            "Transitions"),
                                    "ProcessType")
                            .with(SUBTYPE, "GenericSubtype"),
                    of(TASKS, "ProcessTask", "TaskId")
                            .with(GUID, "TaskId", "ProcessId", "TemplateTaskId")
                            .with(TEXT, "Name", "Description", "Instructions", "ProcessName", "MenuItem")
                            .with(TEXT, "AssignedWorker_PersonnelNumber", "AssignedGroup_Name")
                            .with(TEXT, "AssignedPosition_PositionId", "ContactPerson_PartyNumber")
                            .with(TEXT, "ResolvedBy_PersonnelNumber")
                            .with(MOMENT, "DueDate", "CompletionDateTime")
                            .with(TASK_STATUS, "Status")
                            .with(ASSIGNMENT, "AssignmentType")
                            .with(Choice.of("NoYes", "No", "Yes"), "IsOptional")
                            .with(Choice.of("MenuItemType", "Display", "Output", "Action"), "MenuItemType"),
                    of(REPORT, "RetailTaskManagementReport", "Process_ProcessId", "TaskId")
                            .with(GUID, "Process_ProcessId", "TaskId")
                            .with(TEXT, "StoreNumber", "Process_Name", "Process_Worker", "Name", "Notes")
                            .with(TEXT, "AssignedWorker", "ResolvedBy")
                            .with(MOMENT, "Process_TargetDate", "DueDate", "CompletionDateTime")
                            .with(TASK_STATUS, "Status")
                            .with(HEADER_STATUS, "Process_Status")
                            .readOnly(),
                    of("RetailStaffs", "RetailStaff", "PersonnelNumber")
                            .with(TEXT, "PersonnelNumber", "ExternalIdentifier", "ExternalSubIdentifier")
                            .with(TEXT, "ExternalName", "NameOnReceipt"))
            .collect(Collectors.toMap(EntitySet::name, set -> set, (one, other) -> one, LinkedHashMap::new));

    /** {@return the set of that name, which is case-sensitive} */
    static Optional<EntitySet> named(@Nullable String name) {
        return Optional.ofNullable(name).map(ALL::get);
    }

    /** {@return the names of all sets} */
    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** {@return the type of a property} */
    PropertyType type(String property) {
        PropertyType type = properties.get(property);
        if (type == null) {
            throw HqRefusal.badRequest(entity + " has no property '" + property + "'.");
        }
        return type;
    }

    /** {@return the key of a row, one text} */
    String key(ObjectNode row) {
        return keys.stream().map(key -> row.path(key).asText()).collect(Collectors.joining("|"));
    }

    /** {@return a row that says nothing but its key} */
    ObjectNode blank(ObjectNode row) {
        ObjectNode blank = row.objectNode();
        properties.forEach((name, type) -> blank.put(name, type.empty()));
        return blank;
    }

    private static EntitySet of(String name, String entity, String... keys) {
        return new EntitySet(name, entity, List.of(keys), Map.of(), true);
    }

    private EntitySet with(PropertyType type, String... names) {
        Map<String, PropertyType> more = new LinkedHashMap<>(properties);
        for (String each : names) {
            more.put(each, type);
        }
        return new EntitySet(name, entity, keys, more, writable);
    }

    private EntitySet readOnly() {
        return new EntitySet(name, entity, keys, properties, false);
    }
}
