package io.tandem.component.graph.client;

/** Whether the requests of a batch depend on each other (graph-contract 10: all or none of them do). */
public enum BatchOrder {
    /** None depends on another; Graph does them in any order. */
    PARALLEL,
    /** Each is done only after the one before it has succeeded. */
    SEQUENTIAL
}
