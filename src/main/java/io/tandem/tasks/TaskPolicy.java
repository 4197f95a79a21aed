package io.tandem.tasks;

import io.tandem.model.Store;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a retailer may choose about tasks.
 *
 * @param planTitle title of the plans; {@code {name}} and {@code {number}} stand for the store's
 * @param defaultBucket bucket of the tasks that belong to no list
 * @param canceled what a canceled task is in Planner
 * @param applicationId id by which Planner names Tandem as the maker of a task, null when not known
 * @param ownership who owns which field
 * @param pace waiting times
 * @param history whether Planner is first asked whether anything happened, by its history feed, which is beta
 */
public record TaskPolicy(
        String planTitle,
        String defaultBucket,
        Canceled canceled,
        @Nullable String applicationId,
        FieldOwnership ownership,
        Pace pace,
        boolean history) {

    /** What a canceled task is in Planner. */
    public enum Canceled {
        /** Deleted. */
        DELETED,
        /** Kept, with {@code [Canceled]} before its title. */
        MARKED
    }

    /**
     * Waiting times.
     *
     * @param look from an unclear answer to the look at what came of it
     * @param settle from the request of a task until a list that lacks it proves that it was not made, and how long its group
     *     does not list a plan that is gone
     * @param slack by how much Planner's clock may be behind
     * @param fresh how old a look may be on which a task is deleted
     * @param echo how long Commerce may take to hear of a change in Planner
     * @param recheck until a call that Graph refused is tried again
     * @param barred the same when Graph does not let the application do it
     * @param busy from one look at a busy plan to the next
     * @param quiet the same of a plan in which nothing happens
     */
    public record Pace(
            Duration look,
            Duration settle,
            Duration slack,
            Duration fresh,
            Duration echo,
            Duration recheck,
            Duration barred,
            Duration busy,
            Duration quiet) {
        /** {@return waiting times that suit Planner} */
        public static Pace usual() {
            return new Pace(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10),
                    Duration.ofHours(6),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(15));
        }
    }

    /** {@return the defaults of DESIGN 7} */
    public static TaskPolicy defaults() {
        return new TaskPolicy(
                "{name} tasks", "Store tasks", Canceled.DELETED, null, FieldOwnership.shipped(), Pace.usual(), false);
    }

    String title(Store store) {
        String number = store.number().value();
        return planTitle
                .replace("{name}", Objects.requireNonNullElse(store.name(), number))
                .replace("{number}", number);
    }

    String bucket(@Nullable String list) {
        return list == null || list.isBlank() ? defaultBucket : list.strip();
    }

    boolean marks() {
        return canceled == Canceled.MARKED;
    }

    boolean isOurs(PlannerTask task) {
        return applicationId != null && applicationId.equalsIgnoreCase(task.createdBy());
    }
}
