package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tasks.Outcome;
import io.tandem.tasks.PlannerDetails;
import io.tandem.tasks.PlannerTask;
import io.tandem.tasks.Step;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the resources of Planner (graph-contract 8.1). */
final class PlannerBodies {
    private static final String ETAG = "@odata.etag";

    /** Planner's own defaults (graph-contract 8.1). */
    private static final int USUAL_PRIORITY = 5;

    private static final String USUAL_PREVIEW = "automatic";

    private PlannerBodies() {}

    /** Whether the answer holds what it is read for; what is missing must not be taken for "none" or "done". */
    static boolean isComplete(Step step, JsonNode body) {
        return switch (step) {
            case Step.FindPlans find -> isList(body, false);
            case Step.ReadBuckets read -> isList(body, false);
            case Step.ReadTasks read -> isList(body, true);
            case Step.ReadHistory read -> isList(body, false);
            case Step.CreatePlan create -> body.path("id").isTextual();
            case Step.CreateBucket create -> body.path("id").isTextual();
            case Step.DeleteTask delete -> true;
            case Step.OfTask other -> isVersioned(body);
        };
    }

    private static boolean isList(JsonNode body, boolean versioned) {
        return body.path("value").isArray()
                && stream(body.path("value"))
                        .allMatch(item -> item.path("id").isTextual() && (!versioned || isVersioned(item)));
    }

    private static boolean isVersioned(JsonNode item) {
        return item.path("id").isTextual() && item.path(ETAG).isTextual();
    }

    static Outcome.PlansFound plans(JsonNode body) {
        return new Outcome.PlansFound(all(
                body,
                plan -> new Outcome.PlansFound.Plan(
                        plan.path("id").asText(), plan.path("title").asText(), since(plan, "createdDateTime"))));
    }

    static Outcome.BucketsRead buckets(JsonNode body) {
        return new Outcome.BucketsRead(all(
                body,
                bucket -> new Outcome.BucketsRead.Bucket(
                        bucket.path("id").asText(), bucket.path("name").asText())));
    }

    static Outcome.TasksRead tasks(JsonNode body) {
        return new Outcome.TasksRead(all(body, PlannerBodies::task));
    }

    /** Whether somebody else did something. */
    static Outcome.HistoryRead history(JsonNode body, @Nullable String ours) {
        return new Outcome.HistoryRead(stream(body.path("value"))
                .map(item -> item.path("actor").path("application").path("id").asText())
                .anyMatch(actor -> !actor.equalsIgnoreCase(ours)));
    }

    static PlannerTask task(JsonNode task) {
        return new PlannerTask(
                task.path("id").asText(),
                task.path("planId").asText(),
                task.path(ETAG).asText(),
                task.path("title").asText(),
                task.path("bucketId").textValue(),
                task.path("percentComplete").asInt(),
                instant(task, "dueDateTime"),
                names(task.path("assignments")),
                task.path("hasDescription").asBoolean(),
                task.path("referenceCount").asInt(),
                isPlain(task),
                new PlannerTask.Origin(
                        since(task, "createdDateTime"),
                        task.path("createdBy").path("application").path("id").textValue(),
                        instant(task, "completedDateTime"),
                        task.path("completedBy").path("user").path("id").textValue()));
    }

    private static boolean isPlain(JsonNode task) {
        return task.path("priority").asInt(USUAL_PRIORITY) == USUAL_PRIORITY
                && task.path("checklistItemCount").asInt() == 0
                && task.path("appliedCategories").isEmpty()
                && task.path("previewType").asText(USUAL_PREVIEW).equals(USUAL_PREVIEW)
                && task.path("startDateTime").textValue() == null
                && task.path("conversationThreadId").textValue() == null;
    }

    static PlannerDetails details(JsonNode details) {
        Set<String> addresses = new HashSet<>();
        names(details.path("references")).forEach(name -> addresses.add(PlannerAddress.decode(name)));
        return new PlannerDetails(
                details.path(ETAG).asText(), details.path("description").textValue(), addresses);
    }

    /** The names of an open type whose values are there. */
    private static Set<String> names(JsonNode open) {
        Set<String> names = new HashSet<>();
        open.properties().forEach(property -> {
            if (property.getValue().isObject()) {
                names.add(property.getKey());
            }
        });
        return names;
    }

    private static Instant since(JsonNode item, String property) {
        Instant at = instant(item, property);
        return at == null ? Instant.EPOCH : at;
    }

    private static @Nullable Instant instant(JsonNode item, String property) {
        String text = item.path(property).textValue();
        return text == null ? null : Instant.parse(text);
    }

    private static <T> List<T> all(JsonNode body, Function<JsonNode, T> reader) {
        return stream(body.path("value")).map(reader).toList();
    }

    private static Stream<JsonNode> stream(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false);
    }
}
