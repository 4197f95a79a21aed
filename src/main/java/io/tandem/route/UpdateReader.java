package io.tandem.route;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.commerce.CurrentState;
import io.tandem.commerce.CurrentState.StatusNow;
import io.tandem.deadletter.Cause;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.route.HqStage.Ended;
import io.tandem.route.HqStage.Outcome;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event of {@code commerce.updates} (DESIGN 8) and says what HQ is to know of it.
 *
 * @param memory what was found out of HQ
 * @param state what is so by now, whatever is remembered
 */
record UpdateReader(HqMemory memory, CurrentState state) {
    private static final String PREFIX = "io.tandem.";
    private static final Set<String> STATUSES = Set.of("NotStarted", "InProgress", "Completed", "Canceled");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A field that an event must have and has not. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String field) {
            super("the event has no good '" + field + "'", null, false, false);
        }
    }

    HqStage read(byte @Nullable [] value) {
        try {
            JsonNode event = JSON.readTree(value == null ? new byte[0] : value);
            String type = text(event, "type");
            return write(type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type, event)
                    .map(this::stage)
                    .orElseGet(() -> Ended.with(Outcome.PASSED_OVER));
        } catch (IOException unreadable) {
            return refused("unreadable", "the record is no JSON");
        } catch (Missing missing) {
            return refused("invalid", String.valueOf(missing.getMessage()));
        }
    }

    private HqStage stage(HqWrite write) {
        return isOutdated(write) ? Ended.with(Outcome.STALE) : HqStage.of(write, memory);
    }

    /** An update that comes again, however late, must not put back what was so then (I6). */
    private boolean isOutdated(HqWrite write) {
        return switch (write) {
            case HqWrite.Row row
            when row.isPlan() -> state.hasOtherPlan(store(row.value(HqPlans.STORE)), row.value(HqPlans.ID));
            case HqWrite.Row row ->
                state.hasOtherTeam(store(row.value(HqWrite.Row.STORE)), row.value(HqWrite.Row.TEAM));
            case HqWrite.Status status -> status.isOutdated();
        };
    }

    private static Ended refused(String kind, String reason) {
        return new Ended(Outcome.REFUSED, Cause.Refused.of(kind, reason));
    }

    private Optional<HqWrite> write(String type, JsonNode event) {
        JsonNode data = event.path("data");
        @Nullable Instant time = time(event.path("time"));
        return switch (type) {
            case "teams.team.provisioned" ->
                Optional.of(HqWrite.Row.teamOf(text(data, "storeNumber"), text(data, "teamId"), time));
            case "planner.plan.linked" ->
                Optional.of(HqWrite.Row.planOf(text(data, "storeNumber"), text(data, "planId"), time));
            case "planner.task.status.changed" -> status(data, text(data, "status"), time, false);
            case "planner.task.deleted" -> status(data, "Canceled", time, true);
            default -> Optional.empty();
        };
    }

    /** A task that Commerce does not know yet has no id there, and nothing to write. */
    private Optional<HqWrite> status(JsonNode data, String status, @Nullable Instant time, boolean deleted) {
        if (!STATUSES.contains(status)) {
            throw new Missing("status");
        }
        Instant observed = time(data.path("observedAt"));
        return optional(data, "taskId")
                .map(task -> new HqWrite.Status(
                        task,
                        status,
                        observed == null ? time : observed,
                        time(data.path("completedAt")),
                        optional(data, "actor").orElse(null),
                        optional(data, "previousStatus").orElse(null),
                        now(data, task),
                        deleted));
    }

    private @Nullable StatusNow now(JsonNode data, String task) {
        return optional(data, "storeNumber")
                .flatMap(store -> state.status(store(store), task(task)))
                .orElse(null);
    }

    private static StoreNumber store(String number) {
        try {
            return new StoreNumber(number);
        } catch (IllegalArgumentException none) {
            throw new Missing("storeNumber");
        }
    }

    private static TaskId task(String id) {
        try {
            return new TaskId(id);
        } catch (IllegalArgumentException none) {
            throw new Missing("taskId");
        }
    }

    private static String text(JsonNode node, String field) {
        return optional(node, field).orElseThrow(() -> new Missing(field));
    }

    private static Optional<String> optional(JsonNode node, String field) {
        String text = node.path(field).isTextual() ? node.path(field).textValue() : "";
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private static @Nullable Instant time(JsonNode time) {
        try {
            return OffsetDateTime.parse(time.asText()).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
