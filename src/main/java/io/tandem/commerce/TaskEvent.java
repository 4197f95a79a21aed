package io.tandem.commerce;

import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Commerce says of tasks, one record a type (DESIGN 8). A day is one in the time zone of the store, a text may have
 * lines where it is called notes, and lists of workers or links name each of them once.
 */
public sealed interface TaskEvent extends CommerceEvent {

    /** Events about one task of one store; the same id in another store is another task. */
    sealed interface OfTask extends TaskEvent {
        /** {@return the task} */
        TaskId task();

        /** {@return the store that has to do it} */
        StoreNumber store();

        @Override
        default String about() {
            return Subjects.of(store());
        }
    }

    /**
     * A task of a list, told as a whole.
     *
     * @param key tells it from the other tasks of the list
     * @param dueOffsetDays days from the target date of the list to its due date, may be negative
     * @param contact whom to ask, null = nobody
     */
    record ListTask(
            String key,
            String title,
            int dueOffsetDays,
            @Nullable String notes,
            @Nullable String contact,
            List<String> links) {
        /** Copies the links. */
        public ListTask {
            links = List.copyOf(links);
        }
    }

    /** What may be told of the words of a task. */
    record TaskWords(Change<String> title, Change<String> notes, Change<LocalDate> dueDate) {}

    /**
     * A list is started over stores: each of them gets each of its tasks. Started again under the same id it renames the
     * list, moves its target date in every store, and adds stores and tasks; a store or task that is left out stays.
     */
    record TaskListStarted(
            EventHeader header,
            String process,
            String name,
            LocalDate targetDate,
            List<StoreNumber> stores,
            List<ListTask> tasks)
            implements TaskEvent {

        /** @throws IllegalArgumentException when two tasks have the same key */
        public TaskListStarted {
            stores = List.copyOf(stores);
            tasks = List.copyOf(tasks);
            Set<String> keys = new HashSet<>();
            for (ListTask task : tasks) {
                if (!keys.add(task.key())) {
                    throw new IllegalArgumentException("/data/tasks has the key \"" + Fault.shortened(task.key())
                            + "\" twice; give each task of the list a key of its own");
                }
            }
        }

        @Override
        public String about() {
            return Subjects.PROCESS + process;
        }

        /** Tasks are keyed by their store (DESIGN 8), so the subject may also be one of the stores. */
        @Override
        public boolean isAbout(String subject) {
            return subject.equals(about()) || stores.stream().map(Subjects::of).anyMatch(subject::equals);
        }
    }

    /**
     * A task is made, or exists again after it was deleted.
     *
     * @param status null = unchanged, not started when there was none
     * @param origin null = unchanged, headquarters when there was none
     * @param plannerTaskId id in Planner of a task that was made there and of which this is made
     */
    record TaskCreated(
            EventHeader header,
            TaskId task,
            StoreNumber store,
            TaskWords words,
            Change<String> listName,
            Change<List<PersonnelNumber>> assignees,
            Change<List<String>> links,
            @Nullable TaskStatus status,
            @Nullable TaskOrigin origin,
            Change<String> plannerTaskId)
            implements OfTask {}

    /** The words of a task have changed. */
    record TaskUpdated(EventHeader header, TaskId task, StoreNumber store, TaskWords words) implements OfTask {}

    /** A task is for these workers and no others, or cleared for nobody. */
    record TaskAssigned(EventHeader header, TaskId task, StoreNumber store, Change<List<PersonnelNumber>> assignees)
            implements OfTask {}

    /** A task has another status; who resolved it and when belongs to this word. */
    record TaskStatusChanged(
            EventHeader header,
            TaskId task,
            StoreNumber store,
            TaskStatus status,
            @Nullable PersonnelNumber resolvedBy,
            @Nullable Instant completedAt)
            implements OfTask {}

    /** A task does not exist any more. */
    record TaskDeleted(EventHeader header, TaskId task, StoreNumber store) implements OfTask {}
}
