package io.tandem.tasks;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A task as Planner shows it (graph-contract 8.1), without what nobody asked for: order hints are never sent back.
 *
 * @param id its id
 * @param planId id of its plan, to which people may move it from another
 * @param etag its etag, from the body
 * @param title its title
 * @param bucketId its bucket, null when in none
 * @param percentComplete 0 to 100
 * @param dueAt when it is due, null when never
 * @param assignees user ids
 * @param hasDescription whether its details have a description
 * @param referenceCount how many references its details have
 * @param plain whether it has none of what Tandem gives no task: priority, preview, start, labels, checklist, conversation
 * @param origin who made and who completed it
 */
public record PlannerTask(
        String id,
        String planId,
        String etag,
        String title,
        @Nullable String bucketId,
        int percentComplete,
        @Nullable Instant dueAt,
        Set<String> assignees,
        boolean hasDescription,
        int referenceCount,
        boolean plain,
        Origin origin) {

    /**
     * Who made a task, and who completed it.
     *
     * @param createdAt when it was made
     * @param createdBy id of the application that made it, null when Planner does not say
     * @param completedAt when it was completed, null when it is not
     * @param completedBy user id of who completed it, null when nobody or unknown
     */
    public record Origin(
            Instant createdAt,
            @Nullable String createdBy,
            @Nullable Instant completedAt,
            @Nullable String completedBy) {}

    /** User ids are compared without regard to case, as Entra does. */
    public PlannerTask {
        assignees =
                assignees.stream().map(user -> user.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    @Nullable
    String createdBy() {
        return origin.createdBy();
    }

    boolean isIn(String plan) {
        return planId.isEmpty() || planId.equals(plan);
    }

    boolean hasDetails() {
        return hasDescription || referenceCount > 0;
    }
}
