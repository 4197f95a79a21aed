package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The words in which the tests speak about plans and tasks. */
final class Planner {
    static final String WHOLE = "return=representation";

    private final Graph graph;

    Planner(Graph graph) {
        this.graph = graph;
    }

    /** A plan in a new group whose members are persons 1 and 2. */
    String plan() {
        return plan(new Contoso(graph).group("tandem-1")).id();
    }

    Graph.Answer plan(String group) {
        return graph.post("/planner/plans", """
            {"title":"Store tasks","container":{"url":"https://graph.microsoft.com/v1.0/groups/%s"}}""".formatted(group));
    }

    Graph.Answer bucket(String plan, String name) {
        return graph.post(
                "/planner/buckets", "{\"planId\":\"%s\",\"name\":\"%s\",\"orderHint\":\" !\"}".formatted(plan, name));
    }

    /** A task; {@code more} is empty or begins with a comma. */
    Graph.Answer task(String plan, String more) {
        return graph.post("/planner/tasks", "{\"planId\":\"%s\",\"title\":\"Count\"%s}".formatted(plan, more));
    }

    Graph.Answer read(String task) {
        return graph.get("/planner/tasks/" + task);
    }

    Graph.Answer details(String task) {
        return graph.get("/planner/tasks/" + task + "/details");
    }

    /** Patches with the newest etag and answers the whole. */
    Graph.Answer change(String path, String body) {
        return change(path, etag(graph.get(path)), body);
    }

    Graph.Answer change(String path, String etag, String body) {
        return graph.patch(path, body, "If-Match", etag, "Prefer", WHOLE);
    }

    Graph.Answer changeTask(String task, String body) {
        return change("/planner/tasks/" + task, body);
    }

    Graph.Answer changeDetails(String task, String body) {
        return change("/planner/tasks/" + task + "/details", body);
    }

    static String etag(Graph.Answer answer) {
        return answer.body().path("@odata.etag").asText();
    }

    static String assignment(int person) {
        return "\"assignments\":{\"%s\":{\"@odata.type\":\"#microsoft.graph.plannerAssignment\",\"orderHint\":\" !\"}}"
                .formatted(Contoso.userId(person));
    }

    static String item(int number, String more) {
        return "\"%s\":{\"@odata.type\":\"#microsoft.graph.plannerChecklistItem\"%s}".formatted(key(number), more);
    }

    static String key(int number) {
        return String.format("22222222-0000-4000-8000-%012d", number);
    }

    static String checklist(int items) {
        ObjectNode list = Json.object();
        for (int i = 1; i <= items; i++) {
            list.putObject(key(i))
                    .put("@odata.type", "microsoft.graph.plannerChecklistItem")
                    .put("title", "Step " + i);
        }
        return Json.object().set("checklist", (JsonNode) list).toString();
    }
}
