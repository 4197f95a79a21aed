package io.tandem.tasks;

/** Who decides a field of a task. */
public enum Owner {
    /** Commerce: a change in Planner is put back. */
    COMMERCE,
    /** Planner: a change in Commerce is answered with Planner's value. */
    PLANNER,
    /** Both: the later change wins. */
    SHARED
}
