package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.commerce.CurrentState.StatusNow;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Something that HQ is to know. */
sealed interface HqWrite {
    /** What Finance and Operations says for no point in time (commerce-contract 1.1). */
    String NO_TIME = "1900-01-01T00:00:00Z";

    /** {@return what it is about: of two about the same the newer one counts} */
    String target();

    /** {@return since when it is so, null when nobody knows} */
    @Nullable
    Instant time();

    /** {@return whether the row says so already; writing it again would only look like news} */
    boolean isSaidBy(JsonNode row);

    /**
     * A whole row, made when it is absent.
     *
     * @param set the entity set
     * @param path address of the row
     * @param values all that is to be in it, keys included
     * @param keys how many of the values, from the first, are keys
     */
    record Row(
            String set,
            String path,
            Map<String, String> values,
            int keys,
            @Nullable Instant time) implements HqWrite {
        static final String STORE = "SourceId";
        static final String TEAM = "TeamId";

        /** The team of a store (commerce-contract 3.5). */
        static Row teamOf(String store, String team, @Nullable Instant time) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("SourceType", "RetailStore");
            values.put(STORE, store);
            values.put(TEAM, team);
            Map<String, String> key = new LinkedHashMap<>();
            key.put("SourceType", "Microsoft.Dynamics.DataEntities.RetailTeamsIntegrationSourceType'RetailStore'");
            key.put(STORE, HqRequest.text(store));
            String set = "IntegrationSourceMappings";
            return new Row(set, HqRequest.row(set, key), values, key.size(), time);
        }

        /** The plan of a store, and its only one (commerce-contract 3.5). */
        static Row planOf(String store, String plan, @Nullable Instant time) {
            Map<String, String> values = new LinkedHashMap<>();
            values.put(HqPlans.ID, plan);
            values.put(HqPlans.STORE, store);
            values.put(HqPlans.STATE, HqPlans.ACTIVE);
            return new Row(HqPlans.SET, HqPlans.path(plan), values, 1, time);
        }

        boolean isPlan() {
            return set.equals(HqPlans.SET);
        }

        String value(String property) {
            return Objects.requireNonNull(values.get(property), property);
        }

        /** An older word on another plan of the store must not put the newer one aside. */
        @Override
        public String target() {
            return isPlan() ? "plan of " + value(HqPlans.STORE) : path;
        }

        @Override
        public boolean isSaidBy(JsonNode row) {
            return values.entrySet().stream()
                    .allMatch(value -> row.path(value.getKey()).asText().equals(value.getValue()));
        }

        /** {@return the values that are no keys} */
        Map<String, String> changes() {
            Map<String, String> changes = new LinkedHashMap<>(values);
            values.keySet().stream().limit(keys).forEach(changes::remove);
            return changes;
        }
    }

    /**
     * The status of a task (commerce-contract 7.6).
     *
     * @param task what the event calls it
     * @param status symbol of HQ's enumeration
     * @param time when it was seen: of two words on a task the one that was seen later counts
     * @param completedAt when Planner says that it was completed, null when it says nothing
     * @param actor object id of the user who did it, null when nobody knows
     * @param previous what HQ said as far as was known when the status became so, null when that was not known
     * @param now what it is by now as far as Tandem knows, null when it knows nothing of the task
     * @param deleted whether the task is gone in Planner: then a task that is gone in HQ too is no mistake
     */
    record Status(
            String task,
            String status,
            @Nullable Instant time,
            @Nullable Instant completedAt,
            @Nullable String actor,
            @Nullable String previous,
            @Nullable StatusNow now,
            boolean deleted)
            implements HqWrite {
        static final String SET = "ProcessTasks";
        private static final Pattern GUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        private static final Pattern OF_LIST = Pattern.compile("([^/]+)/([^/]+)/(.+)");
        private static final String COMPLETED = "Completed";

        /** A task that came with a list (DESIGN 8): HQ knows it under an id of its own. */
        record OfList(String process, String store, String key) {
            boolean isKeyGuid() {
                return GUID.matcher(key).matches();
            }
        }

        @Override
        public String target() {
            return "task " + task;
        }

        /** Whoever completed it first stays the one who did. */
        @Override
        public boolean isSaidBy(JsonNode row) {
            return row.path("Status").asText().equals(status);
        }

        /**
         * Whether something newer is known that HQ said itself or need not be told this one before. A change of this
         * one may be on its way behind it: then HQ has to hear both, or it would not know what that is a change of.
         */
        boolean isOutdated() {
            return now != null
                    && !isSo(now.status())
                    && (previous == null || now.unheard().stream().noneMatch(this::isSo));
        }

        /** Whether HQ's row, which says something else, says what is so by now. */
        boolean isOutdatedBy(JsonNode row) {
            return now != null
                    && row.path("Status").asText().equals(now.status().word());
        }

        /** Whether this is so by now, and HQ's row says what was so before: HQ seems not to have taken what came between. */
        boolean isMissedBy(String row) {
            return now != null
                    && isSo(now.status())
                    && now.unheard().stream().anyMatch(before -> before.word().equals(row));
        }

        private boolean isSo(TaskStatus other) {
            return other.word().equals(status);
        }

        boolean isTitled(String name) {
            return now != null && now.title().equals(name);
        }

        boolean isHqId() {
            return GUID.matcher(task).matches();
        }

        /** {@return the parts of the id of a list's task, empty when it is none that HQ can know} */
        Optional<OfList> ofList() {
            Matcher parts = OF_LIST.matcher(task);
            return parts.matches() && GUID.matcher(parts.group(1)).matches()
                    ? Optional.of(new OfList(parts.group(1), parts.group(2), parts.group(3)))
                    : Optional.empty();
        }

        boolean wantsPerson() {
            return actor != null && status.equals(COMPLETED);
        }

        static String path(String taskId) {
            return HqRequest.row(SET, Map.of("TaskId", taskId));
        }

        /** {@return the properties to write; who and when belong to a completed task alone} */
        Map<String, String> changes(boolean wasCompleted, @Nullable String person) {
            Map<String, String> changes = new LinkedHashMap<>();
            changes.put("Status", status);
            if (status.equals(COMPLETED)) {
                Instant completion = completedAt == null ? time : completedAt;
                if (completion != null) {
                    changes.put(
                            "CompletionDateTime",
                            completion.truncatedTo(ChronoUnit.SECONDS).toString());
                }
                if (person != null) {
                    changes.put("ResolvedBy_PersonnelNumber", person);
                }
            } else if (wasCompleted) {
                changes.put("CompletionDateTime", NO_TIME);
                changes.put("ResolvedBy_PersonnelNumber", "");
            }
            return changes;
        }

        static boolean completed(JsonNode row) {
            return row.path("Status").asText().equals(COMPLETED);
        }
    }
}
