package io.tandem.model;

import java.util.Arrays;
import java.util.Optional;

/** Status of a task in Commerce (commerce-contract 3.6, BusinessProcessTaskStatus). */
public enum TaskStatus {
    /** Nobody has begun. */
    NOT_STARTED("NotStarted"),
    /** Somebody is at it. */
    IN_PROGRESS("InProgress"),
    /** Done. */
    COMPLETED("Completed"),
    /** Not to be done any more. */
    CANCELED("Canceled");

    private final String word;

    TaskStatus(String word) {
        this.word = word;
    }

    /** {@return the word of Commerce for it} */
    public String word() {
        return word;
    }

    /** {@return the status that Commerce calls so} */
    public static Optional<TaskStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equals(word))
                .findFirst();
    }
}
