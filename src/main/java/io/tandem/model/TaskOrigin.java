package io.tandem.model;

/** Where a task was made; it decides who owns which field (DESIGN 7). */
public enum TaskOrigin {
    /** In Commerce headquarters, mostly by starting a list over many stores. */
    HQ,
    /** At the point of sale. */
    POS,
    /** In Teams or Planner. */
    TEAMS
}
