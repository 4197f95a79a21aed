package io.tandem.tasks;

/**
 * The status of tasks for the regional manager; canceled ones count nowhere.
 *
 * @param open tasks that nobody has begun
 * @param inProgress tasks that somebody is at
 * @param done completed tasks
 * @param overdue tasks among the first two whose day is over where the store is
 */
public record Rollup(int open, int inProgress, int done, int overdue) {

    /** What tasks are counted by. */
    public enum By {
        /** The task list. */
        LIST,
        /** The region of the store. */
        REGION,
        /** The store. */
        STORE
    }
}
