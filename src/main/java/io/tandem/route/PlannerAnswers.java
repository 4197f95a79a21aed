package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.model.Refusal;
import io.tandem.tasks.Outcome;
import io.tandem.tasks.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Reads what an answer of Microsoft Graph means for a step about tasks (graph-contract 8).
 *
 * @param pause how long to wait when Graph is in trouble and does not say how long
 * @param now when the answer came
 */
record PlannerAnswers(Duration pause, Instant now) {
    /** Planner may not know a young group for a quarter of an hour (graph-contract 4.1). */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    /** How the names of limits begin; such a refusal is for good (graph-contract 8.6). */
    private static final String LIMIT = "Maximum";

    private static final String REMEDY = "; check the application's credential and that it has Tasks.ReadWrite.All";

    Outcome outcome(Step step, GraphAnswer answer) {
        return switch (answer) {
            case GraphAnswer.Success success ->
                PlannerBodies.isComplete(step, success.body()) ? read(step, success.body()) : unusable(step);
            case GraphAnswer.Rejected rejected -> rejected(step, rejected);
            case GraphAnswer.Throttled throttled ->
                new Outcome.Postponed(now.plus(throttled.retryAfter()), "Graph throttles: " + step.sentence(), false);
            case GraphAnswer.Unavailable unavailable ->
                new Outcome.Postponed(
                        now.plus(Objects.requireNonNullElse(unavailable.retryAfter(), pause)),
                        "no clear answer to: " + step.sentence() + " (" + unavailable.reason() + ")",
                        unavailable.mayHaveExecuted());
        };
    }

    private static Outcome read(Step step, JsonNode body) {
        return switch (step) {
            case Step.FindPlans find -> PlannerBodies.plans(body);
            case Step.CreatePlan create ->
                new Outcome.PlanCreated(body.path("id").asText());
            case Step.ReadBuckets read -> PlannerBodies.buckets(body);
            case Step.CreateBucket create ->
                new Outcome.BucketCreated(body.path("id").asText());
            case Step.ReadTasks read -> PlannerBodies.tasks(body);
            case Step.ReadHistory read -> PlannerBodies.history(body, read.ours());
            case Step.ReadTask read -> new Outcome.TaskSeen(PlannerBodies.task(body));
            case Step.CreateTask create -> new Outcome.TaskSeen(PlannerBodies.task(body));
            case Step.UpdateTask update -> new Outcome.TaskSeen(PlannerBodies.task(body));
            case Step.ReadDetails read -> new Outcome.DetailsSeen(PlannerBodies.details(body));
            case Step.UpdateDetails update -> new Outcome.DetailsSeen(PlannerBodies.details(body));
            case Step.DeleteTask delete -> new Outcome.TaskDeleted();
        };
    }

    /** It may have been carried out: what came of it is looked up. */
    private Outcome unusable(Step step) {
        return new Outcome.Postponed(now.plus(pause), "no usable answer to: " + step.sentence(), true);
    }

    /** Statuses and codes are matched, never texts. */
    private Outcome rejected(Step step, GraphAnswer.Rejected rejected) {
        String reason = "Graph refused to " + step.sentence() + ": " + rejected.status() + " " + rejected.code()
                + " (request-id " + rejected.requestId() + ")";
        boolean aboutGroup = step instanceof Step.FindPlans || step instanceof Step.CreatePlan;
        boolean aboutVersion = step instanceof Step.OfTask && !(step instanceof Step.CreateTask);
        if (step instanceof Step.ReadHistory) {
            return new Outcome.HistoryRead(true);
        }
        return switch (rejected.status()) {
            case 401 -> denied(reason);
            case 403 -> forbidden(step, rejected, reason);
            case 404 -> aboutGroup ? new Outcome.Postponed(now.plus(YOUNG), reason, false) : new Outcome.Gone();
            case 409, 412 -> aboutVersion ? new Outcome.Outdated() : refused(rejected, reason);
            default -> refused(rejected, reason);
        };
    }

    /** A limit is one of the plan; of one task it may be all that the application may not touch, so that the others go on. */
    private static Outcome forbidden(Step step, GraphAnswer.Rejected rejected, String reason) {
        if (rejected.code().startsWith(LIMIT)) {
            return refused(rejected, reason);
        }
        return step instanceof Step.OfTask
                ? new Outcome.Refused(Outcome.Refused.FORBIDDEN, reason + REMEDY, refusal(rejected))
                : denied(reason);
    }

    private static Outcome refused(GraphAnswer.Rejected rejected, String reason) {
        return new Outcome.Refused(rejected.code(), reason, refusal(rejected));
    }

    private static Refusal refusal(GraphAnswer.Rejected rejected) {
        return new Refusal(rejected.status(), rejected.code(), rejected.requestId());
    }

    private static Outcome denied(String reason) {
        return new Outcome.Denied(reason + REMEDY);
    }
}
