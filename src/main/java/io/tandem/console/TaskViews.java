package io.tandem.console;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.LedgerEntry;
import io.tandem.tasks.Rollup;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the ops side shows of tasks. A task is overdue when it is not done and its day is over where the store is. */
public interface TaskViews {

    /**
     * {@return how many tasks are {@code open}, {@code inProgress}, {@code done}, {@code canceled} and {@code overdue}, and
     * the tasks of how many stores are {@code inSync}, {@code working}, {@code waiting} and {@code failed}, of
     * {@code total}}
     */
    Map<String, Long> counts();

    /** {@return a page of tasks by store, list and title} */
    Page page(Wanted wanted);

    /**
     * All tasks by store, list and title; of many stores these are too many for one answer.
     *
     * @param store of this store only, null = of all
     * @param status in this status only, null = in any
     */
    default List<Row> tasks(@Nullable StoreNumber store, @Nullable TaskStatus status) {
        List<Row> all = new ArrayList<>();
        Place after = null;
        do {
            Page page = page(new Wanted(store, status, after, Wanted.MOST));
            all.addAll(page.rows());
            after = page.next();
        } while (after != null);
        return all;
    }

    /** {@return the counts by list, region or store number; tasks that are canceled count nowhere} */
    SortedMap<String, Rollup> rollup(Rollup.By by);

    /** {@return where the tasks of a store stand, empty when nobody ever spoke of them} */
    Optional<StoreTasksView> store(StoreNumber number);

    /** {@return what is shown of tasks where they are left alone: nothing} */
    static TaskViews none() {
        return new NoTaskViews();
    }

    /**
     * Which tasks are wanted.
     *
     * @param store of this store only, null = of all
     * @param status in this status only, null = in any
     * @param after where the page before ended, null = from the first
     * @param limit at most so many
     */
    record Wanted(
            @Nullable StoreNumber store,
            @Nullable TaskStatus status,
            @Nullable Place after,
            int limit) {
        /** The longest page there is. */
        public static final int MOST = 1000;

        /** @throws IllegalArgumentException when there is no such page */
        public Wanted {
            if (limit < 1 || limit > MOST) {
                throw new IllegalArgumentException("limit=" + limit + " is not a whole number from 1 to " + MOST);
            }
        }
    }

    /**
     * The place of a task in the order of tasks. It stays where it is when the task is gone.
     *
     * @param ref the name of the task in its store, which decides between tasks of the same title
     */
    record Place(String storeNumber, String list, String title, String ref) {}

    /**
     * Some tasks, one after the other.
     *
     * @param next where they end, null when there are no more
     */
    record Page(List<Row> rows, @Nullable Place next) {
        /** Copies the list. */
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A task.
     *
     * @param name name of the store, null while unknown
     * @param region region of the store, else its country, empty when in none
     * @param taskId its id in Commerce, null until Commerce gives it one
     * @param plannerTaskId its id in Planner, null when it is not there
     * @param list the list it is on, empty when on none
     * @param status the word of Commerce
     * @param due the day on which it is due where the store is, null when never
     * @param assignees personnel numbers
     * @param conflicts what did not hold, the newest five at most, newest first
     */
    record Row(
            String storeNumber,
            @Nullable String name,
            String region,
            @Nullable String taskId,
            @Nullable String plannerTaskId,
            String title,
            String list,
            String status,
            @Nullable LocalDate due,
            List<String> assignees,
            boolean overdue,
            List<Conflict> conflicts) {
        /** Copies the lists. */
        public Row {
            assignees = List.copyOf(assignees);
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * What one side said of a field, and did not hold; answers have its sentence alone.
     *
     * @param sentence names both values
     */
    record Conflict(TaskField field, LedgerEntry.Reason reason, String sentence) {
        /** The texts of tasks say anything of anybody. */
        Conflict masked() {
            String masked = field == TaskField.NOTES ? reason.told(field, Mask.HIDDEN) : Mask.text(sentence);
            return new Conflict(field, reason, masked);
        }

        @JsonValue
        @Override
        public String toString() {
            return sentence;
        }
    }

    /**
     * The tasks of a store.
     *
     * @param planId id of its plan, null while there is none
     * @param state {@code inSync}, {@code working}, {@code waiting} or {@code failed}
     * @param reason why, empty when there is nothing to say
     * @param findings sentences for people
     * @param graphCalls Graph calls that its plan cost so far
     * @param nextLookAt when they are looked at next if nothing new is heard before, null = not
     */
    record StoreTasksView(
            @Nullable String planId,
            String state,
            String reason,
            List<String> findings,
            long graphCalls,
            @Nullable Instant nextLookAt) {
        /** Copies the list. */
        public StoreTasksView {
            findings = List.copyOf(findings);
        }
    }
}
