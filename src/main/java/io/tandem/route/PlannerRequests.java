package io.tandem.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.tasks.Setting;
import io.tandem.tasks.Step;
import java.util.List;

/** Says each step about tasks in the words of Microsoft Graph (graph-contract 8.2, 8.4). */
final class PlannerRequests {
    /** Containers are named by Microsoft's host whatever address is called. */
    private static final String ROOT = "https://graph.microsoft.com/v1.0";

    private static final String ASSIGNMENT = "#microsoft.graph.plannerAssignment";
    private static final String REFERENCE = "#microsoft.graph.plannerExternalReference";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PlannerRequests() {}

    static GraphRequest of(Step step) {
        return switch (step) {
            case Step.FindPlans find -> GraphRequest.list("/groups/" + find.groupId() + "/planner/plans");
            case Step.CreatePlan create -> GraphRequest.post("/planner/plans", plan(create));
            case Step.ReadBuckets read -> GraphRequest.list(plan(read.planId()) + "/buckets");
            case Step.CreateBucket create ->
                GraphRequest.post(
                        "/planner/buckets",
                        JSON.objectNode().put("name", create.name()).put("planId", create.planId()));
            case Step.ReadTasks read -> GraphRequest.list(plan(read.planId()) + "/tasks");
            case Step.ReadHistory read ->
                GraphRequest.list("/beta" + plan(read.planId()) + "/historyItems?$filter=occurredDateTime gt "
                        + read.since() + " and occurredDateTime lt " + read.until());
            case Step.ReadTask read -> GraphRequest.get(task(read.id()));
            case Step.ReadDetails read -> GraphRequest.get(details(read.id()));
            case Step.CreateTask create -> GraphRequest.post("/planner/tasks", created(create));
            case Step.UpdateTask update ->
                GraphRequest.patch(task(update.id()), body(update.settings()))
                        .ifMatch(update.etag())
                        .returnRepresentation();
            case Step.UpdateDetails update ->
                GraphRequest.patch(details(update.id()), body(update.settings()))
                        .ifMatch(update.etag())
                        .returnRepresentation();
            case Step.DeleteTask delete ->
                GraphRequest.delete(task(delete.id())).ifMatch(delete.etag());
        };
    }

    private static String plan(String id) {
        return "/planner/plans/" + id;
    }

    private static String task(String id) {
        return "/planner/tasks/" + id;
    }

    private static String details(String taskId) {
        return task(taskId) + "/details";
    }

    private static ObjectNode plan(Step.CreatePlan create) {
        ObjectNode plan = JSON.objectNode().put("title", create.title());
        plan.putObject("container").put("url", ROOT + "/groups/" + create.groupId());
        return plan;
    }

    private static ObjectNode created(Step.CreateTask create) {
        ObjectNode task = body(create.settings()).put("planId", create.planId());
        if (create.bucketId() != null) {
            task.put("bucketId", create.bucketId());
        }
        return task;
    }

    private static ObjectNode body(List<Setting> settings) {
        ObjectNode body = JSON.objectNode();
        settings.forEach(setting -> say(setting, body));
        return body;
    }

    private static void say(Setting setting, ObjectNode body) {
        switch (setting) {
            case Setting.Title title -> body.put("title", title.text());
            case Setting.Due due ->
                body.put("dueDateTime", due.at() == null ? null : due.at().toString());
            case Setting.Start start -> body.put("startDateTime", start.at().toString());
            case Setting.Percent percent -> body.put("percentComplete", percent.value());
            case Setting.Description description -> body.put("description", description.text());
            case Setting.Assignments assignments -> say(assignments, body.putObject("assignments"));
            case Setting.References references -> say(references, body.putObject("references"));
        }
    }

    private static void say(Setting.Assignments assignments, ObjectNode users) {
        assignments
                .added()
                .forEach(user ->
                        users.putObject(user).put("@odata.type", ASSIGNMENT).put("orderHint", " !"));
        assignments.removed().forEach(users::putNull);
    }

    private static void say(Setting.References references, ObjectNode addresses) {
        references
                .added()
                .forEach(address -> addresses
                        .putObject(PlannerAddress.encode(address))
                        .put("@odata.type", REFERENCE)
                        .put("type", "Other"));
        references.removed().forEach(address -> addresses.putNull(PlannerAddress.encode(address)));
    }
}
