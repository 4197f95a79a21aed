package io.tandem.model;

/**
 * Id of a task in Commerce: text of its own choice, or {@code processId/storeNumber/key} for a task of a started list.
 *
 * @param value 1 to 200 characters, none of them blank at an end
 */
public record TaskId(String value) implements Comparable<TaskId> {
    private static final int LONGEST = 200;

    /** @throws IllegalArgumentException when the text is no task id */
    public TaskId {
        if (value.isEmpty() || value.length() > LONGEST || !value.strip().equals(value)) {
            throw new IllegalArgumentException(
                    "taskId '" + value + "' is not 1 to 200 characters without blanks around");
        }
    }

    /** {@return the id of a task that a started list makes for a store} */
    public static TaskId ofList(String process, StoreNumber store, String key) {
        return new TaskId(process + "/" + store + "/" + key);
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
