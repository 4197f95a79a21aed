package io.tandem.simulator.hq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * The report of retail tasks: the only place that tells the store of a task (commerce-contract 3.6). Kept are key and store; the rest is
 * what the task and its process say at the moment.
 */
record TaskReport(HqTables tables) {
    private static final Map<String, String> OF_TASK = Map.of(
            "Name", "Name",
            "Notes", "Instructions",
            "DueDate", "DueDate",
            "Status", "Status",
            "AssignedWorker", "AssignedWorker_PersonnelNumber",
            "ResolvedBy", "ResolvedBy_PersonnelNumber",
            "CompletionDateTime", "CompletionDateTime");
    private static final Map<String, String> OF_PROCESS = Map.of(
            "Process_Name", "Name",
            "Process_TargetDate", "TargetDate",
            "Process_Status", "Status",
            "Process_Worker", "ProcessOwnerPersonnelNumber");

    /** {@return the row as it is read now} */
    HqRow read(HqRow row) {
        ObjectNode values = row.values();
        if (values == null || !row.set().equals(EntitySet.REPORT)) {
            return row;
        }
        ObjectNode whole = values.deepCopy();
        fill(whole, OF_TASK, EntitySet.TASKS, "TaskId");
        fill(whole, OF_PROCESS, EntitySet.HEADERS, "Process_ProcessId");
        return new HqRow(row.set(), row.key(), row.version(), whole);
    }

    private void fill(ObjectNode report, Map<String, String> columns, String set, String key) {
        Optional<ObjectNode> source = EntitySet.named(set)
                .flatMap(named -> tables.find(named, report.path(key).asText()))
                .map(HqRow::values);
        source.ifPresent(values -> columns.forEach((column, from) -> report.set(column, values.get(from))));
    }
}
