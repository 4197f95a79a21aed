package io.tandem.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.hq.HqSimulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Commerce headquarters of the demo: what their rows say of the tasks that events name (commerce-contract 3.6). */
final class Headquarters {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NO_CONTENT = 204;

    private final HqSimulator hq;
    private final HttpClient http;
    /** Key of the row by the task's id in events. */
    private final Map<String, String> keys = new HashMap<>();

    Headquarters(HqSimulator hq, HttpClient http) {
        this.hq = hq;
        this.http = http;
        Map<String, String> stores = new HashMap<>();
        rows("RetailTaskManagementReports").forEach(row -> stores.put(text(row, "TaskId"), text(row, "StoreNumber")));
        rows("ProcessTasks")
                .forEach(row -> keys.put(
                        text(row, "ProcessId") + "/" + stores.get(text(row, "TaskId")) + "/"
                                + text(row, "TemplateTaskId"),
                        text(row, "TaskId")));
    }

    /** {@return the row of a task as it is now, missing when there is none} */
    JsonNode task(String taskId) {
        String key = keys.getOrDefault(taskId, taskId);
        return rows("ProcessTasks").stream()
                .filter(row -> text(row, "TaskId").equals(key))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The point of sale has told headquarters of a status before anybody else hears of it. */
    void note(String taskId, String status) throws IOException, InterruptedException {
        if (task(taskId) instanceof ObjectNode row) {
            ObjectNode line = JSON.createObjectNode().put("set", "ProcessTasks");
            line.set("row", row.put("Status", status));
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(hq.baseUri().resolve("/hq/seed"))
                            .POST(BodyPublishers.ofString(line.toString()))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != NO_CONTENT) {
                throw new IOException("Commerce HQ did not take a status: " + answer.body());
            }
        }
    }

    private List<JsonNode> rows(String set) {
        return hq.rows(set).stream().map(Headquarters::json).toList();
    }

    private static JsonNode json(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(JsonNode row, String property) {
        return row.path(property).asText();
    }
}
