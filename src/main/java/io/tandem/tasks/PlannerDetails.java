package io.tandem.tasks;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The details of a task as Planner shows them (graph-contract 8.1).
 *
 * @param etag their etag, which is not the task's
 * @param description the description, null when there is none
 * @param references addresses, decoded
 */
public record PlannerDetails(String etag, @Nullable String description, Set<String> references) {
    /** Copies the addresses. */
    public PlannerDetails {
        references = Set.copyOf(references);
    }
}
