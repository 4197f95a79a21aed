package io.tandem.model;

/** What Commerce and Planner both tell of a task. The value of each is text, null when there is none. */
public enum TaskField {
    /** One line. */
    TITLE,
    /** Any text. */
    NOTES,
    /** An ISO day in the store's time zone, for example {@code 2026-11-28}. */
    DUE_DATE,
    /** Personnel numbers in ascending order, one blank between two; null for nobody. */
    ASSIGNEES,
    /** The {@linkplain TaskStatus#word() word} of a status. */
    STATUS,
    /** Addresses, one a line. */
    LINKS
}
